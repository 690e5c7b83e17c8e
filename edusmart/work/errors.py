"""What making a row may raise. Each carries a sentence a teacher understands."""

from datetime import timedelta


class WorkError(Exception):
    """The attempt failed: it is spent, and another follows. `code` names the reason, `sentence` tells it."""

    code = "failed"

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.code


class Refused(WorkError):
    """Final: another attempt would end the same way (a safety block, unspeakable text)."""

    code = "refused"


class NotYet(WorkError):
    """Give the row back for `wait`, without spending an attempt."""

    code = "waiting"
    #: What the row waits for, "" for nothing but time.
    waits_for = ""

    def __init__(self, sentence: str, wait: timedelta, code: str = "") -> None:
        super().__init__(sentence, code)
        self.wait = wait


class BeingMade(NotYet):
    """Another row is making what this one needs. `waits_for` names that; `wait` is the longest wait."""

    code = "being_made"

    def __init__(self, sentence: str, wait: timedelta, waits_for: str) -> None:
        super().__init__(sentence, wait)
        self.waits_for = waits_for


class RateLimited(NotYet):
    """The provider asks to wait: its gate closes for `wait`."""

    code = "rate_limited"


class Unavailable(NotYet):
    """The provider cannot be reached or is failing: its gate closes for `wait`, longer each time."""

    code = "unavailable"


class ClaimLost(Exception):
    """The row was cancelled, or belongs to another worker now: stop making it."""
