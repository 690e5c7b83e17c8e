"""The page at / in a real browser: speak, watch, reload, listen; nothing from elsewhere."""

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.program import ARGUMENTS, browser_program
from tests.processes import PATIENCE_SECONDS
from tests.tts_service.installation import Installation
from tests.tts_service.sound import seconds

LONG = "The fox ran home, and the bear slept under the tall tree. " * 300
PATIENCE_MS = 1000 * PATIENCE_SECONDS

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(),
            args=ARGUMENTS,
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, here: Installation) -> Iterator[Visit]:
    """Come to a page of the service; everything it complains about, or asks elsewhere, is wrong."""
    complaints: list[str] = []
    contexts = []

    def come(url: str = here.url, width: int = 1200, scheme: Any = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text) if _is_bad(told) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.extend(_elsewhere(asked.url, url)))
        page.goto(url)
        return page

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


def _is_bad(told: Any) -> bool:
    """Whether the page is to blame; the browser notes every refusal of the service as well."""
    refused = told.text.startswith("Failed to load resource: the server responded")
    return told.type in ("error", "warning") and not refused


def _elsewhere(asked: str, url: str) -> list[str]:
    ours = "/".join(url.split("/")[:3])
    return [] if asked.startswith((ours, f"blob:{ours}")) else [asked]


def speak(page: Page, text: str) -> None:
    expect(page.locator("#voice option").first).to_be_attached()
    page.fill("#text", text)
    page.get_by_role("button", name="Speak", exact=True).click()


def stored(page: Page, key: str) -> Any:
    return page.evaluate("key => localStorage.getItem(key)", key)


def test_a_text_becomes_sound_to_hear_and_to_download(visit: Visit, here: Installation) -> None:
    page = visit()
    expect(page.locator("#engine")).to_contain_text("espeak")
    page.select_option("#voice", "ar-SA-HamedNeural")
    page.select_option("#format", "opus")
    speak(page, "مشى الثعلب الصغير إلى بيته تحت النجوم.")
    expect(page.locator("#state")).to_have_text("Done")
    expect(page.locator("#download")).to_have_attribute("download", re.compile(r"\.opus$"))
    with page.expect_download() as download:
        page.locator("#download").click()
    audio = download.value.path().read_bytes()
    assert audio.startswith(b"OggS")
    assert 1 < seconds(audio) < 8
    assert stored(page, "tts_current_job_id") is None


def test_a_running_job_is_found_again_after_a_reload_and_can_be_cancelled(
    visit: Visit, here: Installation
) -> None:
    page = visit()
    speak(page, LONG)
    expect(page.locator("#state")).to_have_text("Being spoken")
    job = stored(page, "tts_current_job_id")
    assert here.status(job)["status"] == "running"
    assert json.loads(stored(page, "tts_job_params"))["text"] == LONG
    page.reload()
    expect(page.locator("#state")).to_have_text("Being spoken")
    expect(page.locator("#text")).to_have_value(LONG)
    assert stored(page, "tts_current_job_id") == job
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#state")).to_have_text("Cancelled")
    expect(page.locator("#cancel")).to_be_hidden()
    assert here.status(job)["status"] == "cancelled"
    assert stored(page, "tts_current_job_id") is None


def test_without_sockets_the_page_asks_instead(visit: Visit) -> None:
    page = visit()
    page.route_web_socket("**/ws/tts/*", lambda socket: socket.close(code=1013))
    page.reload()
    speak(page, LONG)
    expect(page.locator("#state")).to_have_text("Being spoken")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#state")).to_have_text("Cancelled")


def test_a_job_nobody_knows_any_more_is_forgotten(visit: Visit, here: Installation) -> None:
    page = visit()
    expect(page.locator("#engine")).not_to_be_empty()  # now it has looked whether a job is kept
    page.evaluate("id => localStorage.setItem('tts_current_job_id', id)", "gone")
    page.reload()
    expect(page.locator("#problem")).to_contain_text("Job not found.")
    assert stored(page, "tts_current_job_id") is None


def test_a_short_text_can_be_heard_at_once(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#voice option").first).to_be_attached()
    page.fill("#text", "Hello there.")
    page.get_by_role("button", name="Listen at once").click()
    expect(page.locator("#player")).to_have_attribute("src", re.compile("^blob:"))
    expect(page.locator("#job")).to_be_hidden()


def test_each_voice_says_who_speaks_it_and_has_a_sample_and_what_is_wrong_is_said(
    visit: Visit, own: Callable[..., Installation]
) -> None:
    installation = own(TTS_ENGINE="auto", MODEL_PATH="/none/such.onnx").start("redis", "hosted")
    page = visit(installation.url)
    expect(page.locator("#engine")).to_contain_text("auto hibari 0.2")
    expect(page.locator("#notices p")).to_have_text(
        "MODEL_PATH names /none/such.onnx, which is not there."
    )
    expect(page.locator("#voice-about")).to_contain_text("A natural voice, spoken by hibari 0.2")
    page.select_option("#voice", "calm|ar")
    expect(page.locator("#voice-about")).to_contain_text("A basic voice, spoken by espeak 1.")
    page.get_by_role("button", name="Sample").click()
    expect(page.locator("#player")).to_have_attribute("src", re.compile("^blob:"))
    assert Axe().run(page).violations_count == 0


def test_what_cannot_be_spoken_is_said_in_words(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#voice option").first).to_be_attached()
    page.fill("#text", "?!")
    page.get_by_role("button", name="Speak", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("The text has nothing this voice can say.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("path", ["", "/docs"])
def test_it_fits_and_everybody_can_use_it(
    visit: Visit, here: Installation, path: str, width: int, scheme: str
) -> None:
    page = visit(here.url + path, width, scheme)
    if path:
        expect(page.locator(".call").first).to_be_visible()
        page.locator(".call summary").first.click()
    else:
        speak(page, "Hello there.")
        page.get_by_role("button", name="Play", exact=True).click()
        expect(page.locator("#times")).not_to_have_text(re.compile("^0:00"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bad = [
        found for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
    ]  # fmt: skip
    assert bad == []


def test_where_keys_are_set_the_page_asks_for_one(visit: Visit) -> None:
    here = Installation(API_KEYS="sesame")
    try:
        page = visit(here.start().url)
        page.get_by_label("API key").fill("wrong")
        page.get_by_role("button", name="Use this key").click()
        expect(page.get_by_text("not known here")).to_be_visible()
        page.get_by_label("API key").fill("sesame")
        page.get_by_role("button", name="Use this key").click()
        speak(page, "Hello there.")
        expect(page.locator("#state")).to_have_text("Done")
        expect(page.locator("#player")).to_have_attribute("src", re.compile("^blob:"))
        assert "sesame" not in str(page.evaluate("({...localStorage})"))
        page.context.close()
    finally:
        here.close()


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(tts: httpx.Client) -> None:
    for path in ("/", "/docs", "/page/page.js", "/page/page.css"):
        answer = tts.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
    for path in ("/", "/docs"):
        html = tts.get(path).text
        assert not re.search(r"<style|\son\w+=|\sstyle=|<script(?![^>]*src)|https?://", html)


@pytest.mark.parametrize(
    "path", ["/page/nothing.js", "/page/..%2fapp.py", "/page/%2e%2e/app.py", "/page/", "/redoc"]
)
def test_other_files_are_not_served(tts: httpx.Client, path: str) -> None:
    assert tts.get(path).status_code == 404
