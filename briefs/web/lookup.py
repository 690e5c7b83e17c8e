"""Find a brief, a job or an item for the user of a request; 403 and 404 are decided here."""

import re

from django.http import HttpRequest

from briefs.models import AudioGenerationJob, Brief, BriefItem
from edusmart.accounts.api import person
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User


def editor(request: HttpRequest) -> User:
    """Return the request's user, who must be an editor. Raises RequestRefused (403)."""
    user = person(request)
    if not user.is_editor:
        raise RequestRefused("Briefs are written by editors.", "not_allowed", 403)
    return user


def editors_brief(request: HttpRequest, brief_id: int) -> Brief:
    """Return a brief to an editor. Raises RequestRefused (403, 404)."""
    editor(request)
    brief = Brief.objects.select_related("topic", "programme").filter(pk=brief_id).first()
    if brief is None:
        raise RequestRefused("There is no such brief.", "no_brief", 404)
    return brief


def listeners_brief(user: User, brief_id: int) -> Brief:
    """Return a brief to a listener: to editors always, to others once it is published, for them.

    Raises RequestRefused (404).
    """
    known = Brief.objects.all() if user.is_editor else Brief.objects.heard_by(user)
    brief = known.select_related("topic", "programme").filter(pk=brief_id).first()
    # Not 403 for a draft, or another class's: that it exists is for editors.
    if brief is None:
        raise RequestRefused("There is no such brief.", "no_brief", 404)
    return brief


def editors_job(request: HttpRequest, job_id: int) -> AudioGenerationJob:
    """Return a job to an editor. Raises RequestRefused (403, 404)."""
    editor(request)
    jobs = AudioGenerationJob.objects.select_related("brief__topic")
    job = jobs.filter(pk=job_id).first()
    if job is None:
        raise RequestRefused("There is no such job.", "no_job", 404)
    return job


def find_item(brief: Brief, item_id: int) -> BriefItem:
    """Return an item of the brief. Raises RequestRefused (404)."""
    item = BriefItem.objects.filter(brief=brief, pk=item_id).first()
    if item is None:
        raise RequestRefused("This brief has no such item.", "no_item", 404)
    return item


def seen_edition(request: HttpRequest) -> int | None:
    """Return the edition of a brief that the form was made for, None where it does not say."""
    seen = request.POST.get("edition", "")
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else None
