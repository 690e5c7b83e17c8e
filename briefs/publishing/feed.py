"""A programme as podcast RSS 2.0, and an episode's chapters as JSON."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as Xml  # builds only; nothing is parsed

from briefs.models import Brief, Programme
from briefs.publishing.episode import WholeBrief

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CHAPTERS_TYPE = "application/json+chapters"
NAMES = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the podcast namespace's own
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _uri in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
    Xml.register_namespace(_prefix, _uri)


@dataclass(frozen=True)
class Episode:
    """A published brief with its sound."""

    brief: Brief
    whole: WholeBrief


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses within one private feed."""

    feed: str
    page: str
    cover: str
    sound: Callable[[Brief], str]
    chapters: Callable[[Brief], str]
    listen: Callable[[Brief], str]


def feed(
    programme: Programme, episodes: Sequence[Episode], at: Addresses, changed_at: datetime
) -> bytes:
    """The feed, the newest episode first."""
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    _say(channel, "title", programme.title)
    _say(channel, "link", at.page)
    _say(channel, "description", programme.description or programme.title)
    _say(channel, "language", programme.language)
    _say(channel, "lastBuildDate", format_datetime(changed_at))
    _say(channel, "generator", "EduSmart")
    Xml.SubElement(channel, f"{{{ATOM}}}link", href=at.feed, rel="self", type="application/rss+xml")
    _about(channel, programme, at)
    for episode in episodes:
        _item(Xml.SubElement(channel, "item"), programme, episode, at)
    content: bytes = Xml.tostring(rss, encoding="utf-8", xml_declaration=True)
    return content


def chapters(whole: WholeBrief) -> bytes:
    """The chapters as podcast players read them; times in seconds."""
    listed = [
        {"startTime": round(it.start, 3), "endTime": round(it.end, 3), "title": it.title}
        for it in whole.chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": listed}, ensure_ascii=False).encode()


def _about(channel: Xml.Element, programme: Programme, at: Addresses) -> None:
    _say(channel, f"{{{ITUNES}}}author", programme.author or programme.title)
    Xml.SubElement(channel, f"{{{ITUNES}}}image", href=at.cover)
    Xml.SubElement(channel, f"{{{ITUNES}}}category", text="Education")
    _say(channel, f"{{{ITUNES}}}explicit", "false")
    _say(channel, f"{{{ITUNES}}}type", "episodic")
    _say(channel, f"{{{ITUNES}}}block", "Yes")  # private: no directory may list it
    _say(channel, f"{{{PODCAST}}}locked", "yes")
    # The same for everybody's link, another one in every installation.
    own = f"{at.page.partition('://')[2]}programme/{programme.pk}"
    _say(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(NAMES, own)))


def _item(item: Xml.Element, programme: Programme, episode: Episode, at: Addresses) -> None:
    brief, whole = episode.brief, episode.whole
    _say(item, "title", brief.title)
    _say(item, "link", at.listen(brief))
    _say(item, "description", "\n".join(chapter.title for chapter in whole.chapters))
    guid = _say(item, "guid", brief.topic.name)
    guid.set("isPermaLink", "false")
    if brief.publish_at:
        _say(item, "pubDate", format_datetime(brief.publish_at))
    Xml.SubElement(
        item, "enclosure",
        url=at.sound(brief), length=str(whole.file.size), type=whole.file.mime,
    )  # fmt: skip
    _say(item, f"{{{ITUNES}}}author", programme.author or programme.title)
    _say(item, f"{{{ITUNES}}}duration", str(round(whole.seconds)))
    _say(item, f"{{{ITUNES}}}explicit", "false")
    _say(item, f"{{{ITUNES}}}episodeType", "full")
    Xml.SubElement(item, f"{{{PODCAST}}}chapters", url=at.chapters(brief), type=CHAPTERS_TYPE)


def _say(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element
