"""Where a request comes from: the request at hand, its address and its id."""

import ipaddress
import re
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

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
    """Return the address of the request's sender, "" where it is not known.

    Behind PROXY_HOPS proxies it is what the outermost of them wrote: whatever stands before that in the
    header was sent by the client.
    """
    if request is None:
        return ""
    said = request.META.get("REMOTE_ADDR", "")
    hops = settings.PROXY_HOPS
    if hops:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", hops)
        said = forwarded[-min(hops, len(forwarded))] or said
    return _plain(said.strip())


def network_of(address: str) -> str:
    """Return what one subscriber has: the address, or the /64 of an IPv6 one."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def request_id_of(request: HttpRequest | None) -> str:
    """Return the id that a trusted proxy gave the request, else ""."""
    said = request.headers.get("X-Request-ID", "") if request and settings.PROXY_HOPS else ""
    return said if re.fullmatch(r"[\w.:-]{1,64}", said, re.ASCII) else ""


def _plain(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    # A scope ("%eth0") names this machine's interface and may be as long as it likes.
    return str(mapped or found).partition("%")[0]
