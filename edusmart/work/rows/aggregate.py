"""What work rows make up together, such as a story or a job."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.live.models import Watched
from edusmart.work.rows.states import ENDED, ERROR_LENGTH, Status
from edusmart.work.rows.tally import Reason, Tally

_NOTHING = Reason()


class Aggregate(Watched):
    """What work rows make up together. Its state is counted from them, under the topic's lock."""

    #: Derived, but stored: lists and filters over thousands of aggregates must not count parts.
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    #: Percent of the parts that ended. It never falls within a round: people read it as a promise.
    progress = models.PositiveSmallIntegerField(_("percent made"), default=0, editable=False)
    #: What people count (scenes, items), not work rows.
    total_items = models.PositiveIntegerField(_("of how many"), default=0, editable=False)
    completed_items = models.PositiveIntegerField(_("made"), default=0, editable=False)
    failed_items = models.PositiveIntegerField(_("not made"), default=0, editable=False)
    #: The reason by its code, for readers of other languages than English.
    error_code = models.CharField(
        _("code of the reason"), max_length=40, blank=True, editable=False
    )
    #: Why it is not all that was asked for, or does not go on just now.
    error = models.CharField(_("reason"), max_length=ERROR_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(_("ordered"), default=timezone.now, editable=False)
    #: When the first part was claimed: waiting for a worker is not counted as work.
    started_at = models.DateTimeField(_("begun"), null=True, blank=True, editable=False)
    #: Kept when a settled aggregate is settled again, or made again in part: a late look does not move it.
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    def reopen(self, *also: str) -> None:
        """Start again at nothing: parts are being made again. Also saves the fields named in `also`.

        What was completed keeps its finish. Call inside `changing(topic)`, then settle the topic.
        """
        if self.status != Status.COMPLETED:
            self.finished_at = None
        self.status, self.progress = Status.PROCESSING, 0
        self.save(update_fields={"status", "progress", "finished_at", *also})

    def settle(
        self,
        parts: Tally,
        reason: Reason,
        completed: int,
        failed: int,
        total: int,
        waiting: Reason = _NOTHING,
    ) -> None:
        """Derive the state from the parts and save what changed. Call inside `changing(topic)`.

        Args:
            reason: why not all was made; it counts once all parts have ended.
            completed, failed, total: what people count (scenes, items), not work rows.
            waiting: why it does not go on just now; it counts until all parts have ended.
        """
        status = parts.status()
        if self.status == Status.PROCESSING and status == Status.PENDING:
            status = Status.PROCESSING  # a part that was given back does not un-start the aggregate
        shown = reason if parts.ended else waiting
        now = timezone.now()
        fresh = {
            "status": status,
            "progress": parts.progress() if parts.ended else max(self.progress, parts.progress()),
            "total_items": total,
            "completed_items": completed,
            "failed_items": failed,
            "error": shown.sentence[:ERROR_LENGTH],
            "error_code": shown.code,
            "started_at": self.started_at or (now if status != Status.PENDING else None),
            "finished_at": self.finished_at or (now if status in ENDED else None),
        }
        changed = {name for name, value in fresh.items() if getattr(self, name) != value}
        if changed:
            for name in changed:
                setattr(self, name, fresh[name])
            self.save(update_fields=changed)
