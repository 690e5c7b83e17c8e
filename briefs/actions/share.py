"""For whom a brief is: everybody, or classes; and what a class's pupils heard of it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from briefs.models import Brief, BriefItem, BriefShare, BriefTrace, HeardItem, VersionItem
from classroom.actions.sharing import note, share
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.publish import recheck


def share_brief(
    brief: Brief, user: User, wanted: Mapping[int, date | None], *, for_classes: bool
) -> None:
    """Share the brief with these classes of the user's, by id, and with no others of theirs.

    `for_classes`: nobody else hears it. The values are the days by which it is to be listened to, None for
    none. Raises RequestRefused: 403; 400 for a day that is over, or where nobody would hear it.
    """
    if not user.is_editor:
        raise RequestRefused("Briefs are written by editors.", "not_allowed", 403)
    with changing(brief.topic_id):
        share(BriefShare, brief, user, wanted)
        if for_classes and not BriefShare.objects.filter(thing=brief).exists():
            raise RequestRefused("Choose a class, or everybody.", "nobody_chosen")
        brief = Brief.objects.get(pk=brief.pk)
        brief.for_classes = for_classes
        brief.save(update_fields={"for_classes"})
    # Those who may no longer watch may be watching just now.
    recheck(topic=brief.topic_id)


def note_opened(brief: Brief, user: User) -> None:
    """Note that a pupil opened the brief, where it is shared with a class of theirs."""
    if BriefShare.objects.filter(thing=brief, school_class__memberships__pupil=user).exists():
        BriefTrace.objects.get_or_create(pupil=user, thing=brief)


def note_heard(item: BriefItem, user: User) -> None:
    """Note that a pupil heard the item to its end; nothing where no class of theirs has the brief.

    Each item counts once, and no longer than the time that has passed: a loop adds nothing.
    """
    with transaction.atomic():
        traces = BriefTrace.objects.filter(pupil=user, thing=item.brief_id)
        trace = traces.select_for_update().first()
        if trace is None or not _is_first(trace, item):
            return
        recording = item.recording
        note(BriefTrace, item.brief, user, recording.duration if recording else 0)
        out = VersionItem.objects.filter(
            version__brief=item.brief_id,
            version__out_at__isnull=False,
            narration__recording__isnull=False,
        )
        sounding = BriefItem.objects.filter(brief=item.brief_id, pk__in=out.values("of_item"))
        if not sounding.exclude(pk__in=trace.heard.values("item")).exists():
            traces.update(finished_at=timezone.now())


def _is_first(trace: BriefTrace, item: BriefItem) -> bool:
    _, is_new = HeardItem.objects.get_or_create(trace=trace, item=item)
    return is_new
