"""Which services this installation speaks to, which are not its own, and the switch that forbids those.

Meant for schools: what is sent to whom is read from the settings, and not from a promise.
"""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise

from edusmart import environment as env

#: Names that only a network of one's own knows.
OWN_ENDINGS = (".internal", ".local", ".lan", ".localhost", ".home.arpa")

#: Said of a setting whose service is not spoken to.
FORBIDDEN = (
    "{} names a service of others, and OUTSIDE_SERVICES is false. "
    "If it is your own, add it to OWN_HOSTS."
)


@dataclass(frozen=True)
class Service:
    """A service that is set up: its name, its address, and what it is sent.

    `answers` asks it, within a second, whether it is well; None where nobody asks. `makes`: the kind of work
    that stands still without it.
    """

    name: str | Promise
    address: str
    gets: str | Promise
    answers: Callable[[], bool] | None = None
    makes: str = ""

    @property
    def host(self) -> str:
        """Return the host alone: an address may have a password in it."""
        return host_of(self.address)

    @property
    def is_outside(self) -> bool:
        """Return whether somebody else runs it."""
        return is_outside(self.address)


_sources: list[Callable[[], Iterable[Service]]] = []


def register(source: Callable[[], Iterable[Service]]) -> None:
    """Add what returns the services that an app speaks to as it is set up now."""
    _sources.append(source)


def services() -> Sequence[Service]:
    """Return every service that is set up, those of others first."""
    found = (service for source in _sources for service in source())
    return sorted(found, key=lambda it: not it.is_outside)


def host_of(address: str) -> str:
    """Return the host of a URL, or of an address without a scheme; "" for a socket or a file."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def is_outside(address: str) -> bool:
    """Return whether this address belongs to somebody else.

    Own are private IP addresses, names without a dot, as containers have them, names of a private
    network, and OWN_HOSTS.
    """
    host = host_of(address).rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_private
    except ValueError:
        known = "." not in host or host.endswith(OWN_ENDINGS) or host in env.words("OWN_HOSTS", [])
        return not known


def is_forbidden(address: str) -> bool:
    """Return whether OUTSIDE_SERVICES forbids speaking to this address."""
    return not settings.OUTSIDE_SERVICES and is_outside(address)
