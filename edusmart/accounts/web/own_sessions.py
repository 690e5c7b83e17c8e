"""The page of where one is signed in, to end what is not one's own doing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from edusmart.accounts.sessions.open_sessions import end, end_others, sessions_of
from edusmart.accounts.sessions.signed_in import person_of


@never_cache
@require_GET
@login_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    opened = list(sessions_of(person_of(request)))
    context = {"sessions": opened, "here": request.session.session_key}
    return render(request, "registration/own_sessions.html", context)


@require_POST
@login_required
def end_all_others(request: HttpRequest) -> HttpResponse:
    """Sign the person out everywhere else."""
    person = person_of(request)
    end_others(request, person)
    return redirect("own_sessions")


@require_POST
@login_required
def end_one(request: HttpRequest, name: str) -> HttpResponse:
    """End one of the person's other sessions."""
    person = person_of(request)
    others = person.open_sessions.exclude(session_id=request.session.session_key)
    end(others.filter(pk__in=[it.pk for it in others if it.name == name]), person)
    return redirect("own_sessions")
