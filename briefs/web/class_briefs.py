"""Briefs as the pages of classes show them: what is shared, and what pupils did with it."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Max, Min, Q, Sum, When
from django.urls import reverse

from briefs.models import Brief, BriefShare, BriefTrace
from briefs.publishing.heard import length
from classroom.features import Done, Given, Missed, OnShelf, SharedThing
from classroom.models import SchoolClass
from edusmart.accounts.models import User

#: Briefs that a class's page offers to be shared next.
OFFERED = 3


class ClassBriefs:
    """The briefs' side of classes; classroom.features.Feature documents each method."""

    kind = "brief"

    def on_shelf_of(self, pupil: User) -> list[OnShelf]:
        shares = BriefShare.objects.filter(school_class__memberships__pupil=pupil)
        # Of several classes the day that comes first.
        when = shares.values("thing").annotate(at=Max("shared_at"), due=Min("due_on"))
        by_brief = {it["thing"]: (it["at"], it["due"]) for it in when.order_by()}
        if not by_brief:
            return []
        traces = {it.thing_id: it for it in BriefTrace.objects.filter(pupil=pupil)}
        return [
            OnShelf(
                _thing(brief, *by_brief[brief.pk]),
                brief.pk in traces and traces[brief.pk].seconds > 0,
                brief.pk in traces and traces[brief.pk].finished_at is not None,
            )
            for brief in _counted(Brief.objects.heard_by(pupil).filter(pk__in=by_brief))
        ]

    def shared_with(self, school_class: SchoolClass) -> list[SharedThing]:
        shares = BriefShare.objects.filter(school_class=school_class)
        by_brief = {it.thing_id: it for it in shares}
        briefs = _counted(Brief.objects.filter(pk__in=by_brief))
        return [_thing(it, by_brief[it.pk].shared_at, by_brief[it.pk].due_on) for it in briefs]

    def to_share(self, teacher: User, school_class: SchoolClass, words: str) -> list[SharedThing]:
        # What listeners have: a draft is shared where it is written.
        out = Brief.objects.filter(out_at__isnull=False).exclude(shares__school_class=school_class)
        # Another's brief for some classes alone is not offered to others.
        open_to = out.filter(Q(created_by=teacher) | Q(for_classes=False))
        found = open_to.filter(out_title__icontains=words) if words else open_to
        own_first = Case(When(created_by=teacher, then=0), default=1)
        ordered = _counted(found).order_by(own_first, "-out_at", "-pk")
        return [_thing(it, it.out_at, None) for it in ordered[:OFFERED]]

    def done_in(self, school_class: SchoolClass) -> list[Done]:
        traces = BriefTrace.objects.filter(
            thing__shares__school_class=school_class,
            pupil__memberships__school_class=school_class,
        )
        return [
            Done(
                it.pupil_id, self.kind, str(it.thing_id), it.opened_at, it.finished_at, it.seconds,
                reached=it.items_heard, seen_at=it.seen_at, week_seconds=it.seconds_this_week,
            )
            for it in traces.annotate(items_heard=Count("heard"))
        ]  # fmt: skip

    def given_in(self, school_class: SchoolClass) -> list[Given]:
        return []  # briefs ask nothing

    def missed_in(self, school_class: SchoolClass) -> list[Missed]:
        return []  # briefs ask nothing

    def waiting_in(self, school_class: SchoolClass) -> int:
        return 0  # pupils write none


def _counted(briefs: Any) -> Any:
    heard = Q(versions__out_at__isnull=False, versions__items__narration__recording__isnull=False)
    seconds = Sum("versions__items__narration__recording__duration", filter=heard)
    return briefs.annotate(
        sounding=Count("versions__items", filter=heard, distinct=True), seconds=seconds
    )


def _thing(brief: Any, shared_at: datetime, due_on: Any) -> SharedThing:
    return SharedThing(
        kind=ClassBriefs.kind,
        key=str(brief.pk),
        title=brief.heard_title,
        language=brief.heard_language,
        direction=brief.heard_direction,
        url=reverse("briefs:listen", args=[brief.pk]),
        sharing_url=reverse("briefs:classes", args=[brief.pk]),
        cover_url="",
        parts=brief.sounding,
        shared_at=shared_at,
        due_on=due_on,
        seconds=length(brief, brief.seconds, brief.sounding),
    )
