"""The parts of stories in the admin: tellings, pictures, rewritings and translations, retried and stopped."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.people.listed import listed_person
from edusmart.work.admin import WorkRowAdmin, cancel
from edusmart.work.listing.done import say_done
from edusmart.work.models import WorkRow
from stories.actions.retry import retry_part
from stories.models import Illustration, Rewriting, SceneTranslation, Telling
from tts.languages import language_name


def say_why(
    page: admin.ModelAdmin, request: HttpRequest, what: str, refused: RequestRefused
) -> None:
    """Say why an action left this row as it was."""
    page.message_user(request, f"{what}: {message_for(refused.code, refused.sentence)}", "error")


@admin.action(description=gettext_lazy("Try again"))
def retry(modeladmin: WorkRowAdmin, request: HttpRequest, rows: QuerySet[Any]) -> None:
    """Retry the rows, paid from their owners' days."""
    done = 0
    for row in rows:
        try:
            if retry_part(row):
                done += 1
                modeladmin.log_change(request, row, "Tried again.")
        except RequestRefused as refused:
            say_why(modeladmin, request, str(row), refused)
    again, left = _("%s will be tried again"), len(rows) - done
    say_done(modeladmin, request, (again, done), (_("left as they were: %s"), left))


def thumbnail(filename: str, alt: str = "") -> SafeString:
    """Return a small picture by its public name; a dash where there is none."""
    if not filename:
        return SafeString("–")
    address = reverse("stories:thumb", args=[filename])
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="64" height="64" loading="lazy">',
        address,
        alt,
    )


class PaidRowAdmin(WorkRowAdmin):
    """Parts of stories, which may call a paid provider."""

    hidden = WorkRowAdmin.hidden | {"beside"}

    actions = (retry, cancel)


@admin.register(Telling)
class TellingAdmin(PaidRowAdmin):
    """Documents that are told as stories."""

    nothing_yet = gettext_lazy("Each document that is told as a story will be here.")

    list_display = ("row", "at_subject", "person", "state", "took", "ordered")
    hidden = PaidRowAdmin.hidden | {"story"}  # it says already what it belongs to

    search_fields = (*WorkRowAdmin.search_fields, "story__title", "story__id")


@admin.register(Illustration)
class IllustrationAdmin(PaidRowAdmin):
    """Pictures of scenes."""

    nothing_yet = gettext_lazy("Each picture of a scene will be here.")

    list_display = ("row", "shown", "belongs_to", "person", "state", "took", "ordered")
    hidden = PaidRowAdmin.hidden | {
        "file", "thumb", "cover", "front", "falls", "cover_rank", "size", "sha256", "take",
    }  # fmt: skip
    in_words: ClassVar = {**PaidRowAdmin.in_words, "filename": "shown"}

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, row: Illustration) -> SafeString:
        if not row.file:
            return SafeString("–")
        small = thumbnail(row.filename, row.alt or _("Picture"))
        return format_html('<a href="{}">{}</a>', row.url, small)

    def words_of(self, row: WorkRow) -> str:
        return cast(Illustration, row).alt

    search_fields = (*WorkRowAdmin.search_fields, "filename")


@admin.register(Rewriting)
class RewritingAdmin(PaidRowAdmin):
    nothing_yet = gettext_lazy(
        "Scenes that a teacher asks to be told more simply or harder will be here."
    )
    list_display = (
        "row", "belongs_to", "scene", "direction", "person",
        listed_person(Rewriting, "wanted_by"), "state", "took", "ordered",
    )  # fmt: skip
    list_select_related = ("scene", "wanted_by", "owner")

    def words_of(self, row: WorkRow) -> str:
        return cast(Rewriting, row).scene.text


@admin.register(SceneTranslation)
class SceneTranslationAdmin(PaidRowAdmin):
    """Scenes in other languages."""

    nothing_yet = gettext_lazy("Scenes that are told in a second language will be here.")

    list_display = (
        "row", "belongs_to", "scene", "told_in", "by_hand", "person", "state", "took", "ordered",
    )  # fmt: skip
    list_select_related = ("scene", "owner")

    def words_of(self, row: WorkRow) -> str:
        return cast(SceneTranslation, row).scene.text

    in_words: ClassVar = {**PaidRowAdmin.in_words, "language": "told_in"}

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def told_in(self, row: SceneTranslation) -> str:
        return language_name(row.language)
