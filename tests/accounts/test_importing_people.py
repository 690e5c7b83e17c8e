"""A table of people becomes accounts: looked at first, with what is wrong by line and column."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from classroom.actions.school_class import make_class
from classroom.features import SharedThing
from classroom.models import SchoolClass
from classroom.web.report_csv import lines
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import AuditEntry, User
from edusmart.accounts.people import classes, newcomers
from edusmart.accounts.people.classes import Classes
from edusmart.accounts.people.newcomers import import_people, look
from tests.accounts.test_people import act
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/admin/accounts/user/import/"
TABLE = "name,username,group\nLina Haddad,lina,students\nOmar,,\n"


@pytest.fixture
def office(client: Client, stella: User) -> Client:
    client.post("/accounts/login/", {"username": "stella", "password": "long enough 1"})
    return client


def send(client: Client, text: str, **more: Any) -> Any:
    return client.post(PATH, {"text": text, "give": "passwords", **more})


def test_a_table_is_looked_at_before_anybody_is_made(office: Client) -> None:
    page = send(office, TABLE, look="1").content.decode()
    assert "These accounts would be made" in page
    assert "Lina Haddad" in page
    assert not User.objects.filter(username="lina").exists()
    page = send(office, TABLE, **{"import": "1"})
    assert "no-store" in page["Cache-Control"]
    assert "2 accounts were made." in page.content.decode()
    lina = User.objects.get(username="lina")
    assert (lina.get_full_name(), lina.group_names) == ("Lina Haddad", frozenset({"students"}))
    assert User.objects.get(first_name="Omar").username.startswith("omar-")


def test_the_password_that_is_shown_lets_in_once_to_set_ones_own(office: Client) -> None:
    page = send(office, TABLE, **{"import": "1"}).content.decode()
    password = (
        page.partition("Password for once")[2].partition('<code dir="ltr">')[2].partition("<")[0]
    )
    child = Client()
    answer = child.post("/accounts/login/", {"username": "lina", "password": password}, follow=True)
    assert b"Your password was for once." in answer.content
    assert AuditEntry.objects.filter(event="password_reset").count() == 2


def test_without_a_password_an_account_opens_to_nobody_yet(office: Client) -> None:
    page = send(office, TABLE, give="nothing", **{"import": "1"}).content.decode()
    assert "Password for once" not in page
    assert not User.objects.get(username="lina").has_usable_password()


def test_who_comes_without_a_password_gets_a_card_and_the_office_goes_on_to_print_it(
    office: Client, edith: User
) -> None:
    blue = make_class(edith, "Blue class")
    table = "name;username;class\nLina Haddad;lina;Blue class\n"
    page = send(office, table, give="nothing", **{"import": "1"}).content.decode()
    assert f'href="/classes/{blue.pk}/cards/"' in page
    assert f'href="/classes/{blue.pk}/"' in page
    assert "data-print" not in page
    cards = office.get(f"/classes/{blue.pk}/cards/").context["cards"]
    assert [card["name"] for card in cards] == ["Lina Haddad"]
    # With passwords the slips are what is printed, and no card opens the account as well.
    table = "name;username;class\nOmar Said;omar;Blue class\n"
    page = send(office, table, **{"import": "1"}).content.decode()
    assert "data-print" in page
    assert "testserver" in page.partition('class="slip"')[2]
    assert len(office.get(f"/classes/{blue.pk}/cards/").context["cards"]) == 1


def test_a_child_who_is_there_already_is_not_made_a_second_time(stella: User, edith: User) -> None:
    make_class(edith, "Blue class")
    import_people(stella, "name,class\nMia Jones,Blue class", with_passwords=False)
    seen = look(stella, "name,class\nmia jones,Blue class\nBea Test,\nBEA TEST,\nMia Jones,")
    assert [(it.line, it.column) for it in seen.problems] == [(2, "name"), (4, "name")]
    assert "in the class already" in seen.problems[0].sentence
    assert "line 3" in seen.problems[1].sentence
    # Another child may have the name, in another class: staff are told, and decide.
    mia = User.objects.get(first_name="Mia")
    assert mia.username in look(stella, "name\nMia Jones\nOmar").people[0].note


def test_what_is_wrong_is_said_by_line_and_column_and_nobody_is_made(
    office: Client, alice: User
) -> None:
    table = (
        "name;username;group;class\n"
        ";x1;students;\n"
        "Omar;ALICE;students;\n"
        "Lina;li na;pirates;\n"
        "Zoë;zoe;;Blue class\n"
        "Ada;zoe;;\n"
    )
    before = User.objects.count()
    page = send(office, table, **{"import": "1"})
    assert page.status_code == 400
    page = send(office, table, look="1").content.decode()
    for line, column, sentence in (
        (2, "name", "Write the person’s name."),
        (3, "username", "This user name is taken."),
        (4, "username", "A user name has letters, digits and"),
        (4, "group", "You can give one of these: editors, staff, students."),
        (5, "class", "There is no class of this name: “\u2068Blue class\u2069”, in one line."),
        (6, "username", "This user name is taken."),
    ):
        where = f"<td>{line}</td>\n                <td>{column}</td>"
        assert sentence in page.partition(where)[2][:200], (line, column)
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "people_empty"),
        ("Lina\nOmar", "people_columns"),
        ("shoe size,class\n36,3B", "people_columns"),
        ("name,first name\nLina,Lina", "people_columns"),
        ("name,name\nLina,Lina", "people_columns"),
        ("name\n" + "Lina\n" * 501, "people_long"),
        ("name\n" + "x" * 70_000, "people_long"),
    ],
)
def test_what_is_no_table_of_people_is_refused(stella: User, text: str, code: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        look(stella, text)
    assert refused.value.code == code


def test_a_file_of_a_spreadsheet_is_read_and_another_one_refused(office: Client) -> None:
    file = SimpleUploadedFile("class.csv", "\ufeffname;group\r\nLina;students\r\n".encode())
    assert "Lina" in office.post(PATH, {"file": file, "look": "1"}).content.decode()
    file = SimpleUploadedFile("class.xlsx", b"PK\x03\x04\xff\xfe")
    page = office.post(PATH, {"file": file, "look": "1"})
    assert page.status_code == 400
    assert "This file is not text in UTF-8." in page.content.decode()


def test_nobody_gives_a_group_that_is_above_them(groups: None) -> None:
    clerk = make_user("clerk", "students")
    found = look(clerk, "name,group\nLina,staff\nOmar,students")
    assert [(it.line, it.column) for it in found.problems] == [(2, "group")]


def test_classes_are_found_and_filled_by_whoever_knows_them(
    stella: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[tuple[str, str]] = []

    def known(names: Collection[str]) -> Collection[str]:
        return set(names) & {"Blue class"}

    def into(people: Sequence[User], name: str, _with_cards: bool) -> None:
        put.extend((person.first_name, name) for person in people)

    monkeypatch.setattr(classes, "_classes", [Classes(known, into, lambda _names: [])])
    import_people(stella, "name,class\nLina,Blue class\nOmar,", with_passwords=False)
    assert put == [("Lina", "Blue class")]


def test_looking_asks_as_much_of_a_long_table_as_of_a_short_one(
    stella: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    table = "name,username\n" + "".join(f"Lina,lina{n}\n" for n in range(60))
    with django_assert_max_num_queries(12):
        assert len(look(stella, table).people) == 60


@pytest.mark.parametrize("given", ["lina{n}", ""])
def test_an_import_asks_as_much_for_many_people_as_for_a_few(
    stella: User, edith: User, given: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """Nobody else can write while it goes on: its time must not grow with questions of each person."""
    make_class(edith, "Blue class")
    lines = (
        f"Lina {chr(97 + n // 26)}{chr(97 + n % 26)},{given.format(n=n)},Blue class\n"
        for n in range(60)
    )
    with django_assert_max_num_queries(40):
        import_people(stella, "name,username,class\n" + "".join(lines), with_passwords=False)
    pupils = User.objects.filter(memberships__school_class__name="Blue class")
    assert pupils.exclude(card=None).count() == 60
    for event in ("groups_changed", "class_joined", "card_made"):
        told = AuditEntry.objects.filter(event=event, account__in=pupils)
        assert told.count() == 60, event


def test_the_page_is_for_staff_who_confirmed_who_they_are(client: Client, alice: User) -> None:
    assert client.get(PATH).status_code == 302
    client.force_login(alice)
    assert client.get(PATH).status_code == 302


def test_a_pupil_of_the_table_is_put_into_the_class_that_is_named(
    stella: User, edith: User
) -> None:
    from classroom.actions.school_class import make_class

    blue = make_class(edith, "Blue class")
    for name in ("Red class", "Red class"):
        make_class(edith, name)
    found = look(stella, "name,class\nOmar,Red class")
    assert [it.name for it in found.problems] == [""], "a third one would be no help"
    [problem] = look(stella, "name,class\nOmar,blue").problems
    assert problem.sentence.endswith("Do you mean “\u2068Blue class\u2069”?")
    import_people(stella, "name,class\nLina,Blue class", with_passwords=False)
    assert blue.memberships.get().pupil.first_name == "Lina"


def test_a_class_that_goes_or_gets_a_namesake_while_people_are_imported_makes_nobody(
    stella: User, edith: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classroom.actions.school_class import make_class

    require_good = newcomers._require_good

    def late(change: Callable[[], Any]) -> None:
        def meanwhile(seen: Any) -> Any:
            people = require_good(seen)
            change()
            return people

        monkeypatch.setattr(newcomers, "_require_good", meanwhile)
        with pytest.raises(RequestRefused, match="There is no such class"):
            import_people(stella, "name,class\nLina,Blue class", with_passwords=False)
        assert not User.objects.filter(first_name="Lina").exists()

    blue = make_class(edith, "Blue class")
    late(lambda: make_class(edith, "Blue class"))
    late(lambda: type(blue).objects.filter(pk=blue.pk).delete())


@pytest.mark.parametrize(
    "heading",
    ["Pupil,User name,Class", "STUDENT NAME;Username;class", "التلميذ,اسم المستخدم,الصف"],
)
def test_columns_are_known_by_the_names_that_schools_and_our_report_give_them(
    stella: User, edith: User, heading: str
) -> None:
    make_class(edith, "Blue class")
    separator = ";" if ";" in heading else ","
    line = separator.join(("Lina Haddad", "lina", "Blue class"))
    [lina] = look(stella, f"{heading}\n{line}").people
    assert (lina.name, lina.username, lina.school_class) == ("Lina Haddad", "lina", "Blue class")


def test_a_name_in_two_columns_is_one(stella: User) -> None:
    [lina] = look(stella, "Last name,First name\nHaddad,Lina").people
    assert lina.name == "Lina Haddad"


def test_columns_that_are_not_known_are_left_out_and_named(office: Client) -> None:
    file = SimpleUploadedFile("class.csv", b"name,shoe size\nLina,36\n")
    page = office.post(PATH, {"file": file, "look": "1"}).content.decode()
    assert "Columns that are not read:" in page
    assert "<bdi>shoe size</bdi>" in page
    assert "These accounts would be made" in page
    assert "Lina,36</textarea>" in page.replace("\n</textarea>", "</textarea>")


def shared(key: str) -> SharedThing:
    return SharedThing(
        "story",
        key,
        "Rain",
        "en",
        "ltr",
        "/",
        "/",
        "",
        parts=3,
        shared_at=timezone.now(),
        due_on=None,
    )


def test_a_report_of_a_class_is_a_table_of_its_pupils(
    office: Client, alice: User, edith: User
) -> None:
    """Its lines are of each pupil and story; to this site its pupils are known, to another one they come."""
    table = "\n".join(",".join(line) for line in lines([alice], [shared("1"), shared("2")], {}, {}))
    page = send(office, table, look="1").content.decode()
    assert page.count("This user name is taken.") == 1
    page = send(office, table.replace("alice", "alice2"), look="1").content.decode()
    assert page.count('<th scope="row">') == 1
    assert "<bdi>Heard to the end</bdi>" in page


def test_classes_that_there_are_not_are_made_if_that_is_asked(office: Client) -> None:
    table = "name,class\nLina,Blue class\nOmar,Blue class"
    page = send(office, table, look="1").content.decode()
    assert page.count("There is no class of this name") == 1, (
        "what is said of two lines stands once"
    )
    assert "in 2 lines" in page
    assert 'form="import" name="make_classes"' in page
    page = send(office, table, give="nothing", make_classes="on", look="1").content.decode()
    assert "These classes are new" in page
    send(office, table, give="nothing", make_classes="on", **{"import": "1"})
    people = office.get("/admin/accounts/user/?q=lina").content.decode()
    assert 'field-classes">Blue class</td>' in people
    assert {it.shown_name for it in User.objects.exclude(memberships=None)} == {"Lina", "Omar"}


def test_who_lost_the_slips_of_an_import_gets_new_ones_after_a_question(
    office: Client, stella: User
) -> None:
    send(office, TABLE, **{"import": "1"})
    people = User.objects.filter(first_name__in=["Lina", "Omar"])
    ids = [*people.values_list("pk", flat=True), stella.pk]
    path = "/admin/accounts/user/"
    asked = act(office, path, "give_passwords", *ids).content.decode()
    assert "Lina Haddad" in asked
    assert "left as they are" in asked
    before = set(people.values_list("password", flat=True))
    page = act(office, path, "give_passwords", *ids, sure="yes").content.decode()
    assert page.count('class="slip"') == 2
    assert before.isdisjoint(people.values_list("password", flat=True))
    password = page.partition("Password for once")[2].partition('<code dir="ltr">')[2]
    sent = {"username": "lina", "password": password.partition("<")[0]}
    answer = Client().post("/accounts/login/", sent, follow=True)
    assert b"Your password was for once." in answer.content
    refused = act(office, path, "give_passwords", stella.pk, sure="yes").content.decode()
    assert "You give passwords to people below you only" in refused


def test_an_editor_with_a_class_becomes_its_teacher_and_no_pupil(
    office: Client, stella: User, edith: User
) -> None:
    make_class(edith, "Red class")
    table = "name,group,class\nMs Teacher,editors,{}\nLina,students,Blue class"
    page = send(office, table.format("Blue class"), make_classes="on", look="1").content.decode()
    assert "becomes the teacher of the class" in page
    send(office, table.format("Blue class"), give="nothing", make_classes="on", **{"import": "1"})
    blue = SchoolClass.objects.get(name="Blue class")
    assert blue.teacher is not None
    assert blue.teacher.shown_name == "Ms Teacher"
    assert [it.pupil.shown_name for it in blue.memberships.all()] == ["Lina"]
    for name in ("Red class", "Blue class"):
        again = f"name,group,class\nMr Teacher,editors,{name}"
        assert [it.column for it in look(stella, again).problems] == ["class"]


def test_user_names_are_in_letters_that_children_type_and_no_cell_is_lost(
    office: Client, stella: User
) -> None:
    names = [it.username[:-5] for it in look(stella, "name\nليلى Aa\nÉmile Bb\n李 Cc").people]
    assert names == ["lila", "emile", "pupil"]
    [problem] = look(stella, "name,group\nCarla Díaz,students,3A,extra").problems
    assert (problem.line, "3A" in problem.sentence) == (2, True)
    assert not look(stella, "name,group\nCarla Díaz,students,,").problems


def test_more_people_come_without_passwords_than_with_them(office: Client) -> None:
    table = "name\n" + "".join(f"Child {chr(97 + n // 26)}{chr(97 + n % 26)}\n" for n in range(61))
    assert "60 people at once get passwords" in send(office, table, look="1").content.decode()
    assert "61" in send(office, table, give="nothing", **{"import": "1"}).content.decode()
    assert User.objects.filter(first_name="Child").count() == 61
