"""What classes hold of a person, for export and erasure."""

from collections.abc import Iterator

from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.models import User
from edusmart.accounts.personal.holdings import Part
from edusmart.accounts.trail import name_of


def export_classes(person: User) -> Iterator[Part]:
    """Yield the classes that the person is in or runs, and when their card was made and used."""
    inside = Membership.objects.filter(pupil=person)
    yield Part("classes.json", list(inside.values("school_class__name", "joined_at")))
    run = SchoolClass.objects.filter(teacher=person)
    yield Part("own_classes.json", list(run.values("name", "created_at")))
    # Not its code and pictures, which let somebody in.
    yield Part(
        "card.json", list(Card.objects.filter(pupil=person).values("made_at", "last_used_at"))
    )


def erase_classes(person: User) -> list[str]:
    """Return what goes with the person: their card and places in classes.

    Classes that they run stay for their pupils, without a teacher until staff give them to another.
    """
    return [
        *(name_of(it) for it in Membership.objects.filter(pupil=person)),
        *(name_of(it) for it in Card.objects.filter(pupil=person)),
    ]
