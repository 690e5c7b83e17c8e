"""The machine-readable mark in a picture that says what made it (XMP, in the words of the IPTC)."""

from __future__ import annotations

from enum import Enum
from xml.sax.saxutils import escape

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"
_START_OF_IMAGE = b"\xff\xd8"
_APP1 = b"\xff\xe1"


class Source(Enum):
    """What made a picture, by the name of the IPTC's term for it."""

    #: Drawn by rules that learnt from no example.
    ALGORITHM = "algorithmicMedia"
    #: Painted by a model that was trained.
    MODEL = "trainedAlgorithmicMedia"


def marked(jpeg: bytes, source: Source, made_with: str) -> bytes:
    """Return the JPEG with a mark in it; `made_with` names the system that made it."""
    packet = _HEAD + _xmp(source, made_with).encode()
    if not jpeg.startswith(_START_OF_IMAGE):
        raise ValueError("only a JPEG can be marked")
    segment = _APP1 + (len(packet) + 2).to_bytes(2, "big") + packet
    return _START_OF_IMAGE + segment + jpeg[len(_START_OF_IMAGE) :]


def _xmp(source: Source, made_with: str) -> str:
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<Iptc4xmpExt:DigitalSourceType>{_TERMS}{source.value}</Iptc4xmpExt:DigitalSourceType>
<Iptc4xmpExt:AISystemUsed>{escape(made_with)}</Iptc4xmpExt:AISystemUsed>
<xmp:CreatorTool>EduSmart</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
