"""XML and XHTML, read without entities, without DTDs and without anything from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from stories.reading.records import UnreadableDocument

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_DIGITS = 5
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parsed(content: bytes) -> etree._Element:
    """Return the root. Raises UnreadableDocument (code: corrupt), also for elements nested too deep."""
    try:
        return etree.fromstring(content, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("corrupt") from error


def parsed_page(content: bytes) -> etree._Element | None:
    """Return the root of a page of a book, mended where it is broken; None where nothing is left of it."""
    # As numbers: names such as &nbsp; are explained in a DTD, which is not read.
    try:
        return etree.fromstring(_NAMED.sub(_numbered, content), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _numbered(name: re.Match[bytes]) -> bytes:
    if name[1] in _OF_XML:
        return name[0]
    letters = html5.get(f"{name[1].decode()};", "")
    return "".join(f"&#{ord(letter)};" for letter in letters).encode()


def name_of(element: etree._Element) -> str:
    """Return the element's name without its namespace; "" for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, name: str = "val", default: str = "") -> str:
    """Return an attribute by its name without a namespace; `default` where there is none."""
    if element is not None:
        for key, found in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(found)
    return default


def count(element: etree._Element | None, name: str) -> int:
    """Return an attribute that is a number from 1, 1 where it says anything else."""
    said = value(element, name)
    return max(int(said), 1) if said.isdecimal() and len(said) < _DIGITS else 1


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child of this name, in it the first of the next name and so on."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if name_of(child) == name), None)
    return element


def alt(picture: etree._Element) -> str:
    """Return what a picture of an office document is said to show, "" where nobody says it."""
    for around in picture.iterancestors():
        if name_of(around) in ("pic", "drawing"):
            said = (value(it, "descr") for it in every(around, "docPr", "cNvPr"))
            if found := next(filter(None, said), ""):
                return found
    return ""


def every(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants of these names, in the order they stand in."""
    for found in element.iter() if element is not None else ():
        if name_of(found) in names:
            yield found


def property_of(root: etree._Element | None, name: str) -> str:
    """Return what a file's properties say, such as its title."""
    found = next(every(root, name), None)
    return " ".join((found.text or "").split()) if found is not None else ""
