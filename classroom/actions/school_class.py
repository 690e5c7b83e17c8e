"""What a teacher does with a class: make it, rename it, open it with a code, end it."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from classroom.models import LONGEST_NAME, Membership, SchoolClass
from classroom.models.school_class import JOIN_CODE_LETTERS
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.sessions.passwords import LETTERS
from edusmart.accounts.trail import record
from edusmart.plain.text import without_controls

MOST_CLASSES = 50  # of one teacher
MOST_PUPILS = 200  # of one class
OPEN_FOR = timedelta(days=14)


def make_class(teacher: User, name: str) -> SchoolClass:
    """Make a class of the teacher's. Raises RequestRefused: 400 for its name, 403, 409 for too many."""
    if not teacher.is_editor:
        raise RequestRefused("Only teachers have classes.", "not_allowed", 403)
    if SchoolClass.objects.filter(teacher=teacher).count() >= MOST_CLASSES:
        raise RequestRefused(
            f"You have {MOST_CLASSES} classes already. Delete one first.", "too_many_classes", 409
        )
    return SchoolClass.objects.create(name=class_name(name), teacher=teacher)


def class_name(name: str) -> str:
    """Return the name as it is kept. Raises RequestRefused (400)."""
    plain = one_line(name)
    if not plain or len(plain) > LONGEST_NAME:
        raise RequestRefused(
            f"Give the class a name of at most {LONGEST_NAME} characters.", "class_name"
        )
    return plain


def open_with_new_code(school_class: SchoolClass) -> None:
    """Let pupils join for OPEN_FOR with a new code; the old one ends."""
    school_class.join_until = timezone.now() + OPEN_FOR
    for _ in range(5):
        letters = (secrets.choice(LETTERS) for _ in range(JOIN_CODE_LETTERS))
        school_class.join_code = "".join(letters)
        try:
            with transaction.atomic():
                school_class.save(update_fields=["join_code", "join_until"])
            return
        except IntegrityError:  # another class has it, which is one in millions
            continue
    raise RequestRefused("Please try again.", "try_again", 503)


def close_joining(school_class: SchoolClass) -> None:
    """End the code: nobody joins until there is another."""
    school_class.join_code = school_class.join_until = None
    school_class.save(update_fields=["join_code", "join_until"])


@transaction.atomic
def remove_pupil(school_class: SchoolClass, pupil: User) -> None:
    """Take the pupil out of the class; their account stays."""
    gone, _ = Membership.objects.filter(school_class=school_class, pupil=pupil).delete()
    if gone:
        record(Event.CLASS_LEFT, school_class, account=pupil)


def one_line(text: str) -> str:
    """Return the words of a text from outside, with one space between them."""
    return " ".join(without_controls(text).split())
