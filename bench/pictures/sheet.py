"""A contact sheet: every picture beside its sentence, as one page of HTML."""

import base64
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from bench.pictures.score import Drawn

_SIDE = 300  # pixels
_HEAD = """<!doctype html><meta charset="utf-8"><title>Pictures beside their sentences</title>
<style>body{font:14px/1.35 sans-serif;margin:12px;display:grid;gap:10px;
grid-template-columns:repeat(auto-fill,minmax(300px,1fr))}figure{margin:0}img{width:100%;border-radius:8px}
small{color:#666}b{color:#b3261e}</style>
"""


def write_sheet(pictures: Sequence[Drawn], path: Path) -> None:
    path.write_text(_HEAD + "\n".join(map(_figure, pictures)), encoding="utf-8")


def _figure(picture: Drawn) -> str:
    jpeg = BytesIO()
    picture.drawing.image.resize((_SIDE, _SIDE)).save(jpeg, "JPEG", quality=80)
    data = base64.b64encode(jpeg.getvalue()).decode()
    scene, drawing = picture.scene, picture.drawing
    wrong = f" <b>not said: {' '.join(sorted(picture.wrong))}</b>" if picture.wrong else ""
    missing = f" missing: {' '.join(sorted(picture.missing))}" if picture.missing else ""
    return (
        f'<figure><img src="data:image/jpeg;base64,{data}" alt=""><figcaption dir="auto">'
        f"{escape(scene.text[:420])}<br><small>{scene.name} · {drawing.view} · {drawing.depiction.mood} ·"
        f" {escape(' '.join(sorted(drawing.shown)))}{missing}</small>{wrong}</figcaption></figure>"
    )
