"""An issuer of OpenID Connect that the site asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from edusmart.accounts.identities import asking
from edusmart.accounts.identities import issuer as identities_issuer
from tests.accounts.issuer import CLIENT, SECRET, VERIFIED, Issuer, running_issuer
from tests.processes import PATIENCE_SECONDS


@pytest.fixture
def issuer(settings: Any, groups: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """It is a thread of this process: on a busy machine it may not have its turn for ten seconds."""
    for module in (asking, identities_issuer):
        monkeypatch.setattr(module, "TIMEOUT", PATIENCE_SECONDS)
    with running_issuer() as found:
        settings.OIDC_ISSUER = found.url
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OIDC_NAME = "School account"
        settings.OIDC_DOMAINS = ["school.example"]
        found.says(**VERIFIED)
        yield found
