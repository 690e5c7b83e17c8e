"""The lines of a list of pupils, and which of a spreadsheet's columns have the names."""

import csv
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from classroom.actions.school_class import one_line

Role = Literal["name", "full", "first", "last", "user"]
#: Number of the line, the name (or what is first), the user name (or what is second) or "".
Row = tuple[int, str, str]

SEPARATORS = ",;\t"
#: Of a line under no heading: a name, a user name.
MOST_PARTS = 2
_QUOTED = re.compile(r'"[^"]*"')
_JOINTS = re.compile(r"[\s_.\-’']+")
#: What a first line says of columns, as spreadsheets and this site's report write it; others do not matter.
_WORDS: dict[Role, str] = {
    # The whole name, or one half of it where another column has the other.
    "name": "name, names, nom, noms, nombre, nombres, الاسم",
    "full": "full name, fullname, pupil, pupils, pupil name, student, students, student name, child, "
    "child name, nom complet, nom et prenom, nom prenom, prenom et nom, eleve, eleves, enfant, "
    "nombre completo, nombre y apellido, nombre y apellidos, apellidos y nombre, alumno, alumna, alumnos, "
    "estudiante, الاسم الكامل, الاسم الثلاثي, اسم الطالب, اسم الطالبة, اسم التلميذ, التلميذ, الطالب, "
    "الطالبة, التلاميذ, الطلاب",
    "first": "first name, firstname, first, given name, given names, forename, prenom, prenoms, "
    "primer nombre, الاسم الاول, الاسم الشخصي",
    "last": "last name, lastname, last, surname, family name, nom de famille, apellido, apellidos, "
    "primer apellido, segundo apellido, اسم العائلة, العائلة, اللقب, الكنية, الشهرة",
    "user": "user, user name, username, utilisateur, nom d utilisateur, usuario, nombre de usuario, "
    "اسم المستخدم",
}  # fmt: skip


def _plain(cell: str) -> str:
    """Return the words of a heading without accents, vowel signs and how its words are joined."""
    letters = unicodedata.normalize("NFKD", cell).casefold()
    plain = "".join(it for it in letters if not unicodedata.combining(it))
    return _JOINTS.sub(" ", plain).strip()


_ROLES: dict[str, Role] = {
    _plain(word): role for role, words in _WORDS.items() for word in words.split(",")
}


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns whose cells make a name up, and of the user name's."""

    name: tuple[int, ...]
    user: int | None
    separator: str

    def row(self, number: int, cells: list[str]) -> Row:
        """Return what the line's cells say; a line may have fewer than there are columns."""
        name = " ".join(cells[at] for at in self.name if at < len(cells) and cells[at])
        has_user = self.user is not None and self.user < len(cells)
        return number, name, cells[self.user or 0] if has_user else ""


@dataclass(frozen=True)
class Listed:
    """The lines that say something. `heading` is a first one that names the columns, "" for none."""

    rows: list[Row]
    heading: str = ""


def listed(text: str, is_account: Callable[[str], bool]) -> Listed:
    """Return what the list says. `is_account`: whether a user name is a pupil's: no heading has one."""
    columns: Columns | None = None
    rows: list[Row] = []
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        separator = _separator(line, columns)
        cells = _cells(line, separator)
        if not any(cells):
            continue
        if not rows and not heading:
            roles = [_ROLES.get(_plain(cell)) for cell in cells]
            if _is_heading(roles) and not (len(cells) > 1 and is_account(cells[1])):
                columns = _columns(roles, separator) if len(cells) > 1 else None
                heading = one_line(line)
                continue
        rows.append(columns.row(number, cells) if columns else _row(number, line, cells))
    return Listed(rows, heading)


def _row(number: int, line: str, cells: list[str]) -> Row:
    """Return what a line under no heading says; the whole line where it has more than is read."""
    more = len(cells) > MOST_PARTS
    return (number, one_line(line), "") if more else (number, cells[0], [*cells, ""][1])


def _separator(line: str, columns: Columns | None) -> str:
    # A separator within quotation marks separates nothing.
    bare = _QUOTED.sub("", line)
    return (
        columns.separator
        if columns and columns.separator in bare
        else max(SEPARATORS, key=bare.count)
    )


def _cells(line: str, separator: str) -> list[str]:
    # Line by line: a quotation mark that nobody closes must not swallow the rest.
    return [
        one_line(it) for it in next(csv.reader([line.replace("\0", "")], delimiter=separator), [])
    ]


def _is_heading(roles: list[Role | None]) -> bool:
    # "Lina, user" is a pupil: what only a user name's column says is not enough.
    return all(roles) or any(role not in {None, "user"} for role in roles)


def _columns(roles: list[Role | None], separator: str) -> Columns:
    def at(*wanted: Role) -> tuple[int, ...]:
        return tuple(index for index, role in enumerate(roles) if role in wanted)

    full, first, last, either = at("full"), at("first"), at("last"), at("name")
    # "Nom, Prénom" and "Nombre, Apellidos": the plain word is the half that no other column has.
    name = (first or either) + (last or either) if (first or last) else either[:1]
    if full and not (first and last):
        name = full[:1]
    return Columns(name, next(iter(at("user")), None), separator)
