"""Importing a class from a list of names: looked at first, then made as a whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.models import STUDENTS, AuditEntry, User

pytestmark = pytest.mark.django_db


def pupils(school_class: SchoolClass) -> list[str]:
    found = User.objects.filter(memberships__school_class=school_class)
    return sorted(it.get_full_name() or it.username for it in found)


@pytest.fixture
def path(school_class: SchoolClass) -> str:
    return f"/classes/{school_class.pk}/import/"


def test_looking_makes_nobody_and_importing_makes_accounts_with_cards(
    teacher: Client, school_class: SchoolClass, path: str
) -> None:
    names = "Lina Karim\r\n\r\n  سليم   حداد \nZoë O'Neil"
    before = User.objects.count()
    looked = teacher.post(path, {"names": names})
    assert [it.name for it in looked.context["lines"]] == ["Lina Karim", "سليم حداد", "Zoë O'Neil"]
    assert looked.context["bad"] == 0
    assert User.objects.count() == before
    done = teacher.post(path, {"names": names, "import": "1"})
    assert done["Location"] == f"/classes/{school_class.pk}/cards/"
    assert pupils(school_class) == ["Lina Karim", "Zoë O'Neil", "alice", "سليم حداد"]
    lina = User.objects.get(first_name="Lina")
    assert lina.username.startswith("lina-")
    saleem, zoe = User.objects.get(first_name="سليم"), User.objects.get(first_name="Zoë")
    assert (saleem.username[:-4], zoe.username[:-4]) == ("slim-", "zoe-"), (
        "letters a child can type"
    )
    assert not lina.has_usable_password()
    assert lina.group_names == {STUDENTS}
    assert Card.objects.count() == 3
    entry = AuditEntry.objects.get(event="roster_imported")
    assert entry.details == {"pupils": 3}


def test_whose_account_there_was_is_in_the_trail_with_the_card_that_opens_it(
    teacher: Client, path: str, edith: User, charlie: User
) -> None:
    teacher.post(path, {"names": "Lina\nCharlie, charlie", "import": "1"})
    told = AuditEntry.objects.filter(account=charlie, by=edith).values_list("event", flat=True)
    assert set(told) == {"class_joined", "card_made"}


def test_each_line_that_is_wrong_says_what_is_wrong_and_nobody_is_made(
    teacher: Client, school_class: SchoolClass, path: str, edith: User, charlie: User
) -> None:
    names = "\n".join(
        ["Lina", "lina", "123", "x" * 101, "Edith, edith", "Nobody, nobody", "Alice, alice",
         "Charlie, charlie", "charlie, Charlie", "ALICE",
         "Lee,,", ",nobody"]
    )  # fmt: skip
    nobody = (
        "There is no pupil with this user name. If it is a part of the name, leave the comma out."
    )
    looked = teacher.post(path, {"names": names})
    problems = {it.number: it.problem for it in looked.context["lines"]}
    assert problems == {
        1: "",
        2: "This name is in line 1 of this list already. Add a letter if it is another child.",
        3: "This is no name.",
        4: "This name is too long.",
        5: nobody,
        6: nobody,
        7: "This pupil is in the class already.",
        8: "",
        9: "This pupil is in line 8 of this list already.",
        10: "This name is in the class already. Add a letter if it is another child.",
        11: "This line has more parts than a name and a user name. Take out the other commas.",
        12: "The name is missing in this line.",
    }
    page = looked.content.decode()
    assert "Some lines have to be changed first: 10 of 12." in page
    assert page.rindex("is-bad") < page.index("new account"), "what is wrong comes first"
    refused = teacher.post(path, {"names": names, "import": "1"})
    assert refused.status_code == 400
    assert "Line 2" in refused.context["problem"]
    assert refused.context["names"] == names
    assert Membership.objects.count() == 1
    assert not Card.objects.exists()


def test_the_same_list_sent_twice_is_imported_once(
    teacher: Client, school_class: SchoolClass, path: str
) -> None:
    teacher.post(path, {"names": "Lina\nOmar", "import": "1"})
    again = teacher.post(path, {"names": "Lina\nOmar", "import": "1"})
    assert again.status_code == 400
    assert pupils(school_class) == ["Lina", "Omar", "alice"]


@pytest.mark.parametrize("first", ["Pupil, User name", "student", "الاسم;اسم المستخدم"])
def test_a_line_that_names_the_columns_is_no_pupil_and_the_user_name_may_stand_first(
    teacher: Client, path: str, charlie: User, first: str
) -> None:
    looked = teacher.post(path, {"names": f"{first}\ncharlie, Charlie\nLina"})
    assert [(it.number, it.name, it.pupil) for it in looked.context["lines"]] == [
        (2, "Charlie", charlie),
        (3, "Lina", None),
    ]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Name,Class", "Lina Karim,5A"),
        ("No.;First name;Last name;E-mail;Birthday", "1;Lina;Karim;lina@school.example;2016-04-01"),
        ("Class,Surname,Name", "5A,Karim,Lina"),
        ("Nombre;Apellidos;Curso", "Lina;Karim;5A"),
        ("Classe;Nom;Prénom", "5A;Karim;Lina"),
        ("الصف,الاسم الأوّل,اسم العائلة", "5,Lina,Karim"),
        ("FULL_NAME\tGrade", "Lina Karim\t5"),
    ],
)
def test_a_heading_says_which_columns_have_the_names_and_the_others_do_not_matter(
    teacher: Client, path: str, heading: str, line: str
) -> None:
    looked = teacher.post(path, {"names": f"{heading}\n{line}"})
    assert [(it.number, it.name, it.problem) for it in looked.context["lines"]] == [
        (2, "Lina Karim", "")
    ]


def test_a_first_line_that_is_left_out_is_named_and_a_heading_above_it_keeps_it(
    teacher: Client, path: str
) -> None:
    looked = teacher.post(path, {"names": "Lina, student <b>\nOmar"})
    assert looked.context["heading"] == ""
    looked = teacher.post(path, {"names": "Lina, student\nOmar"})
    assert "<bdi>Lina, student</bdi>. If this is a pupil" in looked.content.decode()
    looked = teacher.post(path, {"names": "Name\nLina, student\nOmar"})
    assert [(it.number, bool(it.problem)) for it in looked.context["lines"]] == [
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_of_a_spreadsheet_is_read(
    teacher: Client, school_class: SchoolClass, path: str, charlie: User, separator: str
) -> None:
    text = f'\ufeff"Karim, Lina"{separator}\r\nCharlie{separator}charlie\r\n"Unclosed\r\n'
    file = SimpleUploadedFile("class.csv", text.encode(), content_type="text/csv")
    looked = teacher.post(path, {"file": file})
    named = [it.name for it in looked.context["lines"]]
    assert named[1] == "Charlie"
    assert named[2] == "Unclosed"
    assert looked.context["lines"][1].pupil == charlie
    if separator != ",":
        assert named[0] == "Karim, Lina"


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"\xff\xfe\x00L", 400), (b"x\n" * 40_000, 413), (b"", 400), (b"Name\n" * 201, 413)],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    teacher: Client, path: str, data: bytes, status: int
) -> None:
    refused = teacher.post(path, {"file": SimpleUploadedFile("a.csv", data)})
    assert refused.status_code == status
    assert refused.context["problem"].endswith(".")


def test_looking_at_a_long_list_costs_as_many_queries_as_at_a_short_one(
    teacher: Client, path: str, charlie: User
) -> None:
    def queries(names: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            teacher.post(path, {"names": names})
        return len(seen)

    queries("Lina")  # what is looked up once for all
    few = queries("Lina\nCharlie, charlie")
    many = queries("\n".join([f"Pupil {chr(65 + n)}" for n in range(26)] + ["Charlie, charlie"]))
    assert many == few
