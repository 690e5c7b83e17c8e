"""How many sockets each person, and each address, has open in this process, and how often they open one."""

import time
from collections import Counter
from collections.abc import Hashable

from django.conf import settings

#: In this time as many may be opened anew as may be open.
RENEWED_SECONDS = 60.0
#: So many times what may be open is opened at once: all pages come back after the network was away.
AT_ONCE = 2
MOST_REMEMBERED = 10_000


class Allowance:
    """How often something may be done now: so often at once, and then so often a second."""

    def __init__(self, at_once: float, per_second: float) -> None:
        self._most, self._left, self._per_second = float(at_once), float(at_once), per_second
        self._at = time.monotonic()

    def take(self) -> bool:
        """Return whether it may be done, and count it."""
        self._renew()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    @property
    def is_whole(self) -> bool:
        """Return whether as much is left as there ever is."""
        self._renew()
        return self._left >= self._most

    def _renew(self) -> None:
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now


class Crowd:
    """Counts who is inside, and who comes. Belongs to one event loop, like the hub."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()
        self._coming: dict[str, Allowance] = {}

    def enter(self, address: str) -> bool:
        """Count a socket from this address. False, and not counted, where there are too many.

        An address that is not known, as on a Unix socket, has no bound.
        """
        return not address or self._take(f"address {address}", settings.SOCKETS_PER_ADDRESS)

    def may_ask(self, credential: Hashable) -> bool:
        """Return whether a socket with this credential may be looked up: in a loop that costs most."""
        return self._may_come(f"credential {hash(credential)}", settings.SOCKETS_PER_PERSON)

    def sit_down(self, user_id: int) -> bool:
        """Count a socket of this person. False, and not counted, where there are too many."""
        return self._take(f"user {user_id}", settings.SOCKETS_PER_PERSON)

    @property
    def sockets(self) -> int:
        """Return how many sockets of people are open."""
        inside = list(self._inside.items())  # a copy: asked from other threads too
        return sum(count for key, count in inside if key.startswith("user "))

    def leave(self, address: str, user_id: int | None) -> None:
        """Take back what `enter` and `sit_down` counted."""
        for key in (address and f"address {address}", user_id and f"user {user_id}"):
            if key:
                self._inside[key] -= 1
                # A counter keeps its zeros, and there are many addresses.
                if self._inside[key] <= 0:
                    del self._inside[key]

    def _take(self, key: str, most: int) -> bool:
        # The first state of a topic is read and sent to whoever comes: in a loop that was all a process did.
        if not self._may_come(key, most) or self._inside[key] >= most:
            return False
        self._inside[key] += 1
        return True

    def _may_come(self, key: str, most: int) -> bool:
        if len(self._coming) >= MOST_REMEMBERED:
            self._coming = {it: left for it, left in self._coming.items() if not left.is_whole}
        allowance = self._coming.get(key)
        if allowance is None:
            allowance = self._coming[key] = Allowance(AT_ONCE * most, most / RENEWED_SECONDS)
        return allowance.take()


#: Of this process.
crowd = Crowd()
