"""Rows of the admin's lists whose cells say what they are, for screens where a row is a card."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from edusmart.live.everything import EverythingOwner

register = template.Library()
EMPTY = frozenset({"", "-", "–"})


@register.simple_tag
def everything_url() -> str:
    """Return the socket of the topic of everything: a list that watches it reads itself again."""
    return EverythingOwner.live_url()


@register.filter
def labelled(cells: Iterable[str], headers: Iterable[dict[str, Any]]) -> list[SafeString]:
    """Return the cells, which are HTML, each with its column's name; `data-empty` marks what says nothing."""
    return [_labelled(cell, header) for cell, header in zip(cells, headers, strict=False)]


def _labelled(cell: str, header: dict[str, Any]) -> SafeString:
    name = escape(capfirst(str(header["text"]))) if header.get("sortable") is not None else ""
    if "action-checkbox" in cell[:60]:
        name = ""
    is_empty = strip_tags(cell).strip() in EMPTY and "<i" not in cell
    opening = f'{cell[:3]} data-of="{name}"{" data-empty" if is_empty else ""}'
    return mark_safe(opening + cell[3:])  # noqa: S308 - both were escaped where they were made
