"""An issuer of OpenID Connect that the site asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts.issuer import CLIENT, SECRET, VERIFIED, Issuer, running_issuer


@pytest.fixture
def issuer(settings: Any, groups: None) -> Iterator[Issuer]:
    with running_issuer() as found:
        settings.OIDC_ISSUER = found.url
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OIDC_NAME = "School account"
        settings.OIDC_DOMAINS = ["school.example"]
        found.says(**VERIFIED)
        yield found
