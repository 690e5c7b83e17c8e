"""The school in figures: its classes, which pupils were there, and the stories that are shared or wait."""

from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from briefs.models import Brief, BriefState
from classroom.models import Membership, SchoolClass
from edusmart.accounts.models import STUDENTS, User
from edusmart.accounts.sessions.open_sessions import there_since
from edusmart.overview.links import list_url
from edusmart.overview.tiles import Tile, number, seconds
from stories.models import Story, StoryShare

WEEK = timedelta(days=7)


def school_tiles(now: datetime) -> list[Tile]:
    """Return the figures of the school, each with the list that it counts."""
    return [
        _classes(),
        _pupils(now - WEEK),
        _with_classes(),
        _for_a_look(now),
        Tile(
            _("Stories published"), number(Story.objects.kept().filter(published_at__isnull=False).count()),
            "", list_url(Story, audience="published"),
        ),
        _briefs(),
    ]  # fmt: skip


def _classes() -> Tile:
    filled = Exists(Membership.objects.filter(school_class=OuterRef("pk")))
    empty = SchoolClass.objects.exclude(filled).count()
    note = _("without pupils: %s") % number(empty) if empty else ""
    return Tile(_("Classes"), number(SchoolClass.objects.count()), note, list_url(SchoolClass))


def _pupils(since: datetime) -> Tile:
    pupils = User.objects.filter(groups__name=STUDENTS)
    return Tile(
        _("Pupils here in seven days"), number(pupils.filter(there_since(since)).count()),
        _("of %s") % number(pupils.count()), list_url(User, group=STUDENTS, there="week"),
    )  # fmt: skip


def _with_classes() -> Tile:
    shared = Story.objects.kept().filter(shared_at__isnull=False)
    due = StoryShare.objects.filter(due_on__gte=timezone.localdate(), thing__removed_at=None)
    count = due.values("thing").distinct().count()
    note = _("to listen to by a day: %s") % number(count) if count else ""
    return Tile(
        _("Stories with classes"), number(shared.count()), note, list_url(Story, audience="class")
    )


def _for_a_look(now: datetime) -> Tile:
    waiting = Story.objects.waiting_for_a_look()
    count, oldest = waiting.count(), waiting.aggregate(first=Min("offered_at"))["first"]
    note = _("the first for %s") % seconds((now - oldest).total_seconds()) if oldest else ""
    return Tile(
        _("Stories waiting for a teacher"), number(count), note, list_url(Story, audience="offered"),
        "busy" if count else "",
    )  # fmt: skip


def _briefs() -> Tile:
    later = Brief.objects.in_state(BriefState.SCHEDULED).count()
    note = _("scheduled: %s") % number(later) if later else ""
    return Tile(
        _("Briefs published"), number(Brief.objects.published().count()), note,
        list_url(Brief, state=BriefState.PUBLISHED),
    )  # fmt: skip
