"""What a version has otherwise than the one before it, item by item."""

from dataclasses import dataclass

from briefs.models import Version, VersionItem


@dataclass(frozen=True)
class Changes:
    """The items that came, went and changed, by what people know them by; and whether the title changed."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    is_renamed: bool = False
    #: Of the items of both, whether they stand in another order.
    is_reordered: bool = False

    @property
    def is_none(self) -> bool:
        """Return whether nothing can be read that is new; the sound may be."""
        items = self.added or self.removed or self.changed
        return not (items or self.is_renamed or self.is_reordered)


def what_changed(newer: Version, older: Version) -> Changes:
    """Return it, in the order of the items. Both have their items at hand."""
    now = {it.of_item: it for it in newer.items.all()}
    before = {it.of_item: it for it in older.items.all()}
    both = [pk for pk in now if pk in before]
    return Changes(
        added=[str(it) for pk, it in now.items() if pk not in before],
        removed=[str(it) for pk, it in before.items() if pk not in now],
        changed=[str(now[pk]) for pk in both if _words(now[pk]) != _words(before[pk])],
        is_renamed=newer.title != older.title,
        is_reordered=both != [pk for pk in before if pk in now],
    )


def _words(item: VersionItem) -> tuple[str, str, str]:
    return item.title, item.text, item.language
