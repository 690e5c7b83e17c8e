"""What classes know of a person goes with them, and is in their copy; and the API of a class."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from classroom.actions.cards import make_card
from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.models import AuditEntry, User
from edusmart.accounts.personal.person_data import erase_person, export_person
from stories.models import SentBack, Story, StoryTrace, TappedWord
from tests.classroom.conftest import signed_in
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def traced(teacher: Client, edith: User, alice: User, school_class: SchoolClass) -> Story:
    """A story of the class, which Alice opened; and a note on one of her own."""
    story = bare_story(edith, scenes=1)
    teacher.post(f"/stories/{story.pk}/classes/", {"class": school_class.pk, "anyway": 1})
    signed_in(alice).get(f"/stories/{story.pk}/")
    TappedWord.objects.create(trace=StoryTrace.objects.get(), word="fox")
    make_card(alice)
    SentBack.objects.create(story=bare_story(alice, "Own"), by=edith, note="A lovely fox!")
    return story


def copy_of(person: User) -> dict[str, object]:
    packed = io.BytesIO()
    export_person(person, packed)
    archive = zipfile.ZipFile(packed)
    return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_a_pupils_copy_has_their_class_what_they_heard_and_notes_but_no_pictures(
    traced: Story, alice: User, edith: User
) -> None:
    copy = copy_of(alice)
    assert "Foxes 2b" in str(copy["classes.json"])
    assert '"fox"' in json.dumps(copy["listened.json"])
    assert "A lovely fox!" in str([it for name, it in copy.items() if "story.json" in name])
    assert set(copy["card.json"][0]) == {"made_at", "last_used_at"}  # type: ignore[index]
    theirs = copy_of(edith)
    assert "Foxes 2b" in str(theirs["own_classes.json"])
    assert "A lovely fox!" in str(theirs["notes_to_pupils.json"])


def test_erasing_a_pupil_leaves_nothing_of_them_in_the_class(traced: Story, alice: User) -> None:
    key = alice.pk
    erase_person(alice)
    for gone in (Card, Membership, StoryTrace, TappedWord, SentBack):
        assert not gone._default_manager.exists()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.fields:
            if field.related_model is User:
                rows = model._default_manager.filter(**{field.attname: key})
                assert not rows.exists(), f"{model._meta.label}.{field.name}"
    assert not AuditEntry.objects.filter(thing__startswith="membership").exists()


def test_a_class_whose_teacher_left_stays_for_its_pupils_until_staff_give_it_on(
    traced: Story, edith: User, alice: User, edgar: User, stella: User, school_class: SchoolClass
) -> None:
    Story.objects.filter(pk=traced.pk).update_unwatched(owner=stella)
    erase_person(edith)
    school_class.refresh_from_db()
    assert school_class.teacher is None
    assert signed_in(alice).get(f"/stories/{traced.pk}/").status_code == 200
    office = signed_in(stella)
    form = office.get(f"/admin/classroom/schoolclass/{school_class.pk}/change/")
    assert form.status_code == 200
    assert "no teacher" in office.get("/classes/").content.decode()
    school_class.teacher = edgar
    school_class.save()
    assert signed_in(edgar).get(f"/classes/{school_class.pk}/").status_code == 200


def test_the_report_is_in_the_api_for_its_teacher_alone(
    traced: Story, teacher: Client, school_class: SchoolClass, alice: User, edgar: User
) -> None:
    [listed] = teacher.get("/api/classes").json()
    assert (listed["name"], listed["pupils"]) == ("Foxes 2b", 1)
    path = f"/api/class/{school_class.pk}/report"
    [line] = teacher.get(path).json()
    assert line["pupil"] == "alice"
    assert line["words"] == ["fox"]
    assert line["opened_at"][:10] == str(timezone.now().date())
    assert signed_in(edgar).get(path).json()["code"] == "no_class"
    assert signed_in(edgar).get("/api/classes").json() == []
    assert signed_in(alice).get(path).status_code == 403
    assert Client().get(path).status_code == 401
