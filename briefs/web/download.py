"""Send a brief as a file to keep."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from briefs.models import Brief
from briefs.publishing.episode import check_stored, file_name, whole_brief, zipped
from edusmart.media.concatenation import deliver_spans
from edusmart.media.delivery import nothing


def download(request: HttpRequest, brief: Brief, form: str) -> HttpResponseBase:
    """Send one MP3 with chapters (with ranges), or a zip of the items (without).

    Raises RequestRefused: nothing to hear or lost (409), not now (503).
    """
    name = file_name(brief.title, form)
    if form == "mp3":
        file = whole_brief(brief).file
        check_stored(file.spans)
        return deliver_spans(request, file, download_as=name)
    # Its length is known only at its end, so there can be no ranges.
    body = zipped(brief)
    response = StreamingHttpResponse(
        nothing() if request.method == "HEAD" else body, content_type="application/zip"
    )
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Content-Encoding"] = "identity"  # no middleware may compress a stream of MP3s
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
