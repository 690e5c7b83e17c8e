"""What a story, or a part of it, is going to cost, rather too high."""

from __future__ import annotations

from dataclasses import dataclass

from edusmart.work.models import WorkRow
from stories.levels import words_per_scene
from stories.models import (
    DEFAULT_GRADE,
    Illustration,
    Rewriting,
    SceneTranslation,
    Story,
    Telling,
)
from stories.providers.choice import image_provider, text_provider
from stories.providers.metering import Usage, cost_of
from stories.providers.storyteller import DEFAULT_MAX_SCENES

# Measured on nothing yet but meant to be rather too high: tokens for a word, for what is sent besides the
# text, for what comes with a scene besides its words, and for thinking.
TOKENS_A_WORD = 1.6
TOKENS_BESIDES = 2_000
TOKENS_BESIDES_A_SCENE = 400
TOKENS_THINKING = 2_000
TOKENS_A_PAGE = 600
#: Scenes that are made simpler while a story is told; there is time for about as many.
MOST_EASED = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how much a story takes; `cost` in millionths. `at_most`: its length is not known."""

    scenes: int
    pictures: int
    cost: int
    at_most: bool

    @property
    def is_free(self) -> bool:
        return self.cost == 0


def estimate(
    pages: int, words: int, grade: int = DEFAULT_GRADE, most: int | None = None
) -> Estimate:
    """Estimate a document of so many pages and words, 0 where that is not known yet."""
    cap = most or DEFAULT_MAX_SCENES
    # As many scenes as pages, more where pages are full: as storytellers plan it.
    known = max(pages, -(-words // words_per_scene(grade)))
    scenes = min(cap, known) if known else cap
    cost = _telling(scenes, pages, words, grade)
    cost += min(scenes, MOST_EASED) * _rewriting(words_per_scene(grade))
    painted = scenes if image_provider().model else 0
    cost += painted * cost_of_picture()
    return Estimate(scenes, painted, cost, at_most=not known)


def _telling(scenes: int, pages: int, words: int, grade: int) -> int:
    told = scenes * (words_per_scene(grade) * TOKENS_A_WORD + TOKENS_BESIDES_A_SCENE)
    # Without words known the model may be given the pages themselves.
    read = words * TOKENS_A_WORD if words else (pages or scenes) * TOKENS_A_PAGE
    usage = Usage(TOKENS_BESIDES + round(read), round(told), TOKENS_THINKING)
    return cost_of(text_provider().model, usage)


def cost_of_rewriting(text: str) -> int:
    """Return the millionths that saying a scene in other words costs, rather too high."""
    return _rewriting(len(text.split()))


def cost_of_translation(text: str) -> int:
    """Return the millionths that saying a scene in another language costs, rather too high."""
    # Half as much again: Arabic takes more tokens for a word.
    return _rewriting(len(text.split()) * 3 // 2)


def _rewriting(words: int) -> int:
    tokens = round(words * TOKENS_A_WORD)
    # Twice the words, as the new text may be longer; too high is safe.
    usage = Usage(TOKENS_BESIDES + tokens, 2 * tokens, TOKENS_THINKING)
    return cost_of(text_provider().model, usage)


def cost_of_part(story: Story, part: WorkRow) -> int:
    """Return the millionths that making one part again costs, rather too high; 0 for what is free."""
    match part:
        case Illustration():
            return cost_of_picture()
        case Rewriting():
            return cost_of_rewriting(part.before)
        case SceneTranslation():
            return cost_of_translation(part.made_from)
        case Telling() if text_provider().model:
            # Scenes that are staged are not told again.
            untold = 1 - story.scenes.count() / max(1, story.planned_scenes)
            return round(story.estimated_cost * max(0.0, untold))
    return 0


def cost_of_picture() -> int:
    """Return the millionths that one picture costs, rather too high."""
    provider = image_provider()
    return cost_of(provider.model, provider.picture_usage)
