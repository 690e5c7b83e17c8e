"""The brief topic's owner: editors watch a brief with its items and jobs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from briefs.actions.presence import be_at_desk
from briefs.actions.versions import let_out_if_ready
from briefs.models import (
    AtDesk,
    AudioGenerationJob,
    Brief,
    BriefItem,
    BriefShare,
    ItemAudio,
    Version,
    VersionItem,
)
from briefs.rows import (
    AtDeskRow,
    BriefRow,
    ItemAudioRow,
    ItemRow,
    JobRow,
    at_desk_row,
    brief_row,
    heard_brief_row,
    heard_item_row,
    item_audio_row,
    item_row,
    job_row,
)
from edusmart.accounts.models import User
from edusmart.live.frames import Audience, Row
from edusmart.live.models import Topic, out_of_view
from edusmart.live.topics import Route
from edusmart.work.models import ENDED, Status
from edusmart.work.rows.tally import Reason, tally
from tts.models import Lexicons, Narration
from tts.rows import NarrationRow, narration_row

LARGEST_ID = 2**62  # a path may carry any number; a larger one than this no database can look up


def _topic_of_brief(brief_id: int) -> int | None:
    known = Brief.objects.filter(pk=brief_id) if brief_id < LARGEST_ID else Brief.objects.none()
    return known.values_list("topic_id", flat=True).first()


def _topic_of_job(job_id: int) -> int | None:
    jobs = AudioGenerationJob.objects
    known = jobs.filter(pk=job_id) if job_id < LARGEST_ID else jobs.none()
    return known.values_list("topic_id", flat=True).first()


class BriefOwner:
    """The owner of brief topics, registered with the live engine; TopicOwner documents each method."""

    kind = "brief"
    routes: Sequence[Route] = (
        Route("ws/brief/<int:brief_id>/", _topic_of_brief),
        Route("ws/brief/audio/<int:job_id>/", _topic_of_job),
    )
    row_types: Mapping[str, type] = {
        "brief": BriefRow,
        "item": ItemRow,
        "job": JobRow,
        "item_audio": ItemAudioRow,
        "narration": NarrationRow,
        "at_desk": AtDeskRow,
    }

    @classmethod
    def live_url(cls, brief_id: int) -> str:
        """Return the path of the brief's socket."""
        return cls.routes[0].url(brief_id=brief_id)

    def audiences(
        self, watchers: Collection[tuple[int, User]]
    ) -> Mapping[tuple[int, int], Audience]:
        listeners = [(topic_id, user) for topic_id, user in watchers if not user.is_editor]
        heard = _heard(listeners)
        return {
            (topic_id, user.pk): "editor" if user.is_editor else "viewer"
            for topic_id, user in watchers
            if user.is_editor or (user.is_active and (topic_id, user.pk) in heard)
        }

    def rows_since(self, topic: Topic, rev: int, audience: Audience) -> Sequence[Row]:
        if audience == "viewer":
            return _heard_rows(topic, rev)
        changed = {"topic": topic, "rev__gt": rev}
        items = BriefItem.objects.filter(**changed).select_related("narration", "brief")
        lexicons = Lexicons()
        return [
            *(brief_row(brief) for brief in Brief.objects.filter(**changed)),
            *(item_row(item, lexicons) for item in items),
            *(job_row(job) for job in _shown_jobs(topic).filter(rev__gt=rev)),
            *(narration_row(it) for it in _shown_narrations(topic).filter(rev__gt=rev)),
            *(item_audio_row(it) for it in _shown_item_audios(topic).filter(rev__gt=rev)),
            *(at_desk_row(it) for it in AtDesk.objects.filter(**changed).select_related("user")),
        ]

    def ids(self, topic: Topic, audience: Audience) -> Mapping[str, Sequence[Any]]:
        briefs = Brief.objects.filter(topic=topic)
        if audience == "viewer":
            return {
                "brief": _ids(briefs.published()),
                "item": _ids(_heard_items(topic), "of_item"),
                "narration": _ids(_heard_narrations(topic)),
            }
        return {
            "brief": _ids(briefs),
            "item": _ids(BriefItem.objects.filter(topic=topic)),
            "job": _ids(_shown_jobs(topic)),
            "item_audio": _ids(_shown_item_audios(topic)),
            "narration": _ids(_shown_narrations(topic)),
            "at_desk": _ids(AtDesk.objects.filter(topic=topic)),
        }

    def focus(self, topic: Topic, user: User, kind: str, row_id: int) -> None:
        """Have the item that a watcher looks at spoken next; of an editor, note that they are at the desk."""
        if kind == "item":
            orders = Narration.objects.filter(topic=topic, item_audio__item_id=row_id)
            Narration.prioritise(topic, orders.values_list("pk", flat=True))
        elif kind == "at_desk" and user.is_editor and 0 <= row_id < LARGEST_ID:
            be_at_desk(topic, user, row_id)

    def settle(self, topic: Topic) -> None:
        for job in AudioGenerationJob.objects.filter(topic=topic).exclude(status__in=ENDED):
            _settle(job)
        let_out_if_ready(topic)

    def unsettled(self) -> Iterable[Topic]:
        working = ItemAudio.objects.filter(job=OuterRef("pk")).exclude(narration__status__in=ENDED)
        jobs = AudioGenerationJob.objects.exclude(status__in=ENDED).exclude(Exists(working))
        return [job.topic for job in jobs.select_related("topic")]


