"""Fields of the admin's forms that keep no control characters, as no other way in does."""

from typing import Any, ClassVar

from django import forms
from django.db import models

from edusmart.plain.text import without_controls


class PlainCharField(forms.CharField):
    """A text without control characters; what held nothing else is empty."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(without_controls(value) if isinstance(value, str) else value)


class PlainText:
    """A page of the admin, or a part of one, whose texts are plain."""

    formfield_overrides: ClassVar[Any] = {
        models.CharField: {"form_class": PlainCharField},
        models.TextField: {"form_class": PlainCharField},
    }
