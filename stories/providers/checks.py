"""Settings of providers that are wrong, said clearly when a command starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from edusmart import environment
from stories.providers.choice import AUTO
from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.registry import installed


@register()
def choices_exist(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Return an error for each of STORYTELLER and ILLUSTRATOR that no installed provider offers."""
    providers = installed()
    offered = {
        "STORYTELLER": [each.text.choice for each in providers if each.text],
        "ILLUSTRATOR": [each.image.choice for each in providers if each.image],
    }
    return [
        Error(
            f"{name} must be one of {', '.join([AUTO, *choices])}, not {getattr(settings, name)!r}.",
            id="edusmart.E001",
        )
        for name, choices in offered.items()
        if getattr(settings, name) not in {AUTO, *choices}
    ]


@register()
def providers_are_set_up(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Return an error for each provider that is chosen by name and lacks a setting."""
    found: list[CheckMessage] = []
    for provider in installed():
        parts = _chosen_by(provider)
        missing = list(
            dict.fromkeys(n for part in parts.values() for n in provider.missing_for(part))
        )
        # Chosen by name: with AUTO a missing key only means that another provider works.
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            found.append(
                Error(
                    f"{' and '.join(parts)} asks for {provider.name}, "
                    f"but {' and '.join(missing)} {verb} not set.",
                    hint="Set it, or leave the choice to AUTO.",
                    id="edusmart.E003",
                )
            )
    return found


@register()
def models_have_prices(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Return a warning for models without a price, or for prices that are only guessed."""
    used = {
        part.model
        for each in installed()
        for part in (each.text, each.image)
        if part and part.model and not each.missing_for(part)
    }
    missing = sorted(used - settings.MODEL_PRICES.keys())
    if missing:
        return [
            Warning(
                f"MODEL_PRICES has no price for {' and '.join(missing)}: "
                "its calls cost nothing in the books.",
                hint="Add them as model=in/out, for a million tokens.",
                id="edusmart.W004",
            )
        ]
    return [_guessed_prices()] if used and not environment.text("MODEL_PRICES") else []


def _chosen_by(provider: Provider) -> dict[str, TextProvider | ImageProvider]:
    """Return the parts of this provider that settings name, by the names of those."""
    parts = {"STORYTELLER": provider.text, "ILLUSTRATOR": provider.image}
    return {
        name: part
        for name, part in parts.items()
        if part and part.choice == getattr(settings, name)
    }


def _guessed_prices() -> CheckMessage:
    return Warning(
        "MODEL_PRICES is not set: estimates, costs and budgets go by guessed prices.",
        hint="Set it from your provider's price list, as docs/configuration.md says.",
        id="edusmart.W005",
    )
