"""Whose request is next: places are shared out among senders, whoever sends how many requests."""

import asyncio
from collections import Counter, OrderedDict, deque

from edusmart.http.sender import Sender

#: Of all places, what one person has at once, and what everybody at an address who is no known person has.
#: No sender has more than are free besides: so many who flood together leave one for who has nothing open.
PERSON_SHARE, ADDRESS_SHARE = 1 / 5, 1 / 2

Turn = asyncio.Future[None]


class Full(Exception):
    """All places are taken, and so are those to wait at."""


class Turns:
    """So many places, so many who may wait for one, and senders who take turns. Belongs to one event loop."""

    def __init__(self, places: int, waiting: int) -> None:
        self._free, self._places, self._most_waiting = places, places, waiting
        self._inside: Counter[Sender] = Counter()
        #: Who waits, in the order of the next round; each sender's first come, first served.
        self._lines: OrderedDict[Sender, deque[Turn]] = OrderedDict()
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """Return how many requests wait."""
        return self._waiting

    async def enter(self, sender: Sender, seconds: float) -> None:
        """Take a place for this sender. Raises Full where none is there within so many seconds."""
        if self._may_enter(sender):
            return self._let_in(sender)
        if self._waiting >= self._most_waiting:
            self._make_room(sender)
        turn: Turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(sender, deque()).append(turn)
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds):
                await turn
        except (TimeoutError, asyncio.CancelledError) as left:
            self._give_up(sender, turn)
            if isinstance(left, TimeoutError):
                raise Full from None
            raise

    def leave(self, sender: Sender) -> None:
        """Give a place back, to whoever is next."""
        self._free += 1
        self._inside[sender] -= 1
        if self._inside[sender] <= 0:
            del self._inside[sender]  # a counter keeps its zeros, and there are many senders
        self._call_next()

    def _may_enter(self, sender: Sender) -> bool:
        share = PERSON_SHARE if sender.is_person else ADDRESS_SHARE
        return self._inside[sender] < min(self._free, max(1, int(self._places * share)))

    def _let_in(self, sender: Sender) -> None:
        self._free -= 1
        self._inside[sender] += 1

    def _call_next(self) -> None:
        while sender := next((it for it in self._lines if self._may_enter(it)), None):
            turn = self._take_from_line(sender, 0)
            if sender in self._lines:
                self._lines.move_to_end(sender)
            if not turn.done():  # else whoever waited has just left
                self._let_in(sender)
                turn.set_result(None)

    def _make_room(self, sender: Sender) -> None:
        """Send away the last of the longest line, unless that is as good as the sender's own."""
        longest = max(self._lines, key=lambda it: len(self._lines[it]), default=sender)
        if len(self._lines.get(longest, ())) <= len(self._lines.get(sender, ())) + 1:
            raise Full
        turn = self._take_from_line(longest, -1)
        if not turn.done():
            turn.set_exception(Full())

    def _take_from_line(self, sender: Sender, place: int) -> Turn:
        line = self._lines[sender]
        turn = line[place]
        del line[place]
        self._waiting -= 1
        if not line:
            del self._lines[sender]
        return turn

    def _give_up(self, sender: Sender, turn: Turn) -> None:
        if turn in self._lines.get(sender, ()):
            self._take_from_line(sender, self._lines[sender].index(turn))
        elif not turn.cancelled() and turn.exception() is None:
            self.leave(sender)  # its turn came in the moment that it left
