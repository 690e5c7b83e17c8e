"""What is logged: a line for each request, and no line with a private address in it."""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from django.utils.functional import LazyObject

from edusmart.accounts.origin import request_at_hand, request_id_of
from edusmart.http.sender import note_whose
from edusmart.operating.process_metrics import count_request
from edusmart.row_at_hand import row_at_hand

log = logging.getLogger("edusmart.access")

#: Parts of addresses that are keys: of a feed, of a sign-in card, of a link to a new password.
_TOKEN = re.compile(r"(/podcast/|/card/|/accounts/password/forgotten/[^/\s\"']+/)[^/\s\"']+")


def redacted(text: str) -> str:
    """Return the text without the tokens of feeds, and of links to a new password, in it."""
    return _TOKEN.sub(r"\1…", text)


def visible(text: str) -> str:
    """Return the text with what would end a line, steer a terminal or turn its direction written out."""
    if text.isprintable():
        return text
    return "".join(it if it.isprintable() else it.encode("unicode_escape").decode() for it in text)


class LineFormatter(logging.Formatter):
    """Adds the request at hand and its user to each line, and takes private addresses out of it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Keep a message, which may repeat what was sent, in its one line; what follows is a traceback."""
        return visible(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        request, row = request_at_hand(), row_at_hand()
        about = f" [{request_id_of(request)} user={_user_of(request)}]" if request else ""
        if row:
            about += f" [{row.kind} {row.id} topic={row.topic} user={row.owner or '-'}]"
        return redacted(super().format(record)) + about


class JsonFormatter(LineFormatter):
    """Writes each line as one JSON object, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        request, row = request_at_hand(), row_at_hand()
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if request:
            line |= {"request": request_id_of(request), "user": _user_of(request)}
        if row:
            line |= {
                "row": f"{row.kind} {row.id}", "topic": row.topic, "user": str(row.owner or "-")
            }  # fmt: skip
        if record.exc_info:
            line["trace"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _user_of(request: HttpRequest) -> str:
    """Return the id of the request's user where it was looked up; "-" without one."""
    user = request.__dict__.get("user")
    # Django's own is looked up when it is first asked for: a log line must not be the first to ask.
    if user is None or isinstance(user, LazyObject):
        user = request.__dict__.get("_cached_user")
    return str(user.pk) if user and user.pk else "-"


def access_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Log each request with its id, user, status and the milliseconds until its response began."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        begun = time.monotonic()
        response = get_response(request)
        took = (time.monotonic() - begun) * 1000
        count_request(request.method or "", response.status_code, took / 1000)
        response["X-Request-ID"] = request_id_of(request)
        # Written as an address is: a path may carry the end of a line.
        path, who = escape_uri_path(request.path), _user_of(request)
        note_whose(request, who.strip("-"))
        log.info(
            "%s %s %s %.0f ms [%s user=%s]",
            request.method, path, response.status_code, took, request_id_of(request), who,
        )  # fmt: skip
        return response

    return respond


def replace_daphnes_log() -> None:
    """Keep daphne, in this process, from writing an access log of its own: it has whole addresses."""
    from daphne import cli  # a fifth of the start of every process that is no web process

    cli.AccessLogGenerator = lambda _stream: None
