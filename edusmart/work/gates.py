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

    def __str__(self) -> str:
        return self.name

    @classmethod
    def shut(cls, name: str, wait: timedelta) -> timedelta:
        """Close the gate for `wait`, doubled with every failure in a row; answers the wait chosen."""
        gate, _ = cls.objects.get_or_create(name=name)
        chosen: timedelta = min(wait * 2 ** min(gate.failures, 10), max(wait, LONGEST_WAIT))
        cls.objects.filter(name=name).update(
            closed_until=Now() + chosen, failures=F("failures") + 1
        )
        return chosen

    @classmethod
    def reopen(cls, name: str) -> bool:
        """The provider answered: let everybody through. True when the gate was not open before."""
        return bool(
            cls.objects.filter(name=name, failures__gt=0).update(closed_until=None, failures=0)
        )

    @classmethod
    def admit(cls, name: str) -> bool:
        """Pass the gate. After a failure only one passes, the probe, until it is known how it fared."""
        shaky = cls.objects.filter(name=name, failures__gt=0)
        if not shaky.exists():
            return True
        return bool(
            shaky.filter(closed_until__lte=Now()).update(
                closed_until=Now() + timedelta(seconds=PROBE_SECONDS)
            )
        )


def closed() -> Exists:
    """For a queryset of work rows: the row's provider has its gate closed now."""
    return Exists(_closed_now().filter(name=OuterRef("provider")))


def _closed_now() -> QuerySet[ProviderGate]:
    return ProviderGate.objects.filter(Q(closed_until__gt=Now()))
