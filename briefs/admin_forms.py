"""The admin's forms of briefs and programmes: they refuse what desk and API refuse, by the same functions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from briefs.actions import write
from briefs.actions.write import WrittenItem
from briefs.models import MAX_ITEMS, Brief, BriefItem, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from tts.languages import LANGUAGES

_SPOKEN = list(LANGUAGES.items())


@contextmanager
def refusals_as_form_errors() -> Iterator[None]:
    """Raise ValidationError with the sentence of a RequestRefused that is raised inside."""
    try:
        yield
    except RequestRefused as refused:
        sentence = message_for(refused.code, refused.sentence)
        raise ValidationError(sentence, refused.code) from refused


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A programme's title, language and author."""

    class Meta:
        model = Programme
        fields = ("title", "description", "language", "author")
        widgets: Any = {"language": forms.Select(choices=_SPOKEN)}  # noqa: RUF012 - Django's own shape

    def clean_language(self) -> str:
        """Return the language. Raises ValidationError for one that nobody speaks here."""
        with refusals_as_form_errors():
            return write.checked_language(self.cleaned_data["language"])


class BriefForm(forms.ModelForm):  # type: ignore[type-arg]
    """A brief without its items."""

    class Meta:
        model = Brief
        fields = ("title", "language", "programme", "publish_at")
        widgets: Any = {"language": forms.Select(choices=_SPOKEN)}  # noqa: RUF012

    def clean_title(self) -> str:
        """Return the title. Raises ValidationError where it is empty or too long."""
        with refusals_as_form_errors():
            return write.checked_title(self.cleaned_data["title"])

    def clean_language(self) -> str:
        """Return the language. Raises ValidationError for one that nobody speaks here."""
        with refusals_as_form_errors():
            return write.checked_language(self.cleaned_data["language"])


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    """One item."""

    class Meta:
        model = BriefItem
        fields = ("position", "title", "text", "language")
        widgets: Any = {"language": forms.Select(choices=[("", "—"), *_SPOKEN])}  # noqa: RUF012

    def clean_position(self) -> int:
        """Return the place of the item. Raises ValidationError for one that no brief has."""
        position: int = self.cleaned_data["position"]
        if position >= MAX_ITEMS:
            raise ValidationError(
                _("A brief has at most %(most)s items: the place is 0 to %(last)s.")
                % {"most": MAX_ITEMS, "last": MAX_ITEMS - 1},
                "position",
            )
        return position


class ItemFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """All items of a brief, which are saved as the desk saves them."""

    def clean(self) -> None:
        """Raise ValidationError where the brief could not be kept like this."""
        super().clean()
        with refusals_as_form_errors():
            write.check(self.written())

    def written(self) -> list[WrittenItem]:
        """Return the items that stay or are new, in the order of their places."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if (form.has_changed() or form.instance.pk)
            and getattr(form, "cleaned_data", None)
            and not form.cleaned_data.get("DELETE")
        ]
        placed = sorted(enumerate(kept), key=lambda it: (it[1].get("position") or 0, it[0]))
        return [
            WrittenItem(
                id=each["id"].pk if each.get("id") else None,
                title=each.get("title", ""), text=each.get("text", ""),
                language=each.get("language", ""),
            )
            for _place, each in placed
        ]  # fmt: skip
