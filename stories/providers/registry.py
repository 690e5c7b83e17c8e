"""The providers that are installed."""

from __future__ import annotations

from stories.providers.provider import Provider

_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Add a provider. AUTO prefers those registered earlier."""
    _providers[provider.name] = provider


def installed() -> tuple[Provider, ...]:
    """Return all providers in the order they were registered."""
    return tuple(_providers.values())
