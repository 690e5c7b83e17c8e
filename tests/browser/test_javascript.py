"""The scripts' own tests, run by the node that comes with Playwright, and what a page weighs."""

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.browser.conftest import Visit
from tests.browser.player import expect_finished
from tests.browser.tales import tale
from tests.browser.world import World
from tests.processes import ROOT

HEAVIEST = 60 * 1024


def test_the_scripts_pass_their_own_tests() -> None:
    node = Path(compute_driver_executable()[0])
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    assert files
    done = subprocess.run(
        [str(node), "--test", *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_player_weighs_less_than_60_kilobytes(
    visit: Visit, world: World, language: str
) -> None:
    story = world.upload("sami", tale("Walid", 2))
    world.finish("sami", story)
    visitor = visit("sami", language=language)
    weights: dict[str, int] = {}
    devtools = visitor.context.new_cdp_session(visitor.page)
    urls: dict[str, str] = {}
    devtools.send("Network.enable")
    devtools.on(
        "Network.responseReceived", lambda it: urls.update({it["requestId"]: it["response"]["url"]})
    )
    devtools.on(
        "Network.loadingFinished",
        lambda it: weights.update({urls.get(it["requestId"], ""): int(it["encodedDataLength"])}),
    )
    visitor.go(f"/stories/{story}/")
    expect_finished(visitor, 2)
    page = {
        url: size
        for url, size in weights.items()
        if not url.startswith((f"{world.url}/audio/", f"{world.url}/pictures/"))
    }
    assert any(url.endswith(".css") for url in page)
    assert sum(url.endswith(".js") for url in page) > 10
    heaviest = sorted(page.items(), key=lambda it: -it[1])[:8]
    assert sum(page.values()) < HEAVIEST, (sum(page.values()), heaviest)
