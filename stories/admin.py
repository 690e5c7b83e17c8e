"""Stories in the admin, with their scenes, pictures and narrations and how far each is."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.accounts.people.listed import names_of, person_link
from edusmart.formats.listed import listed_time
from edusmart.live.publish import recheck
from edusmart.work.listing.cells import (
    page_link,
    reason,
    said_seconds,
    since_of,
    state_of,
    unbroken,
)
from edusmart.work.listing.done import say_done, say_stopped
from edusmart.work.listing.filters import said_as
from edusmart.work.listing.pages import HeardPage, ReasonShown
from edusmart.work.models import WorkRow
from stories.actions.hand_over import hand_over
from stories.actions.retry import retry as retry_story
from stories.actions.story import cancel_story, make_private
from stories.calls_admin import ProviderCallAdmin
from stories.costs.budget import money
from stories.live import StoryOwner
from stories.models import (
    Bookmark,
    ProviderCall,
    Scene,
    Story,
    Telling,
)
from stories.parts_admin import PaidRowAdmin, say_why, thumbnail
from stories.story_filters import AudienceFilter, HeardFilter
from stories.uploads_admin import RefusedUploadAdmin
from tts.languages import language_name
from tts.voices import label_of

__all__ = ["PaidRowAdmin", "ProviderCallAdmin", "RefusedUploadAdmin"]


class SceneInline(admin.TabularInline):
    """Scenes with the state of their picture and voice."""

    model = Scene
    # Read only: words are changed in the editor, which orders the narration again.
    fields = readonly_fields = ("number", "text", "picture", "voice")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scene]:
        # Else three queries for each scene.
        return super().get_queryset(request).select_related("narration__recording", "illustration")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("scene"))
    def number(self, scene: Scene) -> int:
        return scene.index + 1

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, scene: Scene) -> SafeString:
        row = scene.illustration
        shown = (
            format_html('<img src="{}" alt="{}" width="96">', row.url, row.alt) if row.file else ""
        )
        return _part(row, shown, "admin:stories_illustration_change")

    @admin.display(description=gettext_lazy("voice"))
    def voice(self, scene: Scene) -> SafeString:
        row = scene.narration
        heard = (
            format_html(
                '<div data-recording="{}" data-length="{}" data-label="{}"></div>',
                row.url,
                row.recording.duration,
                _("Scene %s") % (scene.index + 1),
            )
            if row.recording
            else ""
        )
        return _part(row, heard, "admin:tts_narration_change")


def _part(row: WorkRow, shown: str, url_name: str) -> SafeString:
    link = format_html(
        '<a href="{}">{}</a>', reverse(url_name, args=[row.pk]), _("attempt %s") % row.attempts
    )
    return format_html("{} {} {}<br>{}", state_of(row), link, reason(row), shown)


class TellingInline(ReasonShown, admin.TabularInline):
    model = Telling
    fields = readonly_fields = ("state", "attempts", "why", "started_at", "finished_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("state"))
    def state(self, telling: Telling) -> SafeString:
        return state_of(telling)


@admin.register(Story)
class StoryAdmin(HeardPage):
    list_display = (
        "title", "cover", "state", "scene_count", "person", "spoken", "first_scene", "listeners", "cost",
        listed_time(Story, "published_at"), listed_time(Story, "created_at"), "opened",
    )  # fmt: skip
    list_filter = (
        "status", "created_at", ("language", said_as(language_name)), "grade",
        AudienceFilter, HeardFilter,
    )  # fmt: skip
    date_hierarchy = "created_at"
    nothing_yet = gettext_lazy(
        "Stories are here as soon as somebody uploads a document, photos or a text."
    )
    search_fields = ("title", *names_of("owner"), "id")
    list_select_related = ("owner",)
    # A select box would hold every user of the site.
    autocomplete_fields = ("owner",)
    inlines = (TellingInline, SceneInline)
    actions = ("retry", "cancel", "take_back")
    fields = (
        "title", "owner", "spoken", "grade", "voice", "state", "progress", "why",
        "pages", "teller", "cost", "published_at", "published_by", "created_at", "finished_at", "player",
    )  # fmt: skip
    readonly_fields = (
        "spoken", "grade", "voice", "state", "progress", "why", "pages", "teller",
        "cost", "published_at", "published_by", "created_at", "finished_at", "player",
    )  # fmt: skip
    # Else each page of the list counts the whole table as well.
    show_full_result_count = False

    class Media(HeardPage.Media):
        extend: ClassVar = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Allow the rows that belong to a story to go with it, though they cannot be deleted alone."""
        shown, counts, _, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: bool) -> None:
        """Save only the edited fields: the rest of the row may have moved on since the page was read."""
        changed = set(form.changed_data)
        if "owner" in changed:
            hand_over(obj, form.initial["owner"])
        if changed - {"owner"}:
            obj.save(update_fields=changed - {"owner"})
            recheck(topic=obj.topic_id)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, story: Story) -> SafeString:
        return format_html("{}{}", state_of(story), since_of(story))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        stories: QuerySet[Story] = super().get_queryset(request)
        # In the list's own query, not one for each row; each apart, as joins would multiply one another.
        pictured = (
            Scene.objects.filter(story=OuterRef("pk"))
            .exclude(illustration__file="")
            .order_by("index")
        )
        paid = ProviderCall.objects.filter(story=OuterRef("pk")).order_by().values("story")
        heard = Bookmark.objects.filter(story=OuterRef("pk")).order_by().values("story")
        return stories.annotate(
            paid=Subquery(paid.annotate(sum=Sum("cost")).values("sum")),
            heard=Subquery(heard.annotate(count=Count("pk")).values("count")),
            pictured=Subquery(pictured.values("illustration__filename")[:1]),
        )

    @admin.display(description=gettext_lazy("picture"))
    def cover(self, story: Story) -> SafeString:
        return thumbnail(getattr(story, "pictured", None) or "")

    @admin.display(description=gettext_lazy("person"), ordering="owner__username")
    def person(self, story: Story) -> str:
        return person_link(story.owner)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def spoken(self, story: Story) -> str:
        return language_name(story.language)

    @admin.display(description=gettext_lazy("wished voice"))
    def voice(self, story: Story) -> str:
        return label_of(story.wished_voice) if story.wished_voice else "–"

    @admin.display(description=gettext_lazy("told by"))
    def teller(self, story: Story) -> str:
        told = (it or _("the document’s own words") for it in story.tellers)
        return _(", ").join(told) or "–"

    @admin.display(description=gettext_lazy("first scene after"))
    def first_scene(self, story: Story) -> str:
        if story.first_scene_at is None:
            return ""
        return said_seconds((story.first_scene_at - story.created_at).total_seconds())

    @admin.display(description=gettext_lazy("listeners"), ordering="heard")
    def listeners(self, story: Story) -> int:
        return getattr(story, "heard", None) or 0

    @admin.display(description=gettext_lazy("price"), ordering="paid")
    def cost(self, story: Story) -> str:
        paid = getattr(story, "paid", None)
        return money(paid) if paid else ""

    @admin.display(description=gettext_lazy("scenes"))
    def scene_count(self, story: Story) -> str:
        said = _("%(done)s of %(all)s")
        return unbroken(said % {"done": story.completed_items, "all": story.total_items})

    @admin.display(description=gettext_lazy("page"))
    def opened(self, story: Story) -> SafeString:
        return page_link(reverse("stories:player", args=[story.pk]), _("Open"), story.title)

    @admin.display(description=gettext_lazy("player"))
    def player(self, story: Story) -> SafeString:
        return format_html(
            '<a href="{}" data-live-url="{}">{}</a>', reverse("stories:player", args=[story.pk]),
            StoryOwner.live_url(story.pk), _("Open the player"),
        )  # fmt: skip

    @admin.action(description=gettext_lazy("Try again what failed"))
    def retry(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        parts, whole = 0, 0
        for story in stories.select_related("owner"):
            try:
                if again := retry_story(story, cast(User, request.user)):
                    # Django logs edits by form alone; actions have to say themselves who did them.
                    self.log_change(request, story, "Tried again what failed.")
                parts, whole = parts + again, whole + (not again)
            except RequestRefused as refused:
                say_why(self, request, f"{story} ({story.owner})", refused)
        tried = ngettext("%s part will be tried again", "%s parts will be tried again", parts)
        if parts or whole:  # else it was said why of each
            say_done(
                self, request, (tried, parts), (_("stories in which nothing had failed: %s"), whole)
            )

    @admin.action(description=gettext_lazy("Stop"))
    def cancel(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        still_open = [story for story in stories if story.is_open]
        for story in still_open:
            cancel_story(story)
            self.log_change(request, story, "Stopped.")
        say_stopped(self, request, len(still_open), len(stories))

    @admin.action(description=gettext_lazy("Make private"))
    def take_back(self, request: HttpRequest, stories: QuerySet[Story]) -> None:
        done, refusals = 0, 0
        shared = [story for story in stories if story.is_vouched_for or story.is_offered]
        for story in shared:
            try:
                make_private(story, cast(User, request.user))
                self.log_change(request, story, "Made private.")
                done += 1
            except RequestRefused as refused:
                refusals += 1
                say_why(self, request, str(story), refused)
        before = len(stories) - len(shared)
        if done or before or not refusals:
            say_done(
                self, request, (_("%s made private"), done), (_("private already: %s"), before)
            )
