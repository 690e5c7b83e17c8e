"""Classes: made by a teacher, joined with a code, and closed to everybody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from classroom.actions.join import join
from classroom.actions.school_class import open_with_new_code
from classroom.models import Membership, SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import AuditEntry, User
from tests.classroom.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_teacher_makes_a_class_and_a_pupil_joins_with_its_code(
    teacher: Client, charlie: User
) -> None:
    made = teacher.post("/classes/", {"name": "  Foxes \x00 2b "})
    school_class = SchoolClass.objects.get()
    assert made["Location"] == f"/classes/{school_class.pk}/"
    assert school_class.name == "Foxes 2b"
    pupil = signed_in(charlie)
    assert "/classes/join/" not in pupil.get("/stories/").content.decode(), "there is none to join"
    teacher.post(f"/classes/{school_class.pk}/code/")
    assert "/classes/join/" in pupil.get("/stories/").content.decode()
    assert "/classes/join/" not in teacher.get("/stories/").content.decode()
    school_class.refresh_from_db()
    code = school_class.join_code
    assert code
    assert not set(code) & set("il1o0")
    page = teacher.get(f"/classes/{school_class.pk}/").content.decode()
    assert code.upper() in page
    assert "data:image/svg+xml" in page
    assert f'value="{code}"' in pupil.get(f"/classes/join/?code={code}").content.decode()
    typed = f" {code[:3].upper()}-{code[3:]} "
    assert pupil.post("/classes/join/", {"code": typed})["Location"] == "/stories/"
    assert "/classes/join/" not in pupil.get("/stories/").content.decode(), "of this class already"
    pupil.post("/classes/join/", {"code": code})
    assert Membership.objects.filter(school_class=school_class, pupil=charlie).count() == 1
    assert "charlie" in teacher.get(f"/classes/{school_class.pk}/").content.decode()
    assert AuditEntry.objects.filter(event="class_joined", account=charlie).count() == 1


def test_a_code_ends_by_itself_and_with_a_click(
    teacher: Client, school_class: SchoolClass, charlie: User
) -> None:
    open_with_new_code(school_class)
    old, pupil = school_class.join_code, signed_in(charlie)
    SchoolClass.objects.update(join_until=timezone.now() - timedelta(seconds=1))
    assert pupil.post("/classes/join/", {"code": old}).status_code == 404
    teacher.post(f"/classes/{school_class.pk}/code/")
    school_class.refresh_from_db()
    assert school_class.join_code != old
    assert pupil.post("/classes/join/", {"code": old}).status_code == 404
    teacher.post(f"/classes/{school_class.pk}/code/", {"close": "1"})
    assert pupil.post("/classes/join/", {"code": school_class.join_code}).status_code == 404
    assert not Membership.objects.filter(pupil=charlie).exists()


def test_who_guesses_codes_has_to_wait_though_one_is_right_at_last(
    school_class: SchoolClass, charlie: User
) -> None:
    open_with_new_code(school_class)
    pupil = signed_in(charlie)
    for _ in range(8):
        assert pupil.post("/classes/join/", {"code": "wrong2"}).status_code == 404
    refused = pupil.post("/classes/join/", {"code": school_class.join_code})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert not Membership.objects.filter(pupil=charlie).exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_codes_that_are_sent_at_once_no_more_are_looked_at(charlie: User) -> None:
    def guess(number: int) -> int:
        try:
            join(charlie, f"wrong{number}")
        except RequestRefused as refused:
            return refused.status
        finally:
            connection.close()
        return 200

    with ThreadPoolExecutor(8) as threads:
        tried = list(threads.map(guess, range(24)))
    assert (tried.count(404), tried.count(429)) == (8, 16)


def test_teachers_join_no_class_and_pupils_have_none(
    school_class: SchoolClass, edgar: User, alice: User
) -> None:
    open_with_new_code(school_class)
    joined = signed_in(edgar).post("/classes/join/", {"code": school_class.join_code})
    assert joined.status_code == 403
    pupil = signed_in(alice)
    assert pupil.get("/classes/").status_code == 403
    assert pupil.get(f"/classes/{school_class.pk}/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["", "rename/", "code/", "pictures/", "delete/", "import/", "cards/", "report/", "report.csv"],
)
def test_another_teacher_finds_no_class_of_mine(
    school_class: SchoolClass, edgar: User, path: str
) -> None:
    other, address = signed_in(edgar), f"/classes/{school_class.pk}/{path}"
    assert {other.get(address).status_code, other.post(address).status_code} <= {404, 405}
    school_class.refresh_from_db()
    assert school_class.name == "Foxes 2b"


def test_another_teacher_touches_no_pupil_of_mine(
    school_class: SchoolClass, edgar: User, alice: User
) -> None:
    other = signed_in(edgar)
    for act in ("card", "remove"):
        path = f"/classes/{school_class.pk}/pupil/{alice.pk}/{act}/"
        assert other.post(path).status_code == 404
    assert Membership.objects.filter(pupil=alice).exists()


def test_a_teacher_touches_no_pupil_of_another_class(
    teacher: Client, school_class: SchoolClass, charlie: User
) -> None:
    path = f"/classes/{school_class.pk}/pupil/{charlie.pk}/card/"
    assert teacher.post(path).status_code == 404


def test_who_is_no_teacher_any_more_runs_no_class(
    teacher: Client, school_class: SchoolClass, edith: User, stella: User
) -> None:
    edith.groups.clear()
    assert teacher.get(f"/classes/{school_class.pk}/").status_code == 403
    assert signed_in(stella).get(f"/classes/{school_class.pk}/").status_code == 200


def test_a_pupil_who_is_taken_out_keeps_their_account(
    teacher: Client, school_class: SchoolClass, alice: User
) -> None:
    teacher.post(f"/classes/{school_class.pk}/pupil/{alice.pk}/remove/")
    assert not Membership.objects.exists()
    assert User.objects.filter(pk=alice.pk).exists()
    assert AuditEntry.objects.filter(event="class_left", account=alice).exists()


@pytest.mark.parametrize("name", ["", "  \x00 ", "x" * 81])
def test_a_class_needs_a_name_that_fits(teacher: Client, name: str) -> None:
    refused = teacher.post("/classes/", {"name": name})
    assert refused.status_code == 400
    assert "Give the class a name" in refused.content.decode()
    assert not SchoolClass.objects.exists()
