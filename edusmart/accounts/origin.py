"""Where a request comes from: the request at hand, its address and its id."""

import ipaddress
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: As a browser names itself, in this order: most of them name others too.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "CrOS": "ChromeOS",
    "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux",
}  # fmt: skip
#: Where a request keeps its id.
REQUEST_ID = "edusmart.request_id"

_current: ContextVar[HttpRequest | None] = ContextVar("_current", default=None)


def origin_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let what is done for a request find it, so that the audit trail need not be handed it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        token = _current.set(request)
        try:
            return get_response(request)
        finally:
            _current.reset(token)

    return respond


def request_at_hand() -> HttpRequest | None:
    """Return the request that is being answered, None in a command or worker."""
    return _current.get()


def address_of(request: HttpRequest | None) -> str:
    """Return the address of the request's sender, "" where it is not known."""
    if request is None:
        return ""
    meta = request.META
    return address_from(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""))


def address_from(remote: str, forwarded: str) -> str:
    """Return the sender's address, from the connection's and X-Forwarded-For; "" where it is not known.

    Behind PROXY_HOPS proxies it is what the outermost of them wrote: whatever stands before that in the
    header was sent by the client.
    """
    if hops := settings.PROXY_HOPS:
        lines = forwarded.rsplit(",", hops)
        remote = lines[-min(hops, len(lines))] or remote
    return _plain(remote.strip())


def browser_of(request: HttpRequest) -> str:
    """Return which browser on which system sent the request, such as "Firefox, Android"; "" for neither."""
    said = request.META.get("HTTP_USER_AGENT", "")[:500]
    found = (
        next((told for name, told in names.items() if name in said), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(it for it in found if it)


def network_of(address: str) -> str:
    """Return what one subscriber has: the address, or the /64 of an IPv6 one."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def request_id_of(request: HttpRequest | None) -> str:
    """Return the id that a trusted proxy gave the request, else one of our own; "" without a request."""
    if request is None:
        return ""
    if REQUEST_ID not in request.META:
        said = request.headers.get("X-Request-ID", "") if settings.PROXY_HOPS else ""
        good = re.fullmatch(r"[\w.:-]{1,64}", said, re.ASCII)
        request.META[REQUEST_ID] = said if good else secrets.token_hex(8)
    return str(request.META[REQUEST_ID])


def _plain(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    # A scope ("%eth0") names this machine's interface and may be as long as it likes.
    return str(mapped or found).partition("%")[0]
