"""Which installed provider tells stories and which makes their pictures, as the settings say."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.registry import installed

AUTO = "AUTO"
Part = TypeVar("Part", TextProvider, ImageProvider)


def text_provider() -> TextProvider:
    """Return the one STORYTELLER names; for AUTO the first that is set up."""
    offered = [(provider, provider.text) for provider in installed() if provider.text]
    return _chosen("STORYTELLER", offered)


def image_provider() -> ImageProvider:
    """Return the one ILLUSTRATOR names; for AUTO the first that is set up."""
    offered = [(provider, provider.image) for provider in installed() if provider.image]
    return _chosen("ILLUSTRATOR", offered)


def _chosen(setting: str, offered: list[tuple[Provider, Part]]) -> Part:
    wanted = getattr(settings, setting)
    # In the order of registration: the own provider is last and always set up, so AUTO always finds one.
    for provider, part in offered:
        # A name is taken at its word, set up or not: the check E003 says what is missing.
        if part.choice == wanted or (wanted == AUTO and not provider.missing_for(part)):
            return part
    raise ImproperlyConfigured(f"{setting} is {wanted}, which no installed provider offers.")
