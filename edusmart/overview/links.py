"""Links from a figure to the list in the admin that shows what it counts."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import make_aware

from edusmart.work import figures
from edusmart.work.models import WorkRow


def list_url(model: type[models.Model], **filters: object) -> str:
    """Return the address of the admin's list of a model, filtered; times as the list's filters take them."""
    # A proxy's rows are listed with its table's.
    meta = (model._meta.concrete_model or model)._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    query = {name: _said(value) for name, value in filters.items()}
    return f"{address}?{urlencode(query)}" if query else address


def kind_url(model: type[WorkRow], **filters: object) -> str:
    """Return the address of a kind's rows in the list: of its bands alone, where two kinds share the list."""
    if figures.shares_its_table(model):
        filters["band__in"] = ",".join(map(str, model.bands))
    return list_url(model, **filters)


def day_url(model: type[models.Model], column: str, day: date) -> str:
    """Return the address of the list of what has its time within a day here."""
    first = make_aware(datetime.combine(day, time.min))
    last = make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return list_url(model, **{f"{column}__gte": first, f"{column}__lt": last})


def row_url(row: models.Model) -> str:
    """Return the address of a row's page in the admin."""
    meta = (row._meta.concrete_model or type(row))._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def _said(value: Any) -> str:
    return (
        value.isoformat(sep=" ", timespec="seconds") if isinstance(value, datetime) else str(value)
    )
