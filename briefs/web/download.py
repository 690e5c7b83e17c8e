"""A brief as a file to keep."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from briefs.models import Brief
from briefs.publishing.episode import file_name, look_for, whole_brief, zipped
from edusmart.media.concatenation import deliver_spans
from edusmart.media.delivery import nothing


def download(request: HttpRequest, brief: Brief, form: str) -> HttpResponseBase:
    """One MP3 with chapters, or a zip of the items; neither is ever whole in memory.

    Raises RequestRefused.
    """
    name = file_name(brief.title, form)
    if form == "mp3":
        file = whole_brief(brief).file
        look_for(file.spans)
        return deliver_spans(request, file, download_as=name)
    body = zipped(brief)
    response = StreamingHttpResponse(
        nothing() if request.method == "HEAD" else body, content_type="application/zip"
    )
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
