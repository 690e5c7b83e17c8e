"""The circuit breaker in front of an engine that may fail."""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Closed while an engine works; `failures` in a row open it for `seconds`.

    Then one chunk is let through as a probe (half-open): it closes the breaker or opens it again.
    Shared by all threads.
    """

    def __init__(
        self, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened: float | None = None
        self._probing = False

    @property
    def state(self) -> str:
        """Return `closed`, `open` or `half-open`."""
        if self._opened is None:
            return "closed"
        waited = self._clock() - self._opened >= self._seconds
        return "half-open" if self._probing or waited else "open"

    def allows(self) -> bool:
        """Return whether to try the engine; if so, one of the `record_…` methods must follow."""
        with self._lock:
            if self._opened is None:
                return True
            if self._probing or self._clock() - self._opened < self._seconds:
                return False
            self._probing = True
            return True

    def record_success(self) -> None:
        """Close the breaker: the engine spoke."""
        with self._lock:
            self._failures, self._opened, self._probing = 0, None, False

    def record_failure(self) -> None:
        """Count a failure, and open the breaker if it was one too many or a probe."""
        with self._lock:
            self._failures += 1
            if self._probing or self._failures >= self._most:
                self._opened = self._clock()
            self._probing = False

    def release_probe(self) -> None:
        """End a probe without a result: the caller left, or the text had no sound."""
        with self._lock:
            self._probing = False