def _newest(topic: Topic) -> Subquery:
    jobs = AudioGenerationJob.objects.filter(topic=topic).order_by("-pk")
    return Subquery(jobs.values("pk")[:1])


def _shown_jobs(topic: Topic) -> Any:
    """Watchers see the newest job; the older ones keep their record without being sent."""
    return AudioGenerationJob.objects.filter(pk=_newest(topic))


def _shown_item_audios(topic: Topic) -> Any:
    return ItemAudio.newest(topic)


def _version(topic: Topic) -> Version | None:
    """Return the version that listeners have."""
    return Version.objects.out().filter(topic=topic, brief__out_at__isnull=False).first()


def _heard_items(topic: Topic) -> Any:
    version = _version(topic)
    return VersionItem.objects.filter(version=version.pk if version else None)


def _heard_narrations(topic: Topic) -> Any:
    """What listeners hear now."""
    heard = _heard_items(topic).filter(narration=OuterRef("pk"))
    rows = Narration.objects.filter(Exists(heard), topic=topic)
    return rows.select_related("recording")


def _heard_rows(topic: Topic, rev: int) -> Sequence[Row]:
    """Return what listeners may know. All of it is as new as the version: that is when they got it."""
    version = _version(topic)
    if version is None:
        return []
    narrations = _heard_narrations(topic)
    if version.rev <= rev:
        return [narration_row(it) for it in narrations.filter(rev__gt=rev)]
    briefs = Brief.objects.filter(topic=topic)
    return [
        *(heard_brief_row(brief, version) for brief in briefs),
        *(heard_item_row(item, version.rev) for item in _heard_items(topic)),
        *(it | {"rev": max(it["rev"], version.rev)} for it in map(narration_row, narrations)),
    ]


def _ids(rows: Any, column: str = "pk") -> list[Any]:
    return list(rows.values_list(column, flat=True))


def _shown_narrations(topic: Topic) -> Any:
    """Each item's newest order, and its newest sound."""
    heard = BriefItem.objects.filter(topic=topic, narration=OuterRef("pk"))
    ordered = ItemAudio.newest(topic).filter(narration=OuterRef("pk"))
    rows = Narration.objects.filter(Exists(heard) | Exists(ordered), topic=topic)
    return rows.select_related("recording")


def _heard(listeners: Collection[tuple[int, User]]) -> set[tuple[int, int]]:
    """Return (topic id, user id) of those who may hear the topic's brief: two queries at most."""
    topics = {topic_id for topic_id, _ in listeners}
    if not topics:
        return set()
    briefs = Brief.objects.published().filter(topic__in=topics)
    out = dict(briefs.values_list("topic_id", "for_classes"))
    inside: set[tuple[int, int]] = set()
    if any(out.values()):
        pupil = "school_class__memberships__pupil"
        shares = BriefShare.objects.filter(
            thing__topic__in=out, **{f"{pupil}__in": {user.pk for _, user in listeners}}
        )
        inside = set(shares.values_list("thing__topic", pupil))
    return {
        (topic_id, user.pk)
        for topic_id, user in listeners
        if topic_id in out and (not out[topic_id] or (topic_id, user.pk) in inside)
    }


def _settle(job: AudioGenerationJob) -> None:
    parts = list(
        ItemAudio.objects.filter(job=job)
        .select_related("narration", "item")
        .order_by("narration__turn")
    )
    for part in parts:
        if part.narration.status == Status.COMPLETED:
            _let_hear(part)
    statuses = [part.narration.status for part in parts]
    counted = tally(statuses or [Status.CANCELLED])  # every item of it was deleted
    failed = counted.count(Status.FAILED)
    sentence = f"{failed} of {len(parts)} items could not be spoken."
    reason = Reason(sentence, "items_failed") if failed else Reason()
    if settings := [it.narration for it in parts if it.narration.error_code == "language_setting"]:
        # The same for every attempt: it is the brief that has to be changed.
        reason = Reason(settings[0].error, "language_setting")
    job.settle(counted, reason, counted.count(Status.COMPLETED), failed, len(parts))


def _let_hear(part: ItemAudio) -> None:
    """A newer narration takes the place of the item's older one."""
    # Ids grow with time: an older order that ends late must not replace a newer one.
    if (part.item.narration_id or 0) < part.narration_id:
        part.item.narration = part.narration
        part.item.save(update_fields={"narration"})
        # The one before is not among what is shown any more.
        out_of_view(part.topic_id)
