"""Asking the issuer over HTTP: its answers are bounded in size and time, and lead nowhere else."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from authlib.integrations.django_client import DjangoOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from urllib3.exceptions import HTTPError

from edusmart.whole_exchange import WholeExchange

TIMEOUT = 10  # seconds for each answer of the issuer
MOST_BYTES = 1024 * 1024  # keys and tokens take a few thousand
PIECE_BYTES = 16 * 1024


class _BoundedSession(OAuth2Session):  # type: ignore[misc]  # authlib has no types
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for scheme in ("http://", "https://"):
            self.mount(scheme, WholeExchange(TIMEOUT))

    def get_redirect_target(self, resp: Any) -> None:
        """Follow no redirect: it would lead from this machine to wherever the answer likes."""

    def send(self, request: Any, **kwargs: Any) -> Any:
        """Return the answer, whole. Raises ValueError for one that is too long or takes too long."""
        # Packed, a small answer could become a large one.
        request.headers["Accept-Encoding"] = "identity"
        response = super().send(request, **{**kwargs, "stream": True})
        with response:
            body = b"".join(_pieces(response))
        response.raw = BytesIO(body)
        return response


class BoundedApp(DjangoOAuth2App):  # type: ignore[misc]  # authlib has no types
    client_cls = _BoundedSession


def _pieces(response: Any) -> Iterator[bytes]:
    size = 0
    try:
        # What has come, not until a piece is full: each read's own time begins again with every byte.
        while piece := response.raw.read1(PIECE_BYTES, decode_content=False):
            size += len(piece)
            if size > MOST_BYTES:
                raise ValueError("an answer of no end")
            yield piece
    except HTTPError as error:
        raise ValueError(f"the answer broke off: {type(error).__name__}") from error
