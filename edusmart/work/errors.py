"""What making a thing may raise. Each carries a sentence a teacher understands."""

from datetime import timedelta


class WorkError(Exception):
    """`code` names the reason for programs, `sentence` for people."""

    code = "failed"

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.code


class Refused(WorkError):
    """Final: trying again would give the same answer (a safety block, unspeakable text)."""

    code = "refused"


class NotYet(WorkError):
    """Give the row back for `wait`, without spending an attempt."""

    code = "waiting"

    def __init__(self, sentence: str, wait: timedelta, code: str = "") -> None:
        super().__init__(sentence, code)
        self.wait = wait


class BeingMade(NotYet):
    """Somebody else is making the very same thing."""

    code = "being_made"


class RateLimited(NotYet):
    """The provider asks to wait: its gate closes for `wait`."""

    code = "rate_limited"


class Unavailable(NotYet):
    """The provider cannot be reached or is failing: its gate closes for `wait`, longer each time."""

    code = "unavailable"


class ClaimLost(Exception):
    """The row was cancelled, or belongs to another worker now: stop making it."""
