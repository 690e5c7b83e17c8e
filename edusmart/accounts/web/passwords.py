"""Pages of passwords: changing one's own, giving a pupil a new one, and a new one by mail."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from edusmart.accounts.access import editors_only
from edusmart.accounts.brake import Busy, Held, is_password, turn_to_hash
from edusmart.accounts.credentials import MUST_SET_PASSWORD
from edusmart.accounts.mail.mails import send_beside
from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.accounts.origin import address_of
from edusmart.accounts.sessions.open_sessions import end
from edusmart.accounts.sessions.passwords import may_reset, reset_password, set_own_password
from edusmart.accounts.sessions.signed_in import confirmed, person_of
from edusmart.accounts.sessions.ways_in import end_ways_in
from edusmart.accounts.trail import record
from edusmart.plain.text import without_controls

WAIT = 429
MAILS_AN_HOUR = 3  # to one account


@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
@sensitive_variables()
def change_password(request: HttpRequest) -> HttpResponse:
    """Set one's own password; who has one types it first, unless it was made for once."""
    person = person_of(request)
    asks_old = person.has_usable_password() and MUST_SET_PASSWORD not in request.session
    context: dict[str, Any] = {"asks_old": asks_old, "must": MUST_SET_PASSWORD in request.session}
    if request.method == "GET":
        return render(request, "registration/change_password.html", context)
    form: SetPasswordForm[User] = SetPasswordForm(person, request.POST)
    try:
        problems = _problems(request, person, form, asks_old)
        if not problems:
            set_own_password(
                request, person, form.cleaned_data["new_password1"],
                ends_ways_in="end_ways_in" in request.POST,
            )  # fmt: skip
            return redirect("own_data")
    except Held:
        problems = [_("Please wait a moment, then try again.")]
        return render(
            request,
            "registration/change_password.html",
            {**context, "problems": problems},
            status=WAIT,
        )
    return render(
        request, "registration/change_password.html", {**context, "problems": problems}, status=400
    )


@sensitive_variables()
def _problems(
    request: HttpRequest, person: User, form: "SetPasswordForm[User]", asks_old: bool
) -> list[str]:
    old = request.POST.get("old_password", "")
    if asks_old and not is_password(person, old, address_of(request)):
        return [_("This is not your password until now.")]
    with turn_to_hash():
        if form.is_valid():
            return []
    return [str(sentence) for sentences in form.errors.values() for sentence in sentences]


@never_cache
@require_http_methods(["GET", "POST"])
@editors_only
@confirmed
@sensitive_variables()
def pupils_password(request: HttpRequest) -> HttpResponse:
    """Give a pupil who has forgotten theirs a password for once, which is shown once."""
    page = "registration/pupils_password.html"
    if request.method == "GET":
        return render(request, page)
    name = without_controls(request.POST.get("username", "")).strip()
    person = User.objects.filter(username=name, is_active=True).first()
    # The same sentence for both: nobody looks for accounts that they may not touch.
    if person is None or not may_reset(person_of(request), person):
        problem = _("There is no pupil with this user name.")
        return render(request, page, {"problem": problem, "name": name}, status=404)
    try:
        password = reset_password(person)
    except Busy:
        problem = _("Please wait a moment, then try again.")
        return render(request, page, {"problem": problem, "name": name}, status=WAIT)
    return render(request, page, {"password": password, "person": person})


# By mail


class _InBackground(PasswordResetForm):
    """Send the mail beside the response, which takes as long for an address that nobody has."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        if settings.PUBLIC_URL:
            # What the browser sent as its host may be any of ALLOWED_HOSTS.
            site = urlsplit(settings.PUBLIC_URL)
            kwargs |= {"domain_override": site.netloc, "use_https": site.scheme == "https"}
        super_save = super().save
        send_beside(lambda: super_save(*args, **kwargs))

    def get_users(self, email: str) -> Iterator[User]:
        """Yield who has this address: a few times an hour, as a mailbox is not to be flooded."""
        for person in super().get_users(email):
            if _may_ask(person):
                yield person


@transaction.atomic
def _may_ask(person: User) -> bool:
    """Return whether one more mail may go to this person, and count it."""
    # Of requests that come at once each sees those before it.
    User.objects.select_for_update().get(pk=person.pk)
    since = timezone.now() - timedelta(hours=1)
    asked = AuditEntry.objects.filter(event=Event.RESET_ASKED, account=person, at__gt=since)
    if asked.count() >= MAILS_AN_HOUR:
        return False
    record(Event.RESET_ASKED, account=person)
    return True


class _WhereMailIsSetUp:
    """404 where there is no server for mail."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.EMAIL_HOST:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class AskByMail(_WhereMailIsSetUp, PasswordResetView):
    form_class = _InBackground
    template_name = "registration/reset_ask.html"
    email_template_name = "registration/reset_mail.txt"
    subject_template_name = "registration/reset_subject.txt"


class AskedByMail(_WhereMailIsSetUp, PasswordResetDoneView):
    template_name = "registration/reset_asked.html"


class SetByMail(_WhereMailIsSetUp, PasswordResetConfirmView):
    template_name = "registration/reset_set.html"
    success_url = reverse_lazy("password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with turn_to_hash():
                response = super().form_valid(form)
        except Busy:
            form.add_error(None, _("Please wait a moment, then try again."))
            return self.render_to_response(self.get_context_data(form=form), status=WAIT)
        # A password that was made for once no longer has an end.
        with transaction.atomic():
            form.user.one_time_until = None
            form.user.save(update_fields=["one_time_until"])
            end(form.user.open_sessions.all(), form.user)
            # A mailbox is one factor: it does not lead around the second one.
            end_ways_in(form.user, passkeys=False)
        return response


class DoneByMail(_WhereMailIsSetUp, PasswordResetCompleteView):
    template_name = "registration/reset_done.html"
