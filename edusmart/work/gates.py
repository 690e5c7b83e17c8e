"""A provider's gate: closed while the provider asks to wait or is down; opens for one probe first.

How many may ask at once adapts: halved when the provider asks to wait, one more for each round of responses.
"""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest, Least, Now
from django.utils.translation import gettext_lazy as _

# A probe whose outcome is not known after this is taken for dead, and another may pass.
PROBE_SECONDS = 60
# However long an outage was, rows go on this soon after its end; a provider may ask for more.
LONGEST_WAIT = timedelta(minutes=5)


class ProviderGate(models.Model):
    """A row for each provider that was ever closed. `failures` above 0 means: let one probe through."""

    name = models.CharField(_("provider"), max_length=40, primary_key=True)
    closed_until = models.DateTimeField(_("closed until"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    probing = models.BooleanField(_("tries whether it answers"), default=False)
    #: Rows that may be made at once; None: as many as there are workers.
    limit = models.PositiveIntegerField(_("at once at most"), null=True, blank=True)
    #: Responses since the limit last changed.
    answered = models.PositiveIntegerField(_("answers since"), default=0)

    class Meta:
        verbose_name = _("provider gate")
        verbose_name_plural = _("provider gates")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def shut(cls, name: str, wait: timedelta, asking: int = 0) -> timedelta:
        """Close the gate for `wait`, doubled with every failure in a row. Returns how long it stays closed.

        `asking` is how many asked at once when that was too many: half of them may from now on. Calls that
        were under way together when the provider failed count as one failure.
        """
        gate, _ = cls.objects.get_or_create(name=name)
        # Failures have no bound, but a timedelta has: hence the 10.
        chosen: timedelta = min(wait * 2 ** min(gate.failures, 10), max(wait, LONGEST_WAIT))
        first = Q(closed_until=None) | Q(closed_until__lte=Now()) | Q(probing=True)
        narrower = {}
        if asking:
            half = Least(Coalesce(F("limit"), asking), asking) / 2
            narrower = {"limit": Greatest(half, 1), "answered": 0}
        cls.objects.filter(first, name=name).update(
            closed_until=Now() + chosen, failures=F("failures") + 1, probing=False, **narrower
        )
        return chosen

    @classmethod
    def widen(cls, name: str, most: int) -> None:
        """Count a response: after as many as may ask at once, one more may. At `most` there is no limit."""
        narrow = cls.objects.filter(name=name, limit__isnull=False)
        if narrow.update(answered=F("answered") + 1):
            full = narrow.filter(answered__gte=F("limit"))
            # This first: after the next line no gate is full any more.
            full.filter(limit__gte=most - 1).update(limit=None, answered=0)
            full.update(limit=F("limit") + 1, answered=0)

    @classmethod
    def reopen(cls, name: str) -> None:
        """Open the gate: the provider responded."""
        # A provider that was not failing costs no write.
        cls.objects.filter(name=name, failures__gt=0).update(
            closed_until=None, failures=0, probing=False
        )

    @classmethod
    def admit(cls, name: str) -> bool:
        """Return whether a row may pass. After a failure one may, the probe, until its outcome is known."""
        shaky = cls.objects.filter(name=name, failures__gt=0)
        if not shaky.exists():
            return True
        # One UPDATE, so that of many who ask together exactly one becomes the probe.
        return bool(
            shaky.filter(closed_until__lte=Now()).update(
                closed_until=Now() + timedelta(seconds=PROBE_SECONDS), probing=True
            )
        )

    @classmethod
    def has_capacity(cls, name: str, asking: "QuerySet[Any]") -> bool:
        """Return whether the rows `asking` now, with the newest among them, are within the limit.

        Call in the claim's transaction: the gate's row is locked, so claims are counted one after another.
        """
        # An UPDATE that changes nothing locks the row in every database; SQLite has no SELECT FOR UPDATE.
        if not cls.objects.filter(name=name, limit__isnull=False).update(answered=F("answered")):
            return True
        limit = cls.objects.values_list("limit", flat=True).get(name=name)
        return limit is None or asking.count() <= limit

    @classmethod
    def release(cls, name: str) -> None:
        """Let another row probe at once: the probe ended without asking the provider."""
        cls.objects.filter(name=name, probing=True).update(closed_until=Now(), probing=False)


def shut_or_full(under_way: "QuerySet[Any]") -> set[str]:
    """Return the providers that no row may ask now: their gate is closed, or as many ask as may."""
    now_closed = Case(When(closed_until__gt=Now(), then=True), default=False)
    gates = ProviderGate.objects.annotate(is_closed=now_closed)
    found = gates.filter(Q(is_closed=True) | Q(limit__isnull=False))
    limits: dict[str, int] = {}
    shut: set[str] = set()
    for name, limit, is_closed in found.values_list("name", "limit", "is_closed"):
        if is_closed:
            shut.add(name)
        elif limit is not None:
            limits[name] = limit
    return shut | _full(limits, under_way)


def _full(limits: dict[str, int], under_way: "QuerySet[Any]") -> set[str]:
    if not limits:
        return set()
    asking = under_way.filter(provider__in=limits).order_by().values("provider")
    counts = {each["provider"]: each["n"] for each in asking.annotate(n=Count("pk"))}
    return {name for name, limit in limits.items() if counts.get(name, 0) >= limit}
