"""OpenAI's client for JavaScript speaks with our speech service: `make test-clients` fetches it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.tts_service.stand_in import hosted
from tts.service.engines.factory import engine_factory
from tts.service.settings import Settings

pytestmark = pytest.mark.skipif(
    not os.environ.get("OUTSIDE_CLIENTS"), reason="run by make test-clients"
)
OPENAI_JS = "openai@7"
SCRIPT = """
const OpenAI = require("openai").default;
const client = new OpenAI({ baseURL: process.argv[2] + "/v1", apiKey: "any", maxRetries: 0 });
(async () => {
  const models = await client.models.list();
  const spoken = await client.audio.speech.create({
    model: models.data[0].id, voice: "alloy", input: "The fox slept.", response_format: "mp3",
  });
  const sound = Buffer.from(await spoken.arrayBuffer());
  console.log(models.data.length, sound.length, sound.subarray(0, 3).toString("hex"));
})();
"""


def test_openai_for_javascript_lists_models_and_speaks(tmp_path: Path) -> None:
    (tmp_path / "speak.js").write_text(SCRIPT)
    run(tmp_path, "npm", "install", "--silent", "--no-audit", "--no-fund", OPENAI_JS)
    settings = Settings.from_environ({"TTS_ENGINE": "espeak"})
    with hosted(engine_factory(settings), settings) as url:
        models, size, head = run(tmp_path, "node", "speak.js", url).split()
    assert int(models) > 0
    assert int(size) > 1000
    assert head.startswith(("fff", "494433"))  # a frame of MP3, or a tag before it


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
