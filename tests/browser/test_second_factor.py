"""The second step when signing in, by hand: an app's codes and passkeys, as a browser does them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import time
from typing import Any
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.visitor import SIZES, Looks, Visitor
from tests.browser.world import World

OWN = "/accounts/second-factor/own/"
ALL_LOOKS = [Looks("phone", "ar", dark=True), Looks("desktop", "en")]


@contextmanager
def come(chromium: Browser, world: World, journey: str, looks: Looks) -> Iterator[Visitor]:
    """A visitor with a device that makes passkeys: those want a name, and 127.0.0.1 is none."""
    base = f"http://localhost:{urlsplit(world.url).port}"
    width, height = SIZES[looks.size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale=looks.language,
        color_scheme="dark" if looks.dark else "light",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "django_language", "value": looks.language, "url": base}])
    page = context.new_page()
    device: dict[str, Any] = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    visitor = Visitor(context, page, base, journey, looks)
    yield visitor
    context.close()
    assert not visitor.unexpected


@pytest.mark.parametrize("looks", ALL_LOOKS, ids=lambda it: it.name)
def test_an_app_is_set_up_and_asked_for(chromium: Browser, world: World, looks: Looks) -> None:
    name = world.newcomer()
    with come(chromium, world, "an-app", looks) as pupil:
        page = pupil.page
        pupil.go("/accounts/login/")
        pupil.shoot("sign in")
        pupil.sign_in(name)
        pupil.go(OWN)
        pupil.shoot("none yet", whole=True)
        page.locator("main a.button-main").click()
        expect(page.locator(".code-picture")).to_be_visible()
        pupil.shoot("set up", whole=True)
        secret = page.locator("main code").inner_text().replace(" ", "")
        page.locator("#code").fill(pyotp.TOTP(secret).at(time() - 30))
        page.locator("main .button-main").click()
        expect(page.locator(".code-list li")).to_have_count(10)
        pupil.shoot("recovery codes", whole=True)
        page.locator("main a.button-main").click()
        page.wait_for_url(f"**{OWN}")
        pupil.shoot("all set up", whole=True)
        page.context.clear_cookies(name="sessionid")
        pupil.go(OWN)
        pupil.sign_in(name)
        page.wait_for_url("**/accounts/second-factor/")
        pupil.expects("answered 400", "of 400")
        page.locator("#code").fill("12 34 56")
        page.locator("main .button-main").click()
        expect(page.locator("main [role=alert]")).to_be_visible()
        pupil.shoot("wrong", whole=True)
        page.locator("#code").fill(pyotp.TOTP(secret).now())
        page.locator("main .button-main").click()
        page.wait_for_url(f"**{OWN}")


@pytest.mark.parametrize("looks", ALL_LOOKS, ids=lambda it: it.name)
def test_a_passkey_is_a_second_step_and_a_way_in(
    chromium: Browser, world: World, looks: Looks
) -> None:
    name = world.newcomer()
    with come(chromium, world, "a-passkey", looks) as pupil:
        page = pupil.page
        pupil.go(f"/accounts/login/?next={OWN}")
        pupil.sign_in(name)
        page.locator("#name").fill("Tablet")
        page.locator("form[data-passkey=make] button").click()
        expect(page.locator(".code-list li")).to_have_count(10)
        page.locator("main a.button-main").click()
        pupil.sees("Tablet")
        pupil.shoot("a passkey", whole=True)
        # After the password …
        page.context.clear_cookies(name="sessionid")
        pupil.go(OWN)
        pupil.sign_in(name)
        page.wait_for_url("**/accounts/second-factor/")
        pupil.shoot("second step", whole=True)
        page.locator("form[data-passkey] button").click()
        page.wait_for_url(f"**{OWN}")
        # … and in place of it.
        page.context.clear_cookies(name="sessionid")
        pupil.go(OWN)
        page.locator("form[data-passkey] button").click()
        page.wait_for_url(f"**{OWN}")
        pupil.sees("Tablet")
        page.locator("form.actions .button-bad").click()
        page.locator("#sure-yes").click()
        expect(page.get_by_text("Tablet")).to_have_count(0)
        expect(page.get_by_text(re.compile("Recovery codes|رموز الاسترداد"))).to_have_count(0)
