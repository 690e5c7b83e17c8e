"""What the first line of a table of people calls its columns, in the words that schools write."""

import re
import unicodedata

from edusmart.accounts.errors import RequestRefused

#: A name is whole, or in two columns.
_WORDS = {
    "name": "name, full name, fullname, pupil, pupil name, student, student name, child, child name, person, "
    "nom, nom complet, nom et prenom, eleve, nombre completo, alumno, الاسم, الاسم الكامل, اسم الطالب, "
    "اسم التلميذ, التلميذ, التلميذة, الطالب, الطالبة, التلاميذ",
    "first": "first name, firstname, first, given name, forename, prenom, nombre, الاسم الاول, الاسم الشخصي",
    "last": "last name, lastname, last, surname, family name, nom de famille, apellido, apellidos, "
    "اللقب, اسم العائلة, العائلة, الكنية, الشهرة",
    "username": "username, user name, user, login, account, nom d utilisateur, usuario, "
    "اسم المستخدم, المستخدم, الحساب",
    "group": "group, role, groupe, grupo, المجموعة, الدور",
    "class": "class, class name, form, classe, clase, الصف, الفصل, القسم, اسم الصف",
}  # fmt: skip
_JOINTS = re.compile(r"[\s_.\-’']+")


class UnclearColumns(RequestRefused):
    """The first line names no column of names, or a column twice: `twice`, "" where it has none of names."""

    code = "people_columns"

    def __init__(self, twice: str = "") -> None:
        which = f" There is more than one of: “{twice}”." if twice else ""
        super().__init__(
            "Line 1 has to name the columns: name, and if you like username, group and class."
            + which,
            self.code,
        )
        self.twice = twice


def columns_of(cells: list[str]) -> list[str]:
    """Return what each cell calls its column, "" for one that is not read. Raises UnclearColumns."""
    columns = [_COLUMNS.get(_plain(cell), "") for cell in cells]
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if column and column in columns[:place]:
            raise UnclearColumns(cell[:80])
    if not {"name", "first"} & set(columns):
        raise UnclearColumns
    if {"name", "first"} <= set(columns):
        raise UnclearColumns(cells[columns.index("first")][:80])
    return columns


def _plain(cell: str) -> str:
    """Return the words of a heading without accents, vowel signs and how its words are joined."""
    letters = unicodedata.normalize("NFKD", cell).casefold()
    plain = "".join(it for it in letters if not unicodedata.combining(it))
    return _JOINTS.sub(" ", plain).strip()


_COLUMNS = {_plain(word): column for column, words in _WORDS.items() for word in words.split(",")}
