"""`make suites`: what became of the PDFs of a folder, in a run that may be interrupted."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import suites
from stories.documents import read_file
from tests import pdfs
from tests.pdfs import At


def table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *given: str) -> str:
    # The run keeps refusals out of the log; put back when the test ends.
    monkeypatch.setattr(logging.root.manager, "disable", logging.NOTSET)
    monkeypatch.setattr(sys, "argv", ["suites", *given])
    suites.main()
    return capsys.readouterr().out.splitlines()[2].rpartition(" | ")[0]


def test_an_interrupted_run_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, rows = tmp_path / "tales", tmp_path / "rows"
    folder.mkdir()
    read: list[str] = []

    def note(path: Path, *how: Any, **more: Any) -> Any:
        read.append(path.name)
        return read_file(path, *how, **more)

    monkeypatch.setattr(suites, "read_file", note)
    for name in ("fox", "owl"):
        text: list[str | At] = [f"The {name} slept until the sun had gone down behind the hill."]
        (folder / f"{name}.pdf").write_bytes(pdfs.text_pdf([text]))
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    whole = table(monkeypatch, capsys, "--resume", str(rows), str(folder))
    assert whole.startswith("| tales | 3 | 2 | 1 | 0 | 0 |")
    lines = [line for line in rows.read_text(encoding="utf-8").splitlines() if line]
    assert (
        [Path(json.loads(line)["path"]).name for line in lines]
        == read
        == ["fox.pdf", "owl.pdf", "torn.pdf"]
    )
    # It was cut off while it wrote of the second.
    rows.write_text(f"{lines[0]}\n{lines[1][:40]}", encoding="utf-8")
    again = table(monkeypatch, capsys, "--resume", str(rows), str(folder))
    assert read[3:] == ["owl.pdf", "torn.pdf"]
    assert again.startswith("| tales | 3 | 2 | 1 | 0 | 0 |")
    assert table(monkeypatch, capsys, "--resume", str(rows), str(folder)) == again
    assert len(read) == 5
