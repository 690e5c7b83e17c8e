"""What a podcast client requests by a private link: feed, cover, sound, chapters. 404 once revoked.

Clients send no login: the token in the path is the permission.
"""

import hashlib
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from briefs.actions import feed_links
from briefs.models import Brief, FeedLink, Programme
from briefs.publishing.cover import drawn_cover
from briefs.publishing.episode import WholeBrief, whole_brief, whole_briefs
from briefs.publishing.feed import CHAPTERS_TYPE, Addresses, Episode, chapters, feed
from briefs.web.podcasts.sent_sound import agent_of, counted
from edusmart.accounts.errors import RequestRefused
from edusmart.media import deliver
from edusmart.media.concatenation import deliver_spans
from edusmart.media.storage_calls import STORAGE_WAIT

EPISODES = 100  # clients read the whole feed each time


@require_safe
def feed_xml(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(token)
    programme = link.programme
    if request.method == "GET":
        feed_links.note_fetched(link, agent_of(request))
    briefs = list(_published(programme)[:EPISODES])
    try:
        episodes = [Episode(brief, whole) for brief, whole in whole_briefs(briefs)]
    except RequestRefused as refused:
        return _try_later(refused)
    changed = [programme.updated_at, *(it.whole.file.changed_at for it in episodes)]
    changed_at = max([*changed, *(it.publish_at for it in briefs if it.publish_at)])
    body = feed(programme, episodes, _addresses(request, token), changed_at)
    # No Last-Modified: an episode that was taken back leaves no younger date behind.
    return _conditional(request, body, "application/rss+xml; charset=utf-8")


@require_safe
def episode_sound(request: HttpRequest, token: str, brief_id: int) -> HttpResponseBase:
    """Send an episode's MP3: 200, 206, 304, 412 or 416."""
    try:
        whole = _episode(token, brief_id)
        return counted(request, brief_id, whole, deliver_spans(request, whole.file))
    except RequestRefused as refused:
        return _try_later(refused)


@require_safe
def episode_chapters(request: HttpRequest, token: str, brief_id: int) -> HttpResponseBase:
    try:
        whole = _episode(token, brief_id)
    except RequestRefused as refused:
        return _try_later(refused)
    return _conditional(request, chapters(whole), CHAPTERS_TYPE)


@require_safe
def cover(request: HttpRequest, token: str) -> HttpResponseBase:
    programme = _link(token).programme
    try:
        return deliver(request, programme.cover, may_change=True)
    except FileNotFoundError:  # the admin makes programmes without one
        return _conditional(request, drawn_cover(programme.pk), "image/jpeg")


def _link(token: str) -> FeedLink:
    link = feed_links.open_link(token)
    if link is None:
        raise Http404
    return link


def _published(programme: Programme) -> "QuerySet[Brief]":
    # What is for a class has no place in a feed: its address is the permission.
    out = Brief.objects.out().filter(programme=programme)
    return out.select_related("topic", "programme").order_by("-publish_at", "-pk")


def _episode(token: str, brief_id: int) -> WholeBrief:
    """Return an episode. Raises Http404, or RequestRefused (503) while it cannot be read."""
    brief = _published(_link(token).programme).filter(pk=brief_id).first()
    if brief is None:
        raise Http404
    try:
        # 503 is for storage that is away; nothing to hear is for good, and not found.
        return whole_brief(brief)
    except RequestRefused as refused:
        if refused.status == 503:
            raise
        raise Http404 from refused


def _try_later(refused: RequestRefused) -> HttpResponse:
    """Return 503 and not 404, upon which clients give up the feed or the episode for good."""
    headers = {"Retry-After": str(int(STORAGE_WAIT.total_seconds())), "Cache-Control": "no-store"}
    plain = "text/plain; charset=utf-8"
    return HttpResponse(refused.sentence, status=503, content_type=plain, headers=headers)


def _addresses(request: HttpRequest, token: str) -> Addresses:
    def at(name: str, *args: object) -> str:
        return request.build_absolute_uri(reverse(f"briefs:{name}", args=args))

    def of_brief(name: str, brief: Brief) -> str:
        return at(name, token, brief.pk)

    return Addresses(
        feed=at("feed", token),
        page=at("heard_list"),
        cover=at("feed_cover", token),
        sound=partial(of_brief, "feed_sound"),
        chapters=partial(of_brief, "feed_chapters"),
        listen=lambda brief: at("listen", brief.pk),
        email=settings.PODCAST_EMAIL,
    )


def _conditional(request: HttpRequest, body: bytes, mime: str) -> HttpResponseBase:
    """Return the body, or 304 to a client that has it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=mime)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    # A private link that was pasted onto a public page stays out of search engines.
    response["X-Robots-Tag"] = "noindex"
    known = get_conditional_response(request, etag, None, response)
    return known if known is not None else response
