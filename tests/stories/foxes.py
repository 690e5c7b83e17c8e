"""A story for the tests of storytellers with a model: as it tells it, and ways to have it told."""

import json
from typing import Any

from edusmart.work.errors import WorkError
from stories.documents import Document, Page, Paragraph
from stories.providers.choice import text_provider
from stories.providers.storyteller import TellingBrief, ToldScene
from tests.gemini_stand_in import Asked, GeminiStandIn

FOX = [
    ("A small fox lived by the river.", "A fox beside a river.", [1]),
    ("One day the water rose, and the fox ran up the hill.", "A fox runs up a hill.", [1, 2]),
    ("There she met the owl, who knew the way home.", "A fox and an owl.", [2]),
]
ARABIC = [
    ("كان ثعلب صغير يعيش قرب النهر.", "ثعلب قرب نهر.", [1]),
    ("ثم عاد إلى البيت سعيدًا 🦊.", "ثعلب في بيته.", [2]),
]
SECOND = "One day the water"


CAST = [
    {"name": "Fox", "look": "A small red fox with a white tail tip and a green scarf."},
    {"name": "Owl", "look": "A grey owl with round glasses."},
]
STYLE = "Soft watercolour with warm light."


def story_json(
    scenes: Any = FOX,
    title: str = "The Fox and the River",
    language: str = "en",
    **changes: Any,
) -> str:
    """The model's answer. `changes` replace fields of its second scene."""
    told = [
        scene_json(text, caption, pages, **(changes if number == 1 else {}))
        for number, (text, caption, pages) in enumerate(scenes)
    ]
    head = {"title": title, "language": language, "cast": CAST, "style": STYLE}
    return json.dumps({**head, "scenes": told}, ensure_ascii=False)


def scene_json(text: str, caption: str, pages: list[int], **changes: Any) -> dict[str, Any]:
    return {
        "narration": text,
        "caption": caption,
        "cast": ["Fox"],
        "picture_prompt": f"In the evening light: {caption}",
        "source_pages": pages,
        "words": [{"word": text.split()[1], "meaning": text}],
        "question": {"text": text, "answers": ["By the river.", "On a hill."], "right": 1},
    } | changes


def document(*pages: str, title: str = "Foxes") -> Document:
    texts = pages or ("The fox lives by rivers.", "When the water rises, foxes climb hills.")
    made = tuple(Page(n, (Paragraph(text, False, n),)) for n, text in enumerate(texts, start=1))
    return Document(title, "en", made, len(made))


def tell(
    brief: TellingBrief | None = None, of: Document | None = None, told: list[str] | None = None
) -> list[ToldScene]:
    """Every scene of one attempt, through `start` and `tell` as the work row calls them."""
    brief, of, told = brief or TellingBrief(), of or document(), told or []
    teller = text_provider().storyteller()
    teller.start(of, brief, told)
    return list(teller.tell(of, brief, after=len(told) - 1))


def until_it_breaks() -> tuple[list[str], WorkError]:
    """What was told before the error, and the error."""
    teller, texts = text_provider().storyteller(), list[str]()
    try:
        teller.start(document(), TellingBrief())
        for scene in teller.tell(document(), TellingBrief()):
            texts.append(scene.text)
    except WorkError as error:
        return texts, error
    raise AssertionError("nothing went wrong")


def only(gemini: GeminiStandIn) -> Asked:
    (asked,) = gemini.told
    return asked
