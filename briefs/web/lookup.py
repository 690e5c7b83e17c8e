"""Finding a brief, a job, or an item for whoever asks: 403 and 404 in one place."""

from django.http import HttpRequest

from briefs.models import AudioGenerationJob, Brief, BriefItem, BriefState
from edusmart.accounts.api import person
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User


def editor(request: HttpRequest) -> User:
    """Who calls, if they write briefs. Raises RequestRefused (403)."""
    user = person(request)
    if not user.is_editor:
        raise RequestRefused("Briefs are written by editors.", "not_allowed", 403)
    return user


def editors_brief(request: HttpRequest, brief_id: int) -> Brief:
    """A brief for an editor. Raises RequestRefused (403, 404)."""
    editor(request)
    brief = Brief.objects.select_related("topic", "programme").filter(pk=brief_id).first()
    if brief is None:
        raise RequestRefused("There is no such brief.", "no_brief", 404)
    return brief


def listeners_brief(user: User, brief_id: int) -> Brief:
    """A brief for whoever may listen: editors always, others once it is published.

    Raises RequestRefused (404).
    """
    brief = Brief.objects.select_related("topic", "programme").filter(pk=brief_id).first()
    if brief is None or not (user.is_editor or brief.state == BriefState.PUBLISHED):
        raise RequestRefused("There is no such brief.", "no_brief", 404)
    return brief


def editors_job(request: HttpRequest, job_id: int) -> AudioGenerationJob:
    """A job for an editor. Raises RequestRefused (403, 404)."""
    editor(request)
    jobs = AudioGenerationJob.objects.select_related("brief__topic")
    job = jobs.filter(pk=job_id).first()
    if job is None:
        raise RequestRefused("There is no such job.", "no_job", 404)
    return job


def item_of(brief: Brief, item_id: int) -> BriefItem:
    """Raises RequestRefused (404)."""
    item = BriefItem.objects.filter(brief=brief, pk=item_id).first()
    if item is None:
        raise RequestRefused("This brief has no such item.", "no_item", 404)
    return item
