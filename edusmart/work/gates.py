"""A provider's gate: closed while the provider asks to wait or is down; opens for one probe first."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

PROBE_SECONDS = 60
LONGEST_WAIT = timedelta(minutes=5)


class ProviderGate(models.Model):
    """One row for each provider that was ever closed. `failures` above 0 means: let one probe through."""

    name = models.CharField(max_length=40, primary_key=True)
    closed_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    probing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def shut(cls, name: str, wait: timedelta) -> timedelta:
        """Close the gate for `wait`, doubled with every failure in a row; answers how long it stays closed.

        Calls that were under way together when the provider failed count as one failure.
        """
        gate, _ = cls.objects.get_or_create(name=name)
        chosen: timedelta = min(wait * 2 ** min(gate.failures, 10), max(wait, LONGEST_WAIT))
        first = Q(closed_until=None) | Q(closed_until__lte=Now()) | Q(probing=True)
        cls.objects.filter(first, name=name).update(
            closed_until=Now() + chosen, failures=F("failures") + 1, probing=False
        )
        return chosen

    @classmethod
    def reopen(cls, name: str) -> None:
        """The provider answered: let everybody through."""
        cls.objects.filter(name=name, failures__gt=0).update(
            closed_until=None, failures=0, probing=False
        )

    @classmethod
    def admit(cls, name: str) -> bool:
        """Pass the gate. After a failure only one passes, the probe, until it is known how it fared."""
        shaky = cls.objects.filter(name=name, failures__gt=0)
        if not shaky.exists():
            return True
        return bool(
            shaky.filter(closed_until__lte=Now()).update(
                closed_until=Now() + timedelta(seconds=PROBE_SECONDS), probing=True
            )
        )

    @classmethod
    def release(cls, name: str) -> None:
        """The probe ended without asking the provider: another may try at once."""
        cls.objects.filter(name=name, probing=True).update(closed_until=Now(), probing=False)


def closed() -> Exists:
    """For a queryset of work rows: the row's provider has its gate closed now."""
    return Exists(_closed_now().filter(name=OuterRef("provider")))


def _closed_now() -> QuerySet[ProviderGate]:
    return ProviderGate.objects.filter(Q(closed_until__gt=Now()))
