"""A class, and who is in it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edusmart.accounts.models import User

LONGEST_NAME = 80
JOIN_CODE_LETTERS = 6


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    """Classes, by who runs them and who is in them."""

    def run_by(self, user: User) -> "SchoolClassQuerySet":
        """Return the classes that the user runs: a teacher's own, for staff all."""
        if user.is_overseer:
            return self.all()
        # Asked each time: whoever is no teacher any more runs none.
        return self.filter(teacher=user) if user.is_editor else self.none()

    def with_pupil(self, user: User) -> "SchoolClassQuerySet":
        """Return the classes that the user is a pupil of."""
        return self.filter(memberships__pupil=user)


class SchoolClass(models.Model):
    """A teacher's class. Its pupils find what is shared with it on their shelf."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    #: None once that account is erased: staff run the class until they give it to somebody.
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="classes",
        verbose_name=_("teacher"),
    )
    #: Lets pupils join until `join_until`; None while nobody may.
    join_code = models.CharField(  # noqa: DJ001 - unique: of NULL there may be many
        max_length=JOIN_CODE_LETTERS, null=True, unique=True, editable=False
    )
    join_until = models.DateTimeField(null=True, editable=False)
    #: Whether its pupils may sign in with their card and pictures.
    pictures = models.BooleanField(_("sign-in with pictures"), default=True)
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)

    objects: ClassVar = SchoolClassQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Return whether pupils can join with the code now."""
        return bool(self.join_code and self.join_until and self.join_until > timezone.now())


class Membership(models.Model):
    """That a pupil is in a class."""

    school_class = models.ForeignKey(
        SchoolClass,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("class"),
    )
    pupil = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("pupil"),
    )
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("pupil")
        verbose_name_plural = _("pupils")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school_class", "pupil"], name="once_in_each_class")
        ]

    def __str__(self) -> str:
        return gettext("pupil %s") % self.pk
