"""What docs/live-protocol.md and the browser's typedefs say of each kind of row, read for comparison."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edusmart.live import topics

HEAD = frozenset({"kind", "id", "rev"})
_ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.M)
_ADDRESS = re.compile(r"^\| `/(ws/[^`]+)` \|", re.M)
_PARENTHESES = re.compile(r"\([^()]*\)")
_NAME = re.compile(r"`(\w+)`")
_TYPEDEF = re.compile(r"@typedef \{object\} (\w+)\n((?:\s*\* .*\n)+)")
_PROPERTY = re.compile(r"@property \{.+?\} (\[?)(\w+)")


@dataclass(frozen=True)
class Fields:
    """The fields of a row besides `kind`, `id` and `rev`; `for_editors` are those that viewers lack."""

    everybody: frozenset[str]
    for_editors: frozenset[str] = frozenset()


def declared() -> dict[str, Fields]:
    """Return the fields of each kind as the TypedDicts of the registered owners declare them."""
    types = {kind: it for owner in topics.owners() for kind, it in owner.row_types.items()}
    return {kind: _of_type(it) for kind, it in types.items()}


def _of_type(row_type: type) -> Fields:
    required: frozenset[str] = row_type.__required_keys__  # type: ignore[attr-defined]
    optional: frozenset[str] = row_type.__optional_keys__  # type: ignore[attr-defined]
    return Fields(required - HEAD, optional)


def documented(text: str) -> dict[str, Fields]:
    """Return the fields of each kind as the table of rows in the document names them.

    A cell names fields in backticks outside parentheses, those of everybody before the words "for editors".
    A cell that begins with these words describes rows that viewers are not sent at all.
    """
    table = text.partition("\n## Rows\n")[2].partition("\n## ")[0]
    return {kind: _of_cell(cell) for kind, cell in _ROW.findall(table)}


def _of_cell(cell: str) -> Fields:
    everybody, _, for_editors = _outside_parentheses(cell).partition("for editors")
    names, more = frozenset(_NAME.findall(everybody)), frozenset(_NAME.findall(for_editors))
    return Fields(names, more) if names else Fields(more)


def _outside_parentheses(cell: str) -> str:
    shorter = _PARENTHESES.sub("", cell)
    return cell if shorter == cell else _outside_parentheses(shorter)


def typedefs(script: str) -> dict[str, Fields]:
    """Return the fields of each kind as a script's typedefs name them, `StoryRow` being the kind `story`.

    A typedef has one `@property` a line; a name in brackets is one that only editors are sent.
    """
    return {
        _kind_of(name): _of_properties(lines)
        for name, lines in _TYPEDEF.findall(script)
        if name.endswith("Row")
    }


def _of_properties(lines: str) -> Fields:
    found = _PROPERTY.findall(lines)
    return Fields(
        frozenset(name for bracket, name in found if not bracket) - HEAD,
        frozenset(name for bracket, name in found if bracket),
    )


def _kind_of(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name.removesuffix("Row")).lower()


def documented_routes(text: str) -> set[str]:
    """Return the documented addresses as Django spells them, without the types of their arguments."""
    return {address.replace("{", "<").replace("}", ">") for address in _ADDRESS.findall(text)}


def declared_routes() -> set[str]:
    """Return the addresses of every registered owner, without the types of their arguments."""
    patterns = (route.pattern for owner in topics.owners() for route in owner.routes)
    return {re.sub(r"<\w+:", "<", pattern) for pattern in patterns}


def differences(one: Mapping[str, Fields], other: Mapping[str, Fields]) -> list[str]:
    """Return one line for each kind that the two describe differently."""
    return [
        f"{kind}: {one.get(kind)} is not {other.get(kind)}"
        for kind in sorted({*one, *other})
        if one.get(kind) != other.get(kind)
    ]
