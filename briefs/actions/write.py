"""Create a brief, and save all of it as an editor sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from briefs.models import MAX_ITEM_CHARS, MAX_ITEMS, MAX_TITLE_CHARS, Brief, BriefItem, VersionItem
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.plain.text import is_seen, without_controls
from tts.languages import LANGUAGES
from tts.models import Narration

#: How long after the last save missing audio is ordered: pages save while the editor types.
PAUSE = timedelta(seconds=15)


@dataclass(frozen=True)
class WrittenItem:
    """An item as it was sent. `id` is None for a new one; `language` empty for the brief's."""

    id: int | None
    title: str
    text: str
    language: str = ""


def create(editor: User, title: str, language: str = "en", *, by_itself: bool = False) -> Brief:
    """Create a brief without items; `by_itself`: its missing audio is made without a click. Raises
    RequestRefused.
    """
    title, language = checked_title(title), checked_language(language)
    with transaction.atomic():
        brief = Brief(topic=Brief.new_topic(), title=title, language=language, created_by=editor)
        brief.by_itself = by_itself
        brief.save()
    return brief


def save(
    brief: Brief,
    title: str,
    language: str,
    items: Sequence[WrittenItem],
    edition: int | None = None,
) -> Brief:
    """Save title, language and items. Items that are not in the list are deleted.

    Only rows that differ are written, so that watchers are not sent the rest again.

    Args:
        edition: the one the editor has seen; None saves over whatever is there.

    Raises:
        RequestRefused: something cannot be kept, or the brief has another edition by now (409
            `conflict`). Nothing is changed then.
    """
    title, language = checked_title(title), checked_language(language)
    check(items)
    with changing(brief.topic_id):
        # Read again under the lock: the row that was passed in may be older.
        brief = Brief.objects.select_related("topic").get(pk=brief.pk)
        _require_edition(brief, edition)
        changed = _save_items(brief, items)
        follow = brief.language != language
        if changed or follow or brief.title != title:
            brief.title, brief.language = title, language
            _save_edition(brief)
        if follow:
            touch_items_without_language(brief)
        # A running job may have lost its last open item, and what needs no audio goes out at once.
        owner_of(brief.topic).settle(brief.topic)
        return Brief.objects.select_related("topic").get(pk=brief.pk)


def delete(brief: Brief, edition: int | None = None) -> None:
    """Delete the brief with its items and their audio.

    `edition` is the one that was looked at. Raises RequestRefused (409 `conflict`) where somebody has
    written in it since.
    """
    with changing(brief.topic_id):
        brief = Brief.objects.select_related("topic").get(pk=brief.pk)
        _require_edition(brief, edition)
        brief.delete()


def touch_items_without_language(brief: Brief) -> None:
    """Raise the rev of items without a language of their own: they follow the brief's, and may be stale."""
    for item in BriefItem.objects.filter(brief=brief, language=""):
        item.save()


def _require_edition(brief: Brief, seen: int | None) -> None:
    if seen not in {None, brief.edition}:
        raise RequestRefused("Somebody else has changed this brief meanwhile.", "conflict", 409)


def _save_edition(brief: Brief) -> None:
    """Save a new edition, and set when its missing audio is ordered if that happens without a click."""
    brief.edition += 1
    if brief.by_itself:
        brief.audio_due_at = timezone.now() + PAUSE
    brief.save()


def _save_items(brief: Brief, items: Sequence[WrittenItem]) -> bool:
    """Create, change and delete items. Returns whether anything differed."""
    held = {item.pk: item for item in BriefItem.objects.filter(brief=brief)}
    if unknown := {item.id for item in items if item.id} - held.keys():
        raise RequestRefused(
            f"Item {min(unknown)} is no longer part of this brief; reload the page.", "gone", 409
        )
    gone = held.keys() - {item.id for item in items}
    for pk in gone:
        _delete_item(held[pk])
    changed = [
        _save_item(brief, held.get(written.id or 0), position, written)
        for position, written in enumerate(items)
    ]
    return bool(gone) or any(changed)


def _delete_item(item: BriefItem) -> None:
    """Delete the item and its narrations, but for one that listeners still hear."""
    # Found first, as their links to the item go with it; deleted last, as the item restricts that.
    heard = VersionItem.objects.filter(narration=OuterRef("pk"))
    orders = list(Narration.objects.filter(~Exists(heard), item_audio__item=item))
    item.delete()
    for order in orders:
        order.delete()


def _save_item(brief: Brief, item: BriefItem | None, position: int, written: WrittenItem) -> bool:
    """Create or change one item. Returns whether it differed."""
    # -1 is no position, so a new item always counts as changed.
    item = item or BriefItem(brief=brief, topic_id=brief.topic_id, position=-1)
    title, text = (without_controls(it).strip() for it in (written.title, written.text))
    fresh = (position, title, text, written.language)
    if (item.position, item.title, item.text, item.language) == fresh:
        return False
    item.position, item.title, item.text, item.language = fresh
    item.save()
    return True


def check(items: Sequence[WrittenItem]) -> None:
    """Raise RequestRefused when one of the items cannot be kept."""
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
            checked_language(item.language)


def checked_title(title: str) -> str:
    """Return the title as it is kept. Raises RequestRefused where it is empty or too long."""
    title = without_controls(title).strip()
    if not is_seen(title):
        raise RequestRefused("Give the brief a title.", "no_title")
    if len(title) > MAX_TITLE_CHARS:
        raise RequestRefused(
            f"The title is longer than {MAX_TITLE_CHARS} characters.", "title_too_long"
        )
    return title


def checked_language(language: str) -> str:
    """Return the language. Raises RequestRefused for one that nobody speaks here."""
    if language not in LANGUAGES:
        raise RequestRefused(f"The language must be one of: {', '.join(LANGUAGES)}.", "language")
    return language
