"""The admin's pages of classes: staff give a class to another teacher here."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classroom.actions.school_class import MOST_CLASSES, MOST_PUPILS, class_name
from classroom.models import Membership, SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.accounts.people.admin import PersonAdmin
from edusmart.accounts.people.listed import listed_person, names_of
from edusmart.accounts.sessions.open_sessions import there_since
from edusmart.formats.listed import listed_time
from edusmart.plain.forms import PlainText
from edusmart.work.listing.cells import page_link

WEEK = timedelta(days=7)
NO_CLASS = "-"


class ClassForm(forms.ModelForm):
    """A class: its name, and whose it is."""

    class Meta:
        model = SchoolClass
        fields = ("name", "teacher", "pictures")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pictures = self.fields.get("pictures")  # who may only look has no field
        if pictures and not settings.PICTURE_SIGN_IN:
            pictures.help_text = gettext(
                "Sign-in with pictures is switched off for the whole site."
            )

    def clean_name(self) -> str:
        """Return the name. Raises ValidationError where its teacher could not give it."""
        try:
            return class_name(self.cleaned_data["name"])
        except RequestRefused as refused:
            raise ValidationError(message_for(refused.code, refused.sentence)) from refused

    def clean_teacher(self) -> User:
        """Return the teacher. Raises ValidationError for who has no classes, or as many as one may have."""
        teacher: User = self.cleaned_data["teacher"]
        if not teacher.is_editor:
            raise ValidationError(gettext("Only teachers have classes."))
        others = SchoolClass.objects.filter(teacher=teacher).exclude(pk=self.instance.pk)
        if others.count() >= MOST_CLASSES:
            raise ValidationError(gettext("This person has %s classes already.") % MOST_CLASSES)
        return teacher


class MembershipForm(forms.ModelForm):
    """A pupil of a class."""

    class Meta:
        model = Membership
        fields = ("pupil",)

    def clean_pupil(self) -> User:
        """Return the pupil. Raises ValidationError for a teacher, who joins no class."""
        pupil: User = self.cleaned_data["pupil"]
        if "pupil" in self.changed_data and (pupil.is_editor or pupil.is_staff):
            raise ValidationError(gettext("Classes are joined by pupils."))
        return pupil


class PupilsFormSet(BaseInlineFormSet):
    """All pupils of a class, as many as may be in one."""

    def clean(self) -> None:
        """Raise ValidationError where they are too many."""
        super().clean()
        kept = [it for it in self.forms if it.cleaned_data and not it.cleaned_data.get("DELETE")]
        if len(kept) > MOST_PUPILS:
            raise ValidationError(gettext("A class has at most %s pupils.") % MOST_PUPILS)


class MembershipInline(admin.TabularInline):
    model = Membership
    form = MembershipForm
    formset = PupilsFormSet
    fields = ("pupil", "joined_at")
    readonly_fields = ("joined_at",)
    autocomplete_fields = ("pupil",)
    extra = 0


class FilledFilter(admin.SimpleListFilter):
    """Classes with pupils, and those that nobody is in so far."""

    title = _("pupils")
    parameter_name = "filled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("with pupils")), ("no", gettext("without pupils"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        filled = Exists(Membership.objects.filter(school_class=OuterRef("pk")))
        return queryset.filter(filled if self.value() == "yes" else ~filled)


class ClassFilter(admin.SimpleListFilter):
    """The people of one class, and those who are in none."""

    title = _("class")
    parameter_name = "school_class"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = SchoolClass.objects.values_list("pk", "name")
        return [*((str(pk), name) for pk, name in names), (NO_CLASS, gettext("in no class"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        if wanted == NO_CLASS:
            return queryset.filter(memberships=None)
        if wanted is None or not wanted.isdecimal():
            return queryset
        inside = Membership.objects.filter(school_class=int(wanted[:18]), pupil=OuterRef("pk"))
        return queryset.filter(Exists(inside))


admin.site.unregister(User)


@admin.register(User)
class PupilAdmin(PersonAdmin):
    """The list of people, which knows of classes here: accounts do not."""

    list_display: Any = (
        *PersonAdmin.list_display[:3],
        "classes",
        *PersonAdmin.list_display[3:],
    )
    list_filter: ClassVar[Any] = (
        PersonAdmin.list_filter[0],
        ClassFilter,
        *PersonAdmin.list_filter[1:],
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("memberships__school_class")

    @admin.display(description=_("class"))
    def classes(self, person: User) -> str:
        names = sorted(it.school_class.name for it in person.memberships.all())
        return gettext(", ").join(names) or "–"


@admin.register(SchoolClass)
class SchoolClassAdmin(PlainText, admin.ModelAdmin):
    form = ClassForm
    list_display = (
        "name", listed_person(SchoolClass, "teacher"), "pupils", "here",
        listed_time(SchoolClass, "created_at"), "opened",
    )  # fmt: skip
    list_filter = (FilledFilter, "created_at")
    list_select_related = ("teacher",)
    date_hierarchy = "created_at"
    show_full_result_count = False
    nothing_yet = _("Teachers make their classes themselves, under “Classes”: they will be here.")
    #: Also by its pupils: "which class is Lina in?"
    search_fields = ("name", *names_of("teacher"), *names_of("memberships__pupil"))
    fields = ("name", "teacher", "pictures", "created_at")
    readonly_fields = ("created_at",)
    autocomplete_fields = ("teacher",)
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        lately = Membership.objects.filter(
            school_class=OuterRef("pk"),
            pupil__in=User.objects.filter(there_since(timezone.now() - WEEK)).values("pk"),
        )
        here = lately.order_by().values("school_class").annotate(count=Count("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(count=Count("memberships"), here_lately=Subquery(here.values("count")))
        )

    @admin.display(description=_("page"))
    def opened(self, school_class: SchoolClass) -> SafeString:
        """Return the way to the class as its teacher sees it, with its report and cards."""
        return page_link(
            reverse("classroom:class", args=[school_class.pk]), gettext("Open"), school_class.name
        )

    @admin.display(description=_("pupils"), ordering="count")
    def pupils(self, school_class: Any) -> int:
        """Return how many pupils are in the class."""
        return int(school_class.count)

    @admin.display(description=_("here in seven days"), ordering="here_lately")
    def here(self, school_class: Any) -> int:
        """Return how many of its pupils were there within a week."""
        return school_class.here_lately or 0
