"""Write a programme as podcast RSS 2.0, and an episode's chapters as JSON."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as Xml  # builds only; nothing is parsed

from briefs.models import Brief, Programme
from briefs.publishing.episode import WholeBrief

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CHAPTERS_TYPE = "application/json+chapters"
NAMES = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the podcast namespace's own
# What XML has no way to write, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# ElementTree would invent prefixes; clients know these.
for _prefix, _uri in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
    Xml.register_namespace(_prefix, _uri)


@dataclass(frozen=True)
class Episode:
    """A published brief with its MP3."""

    brief: Brief
    whole: WholeBrief


@dataclass(frozen=True)
class Addresses:
    """Absolute URLs within one private feed; `email` is who looks after it, "" where nobody is named."""

    feed: str
    page: str
    cover: str
    sound: Callable[[Brief], str]
    chapters: Callable[[Brief], str]
    listen: Callable[[Brief], str]
    email: str = ""


def feed(
    programme: Programme, episodes: Sequence[Episode], at: Addresses, changed_at: datetime
) -> bytes:
    """Return the feed as XML, the episodes in the order given (the newest first)."""
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    _add_text(channel, "title", programme.title)
    _add_text(channel, "link", at.page)
    _add_html(channel, (programme.description or programme.title).splitlines())
    _add_text(channel, "language", programme.language)
    _add_text(channel, "lastBuildDate", format_datetime(changed_at))
    _add_text(channel, "generator", "EduSmart")
    Xml.SubElement(channel, f"{{{ATOM}}}link", href=at.feed, rel="self", type="application/rss+xml")
    _add_programme(channel, programme, at)
    for episode in episodes:
        _add_episode(Xml.SubElement(channel, "item"), programme, episode, at)
    content: bytes = Xml.tostring(rss, encoding="utf-8", xml_declaration=True)
    return content


def chapters(whole: WholeBrief) -> bytes:
    """Return the chapters as podcast players read them (JSON Chapters 1.2); times in seconds."""
    listed = [
        {"startTime": round(it.start, 3), "endTime": round(it.end, 3), "title": it.title}
        for it in whole.chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": listed}, ensure_ascii=False).encode()


def _add_programme(channel: Xml.Element, programme: Programme, at: Addresses) -> None:
    _add_text(channel, f"{{{ITUNES}}}author", programme.author or programme.title)
    Xml.SubElement(channel, f"{{{ITUNES}}}image", href=at.cover)
    Xml.SubElement(channel, f"{{{ITUNES}}}category", text="Education")
    _add_text(channel, f"{{{ITUNES}}}explicit", "false")
    _add_text(channel, f"{{{ITUNES}}}type", "episodic")
    _add_text(channel, f"{{{ITUNES}}}block", "Yes")  # private: no directory may list it
    locked = _add_text(channel, f"{{{PODCAST}}}locked", "yes")
    if at.email:
        owner = Xml.SubElement(channel, f"{{{ITUNES}}}owner")
        _add_text(owner, f"{{{ITUNES}}}name", programme.author or programme.title)
        _add_text(owner, f"{{{ITUNES}}}email", at.email)
        locked.set("owner", at.email)
    # One programme has one guid under all private links, and another one in each installation.
    own = f"{at.page.partition('://')[2]}programme/{programme.pk}"
    _add_text(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(NAMES, own)))


def _add_episode(item: Xml.Element, programme: Programme, episode: Episode, at: Addresses) -> None:
    brief, whole = episode.brief, episode.whole
    _add_text(item, "title", brief.heard_title)
    _add_text(item, "link", at.listen(brief))
    _add_html(item, [chapter.title for chapter in whole.chapters])
    # A name that never changes: clients take another guid for another episode.
    guid = _add_text(item, "guid", brief.topic.name)
    guid.set("isPermaLink", "false")
    if brief.publish_at:
        _add_text(item, "pubDate", format_datetime(brief.publish_at))
    Xml.SubElement(
        item, "enclosure",
        url=at.sound(brief), length=str(whole.file.size), type=whole.file.mime,
    )  # fmt: skip
    _add_text(item, f"{{{ITUNES}}}author", programme.author or programme.title)
    _add_text(item, f"{{{ITUNES}}}duration", str(round(whole.seconds)))
    _add_text(item, f"{{{ITUNES}}}explicit", "false")
    _add_text(item, f"{{{ITUNES}}}episodeType", "full")
    Xml.SubElement(item, f"{{{PODCAST}}}chapters", url=at.chapters(brief), type=CHAPTERS_TYPE)


def _add_html(parent: Xml.Element, lines: Sequence[str]) -> None:
    """Add a description, which clients read as HTML: line ends of a plain text would run together."""
    _add_text(parent, "description", "<br>\n".join(escape(line) for line in lines))


def _add_text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element
