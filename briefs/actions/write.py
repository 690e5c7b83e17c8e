"""Writing a brief: make one, and save all of it as an editor sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from briefs.models import MAX_ITEM_CHARS, MAX_ITEMS, MAX_TITLE_CHARS, Brief, BriefItem
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from tts.languages import LANGUAGES
from tts.models import Narration

#: Writing has paused when nothing was saved for so long.
PAUSE = timedelta(seconds=15)


@dataclass(frozen=True)
class WrittenItem:
    """An item as sent: `id` is None for a new one."""

    id: int | None
    title: str
    text: str
    language: str = ""


def create(editor: User, title: str, language: str = "en") -> Brief:
    """A brief without items. Raises RequestRefused."""
    title, language = _title(title), _language(language)
    with transaction.atomic():
        brief = Brief(topic=Brief.new_topic(), title=title, language=language, created_by=editor)
        brief.save()
    return brief


def save(
    brief: Brief,
    title: str,
    language: str,
    items: Sequence[WrittenItem],
    edition: int | None = None,
) -> Brief:
    """Make the brief's title, language and items what was written; only what differs is touched.

    `edition` is the one the writer has seen.
    Raises RequestRefused and changes nothing when something cannot be
    kept: 409 `conflict` when somebody else has changed the brief since that edition.
    """
    title, language = _title(title), _language(language)
    check(items)
    with changing(brief.topic_id):
        brief = Brief.objects.select_related("topic").get(pk=brief.pk)
        if edition not in {None, brief.edition}:
            raise RequestRefused("Somebody else has changed this brief meanwhile.", "conflict", 409)
        changed = _keep_items(brief, items)
        follow = brief.language != language
        if changed or follow or brief.title != title:
            brief.title, brief.language = title, language
            _touch(brief)
        if follow:
            follow_language(brief)
    return brief


def follow_language(brief: Brief) -> None:
    """Items without a language of their own are read, and may be stale, by the brief's."""
    for item in BriefItem.objects.filter(brief=brief, language=""):
        item.save()


def _touch(brief: Brief) -> None:
    """A new edition; the audio it lacks is ordered once the writing has paused, where that is wished."""
    brief.edition += 1
    if brief.by_itself:
        brief.audio_due_at = timezone.now() + PAUSE
    brief.save()


def _keep_items(brief: Brief, items: Sequence[WrittenItem]) -> bool:
    """Make the brief's items what was written; False when they were that already."""
    held = {item.pk: item for item in BriefItem.objects.filter(brief=brief)}
    if unknown := {item.id for item in items if item.id} - held.keys():
        raise RequestRefused(
            f"Item {min(unknown)} is no longer part of this brief; reload the page.", "gone", 409
        )
    gone = held.keys() - {item.id for item in items}
    for pk in gone:
        _delete(held[pk])
    changed = [
        _keep(brief, held.get(written.id or 0), position, written)
        for position, written in enumerate(items)
    ]
    if gone:
        owner_of(brief.topic).settle(brief.topic)
    return bool(gone) or any(changed)


def _delete(item: BriefItem) -> None:
    """The item and its orders: nobody would hear them."""
    orders = list(Narration.objects.filter(item_audio__item=item))
    item.delete()
    for order in orders:
        order.delete()


def _keep(brief: Brief, item: BriefItem | None, position: int, written: WrittenItem) -> bool:
    """Make the item what was written; False when it was that already."""
    item = item or BriefItem(brief=brief, topic_id=brief.topic_id, position=-1)
    fresh = (position, written.title.strip(), written.text.strip(), written.language)
    if (item.position, item.title, item.text, item.language) == fresh:
        return False
    item.position, item.title, item.text, item.language = fresh
    item.save()
    return True


def check(items: Sequence[WrittenItem]) -> None:
    """Raises RequestRefused when one of the items cannot be kept."""
    if len(items) > MAX_ITEMS:
        raise RequestRefused(f"A brief can have at most {MAX_ITEMS} items.", "too_many_items")
    ids = [item.id for item in items if item.id]
    if len(ids) != len(set(ids)):
        raise RequestRefused("The same item was sent twice.", "twice")
    for number, item in enumerate(items, 1):
        if len(item.text) > MAX_ITEM_CHARS:
            raise RequestRefused(
                f"Item {number} is longer than {MAX_ITEM_CHARS} characters.", "item_too_long"
            )
        if len(item.title) > MAX_TITLE_CHARS:
            raise RequestRefused(
                f"The title of item {number} is longer than {MAX_TITLE_CHARS} characters.",
                "title_too_long",
            )
        if item.language:
            _language(item.language)
        if "\x00" in item.text or "\x00" in item.title:
            raise RequestRefused(
                f"Item {number} contains a character that cannot be kept.", "bad_character"
            )


def _title(title: str) -> str:
    title = title.strip()
    if not title or "\x00" in title:
        raise RequestRefused("Give the brief a title.", "no_title")
    if len(title) > MAX_TITLE_CHARS:
        raise RequestRefused(
            f"The title is longer than {MAX_TITLE_CHARS} characters.", "title_too_long"
        )
    return title


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise RequestRefused(f"The language must be one of: {', '.join(LANGUAGES)}.", "language")
    return language
