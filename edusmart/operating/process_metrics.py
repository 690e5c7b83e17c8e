"""What one process alone knows of itself: the requests that it answered. The rows know the rest."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

# One more series for each counter, with nothing that Prometheus does not know.
disable_created_metrics()  # type: ignore[no-untyped-call]

registry: Final = CollectorRegistry()
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_requests = Counter(
    "edusmart_requests", "Requests that this web process has answered.", ["method", "status"],
    registry=registry,
)  # fmt: skip
_request_seconds = Histogram(
    "edusmart_request_seconds", "Until the response began, in this web process.",
    buckets=_SECONDS, registry=registry,
)  # fmt: skip
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count_request(method: str, status: int, seconds: float) -> None:
    """Count one answered request; a method that HTTP does not know is "other", as each name is a series."""
    _requests.labels(method if method in METHODS else "other", str(status)).inc()
    _request_seconds.observe(seconds)
