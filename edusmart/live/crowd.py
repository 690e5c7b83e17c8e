"""How many sockets each person, and each address, has open in this process."""

from collections import Counter

from django.conf import settings


class Crowd:
    """Counts who is inside. Belongs to one event loop, like the hub."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count a socket from this address. False, and not counted, where there are too many.

        An address that is not known, as on a Unix socket, has no bound.
        """
        return not address or self._take(f"address {address}", settings.SOCKETS_PER_ADDRESS)

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
        if self._inside[key] >= most:
            return False
        self._inside[key] += 1
        return True


#: Of this process.
crowd = Crowd()
