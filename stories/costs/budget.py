"""What a story will cost, said before it is started, and how much each person may spend in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.work.models import ENDED, WorkRow
from stories.actions import story as acts
from stories.levels import words_per_scene
from stories.models import DEFAULT_GRADE, Illustration, Rewriting, Scene, Story, Telling
from stories.models.provider_call import ProviderCall, Usage, cost_of
from stories.providers import storytellers
from stories.providers.illustrators import choice as pictures
from stories.providers.storytellers import choice as tellers

MILLION = 1_000_000
DAY = timedelta(days=1)

# Measured on nothing yet but meant to be rather too high: tokens for a word, for what is sent besides the
# text, for what comes with a scene besides its words, for thinking, and for a picture and its model.
TOKENS_A_WORD = 1.6
TOKENS_BESIDES = 2_000
TOKENS_BESIDES_A_SCENE = 400
TOKENS_THINKING = 2_000
TOKENS_A_PAGE = 600
#: Scenes that are made simpler while a story is told; there is time for about as many.
MOST_EASED = 4
PICTURE = Usage(tokens_in=700, tokens_out=1_290, pictures=1)


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
    """For a document of so many pages and words, 0 where that is not known yet."""
    cap = most or storytellers.DEFAULT_MAX_SCENES
    known = max(pages, -(-words // words_per_scene(grade)))
    scenes = min(cap, known) if known else cap
    cost = _telling(scenes, pages, words, grade) if tellers.asks_gemini() else 0
    cost += min(scenes, MOST_EASED) * _rewriting(words_per_scene(grade))
    painted = scenes if pictures.asks_gemini() else 0
    cost += painted * cost_of(settings.GEMINI_IMAGE_MODEL, PICTURE)
    return Estimate(scenes, painted, cost, at_most=not known)


def _telling(scenes: int, pages: int, words: int, grade: int) -> int:
    told = scenes * (words_per_scene(grade) * TOKENS_A_WORD + TOKENS_BESIDES_A_SCENE)
    read = words * TOKENS_A_WORD if words else (pages or scenes) * TOKENS_A_PAGE
    usage = Usage(TOKENS_BESIDES + round(read), round(told), TOKENS_THINKING)
    return cost_of(settings.GEMINI_TEXT_MODEL, usage)


def cost_of_rewriting(text: str) -> int:
    """Millionths that saying a scene in other words costs, rather too high."""
    return _rewriting(len(text.split()))


def _rewriting(words: int) -> int:
    tokens = round(words * TOKENS_A_WORD)
    usage = Usage(TOKENS_BESIDES + tokens, 2 * tokens, TOKENS_THINKING)
    return cost_of(settings.GEMINI_TEXT_MODEL, usage) if tellers.asks_gemini() else 0


def cost_of_retrying(story: Story, scene: Scene | None = None) -> int:
    """Millionths that making what failed or was cancelled costs, rather too high."""
    return sum(_cost_of_part(story, part) for part in acts.stopped(story, scene))


def _cost_of_part(story: Story, part: WorkRow) -> int:
    match part:
        case Illustration():
            return cost_of_picture()
        case Rewriting():
            return cost_of_rewriting(part.before)
        case Telling() if tellers.asks_gemini():
            untold = 1 - story.scenes.count() / max(1, story.planned_scenes)
            return round(story.estimated_cost * max(0.0, untold))
    return 0


def cost_of_picture() -> int:
    """Millionths that one picture costs, rather too high."""
    return cost_of(settings.GEMINI_IMAGE_MODEL, PICTURE) if pictures.asks_gemini() else 0


def left_today(user: User) -> int | None:
    """Millionths that may still be spent within 24 hours; None without a budget.

    What was estimated for stories still being made counts as spent, as far as it has not been already;
    so do other words and other pictures that are being found.
    """
    if not settings.BUDGET_CENTS_PER_DAY:
        return None
    since = timezone.now() - DAY
    calls = ProviderCall.objects.filter(user=user, begun_at__gte=since)
    spent = calls.aggregate(sum=Sum("cost"))["sum"] or 0
    # Also older ones: what is tried again is paid today.
    making = Story.objects.filter(owner=user).exclude(status__in=ENDED)
    expected = making.filter(estimated_cost__gt=0).annotate(paid=Sum("calls__cost"))
    pairs = expected.values_list("estimated_cost", "paid")
    promised = sum(max(0, cost - (paid or 0)) for cost, paid in pairs) + _asked_for(user)
    budget: int = settings.BUDGET_CENTS_PER_DAY * MILLION // 100
    return max(0, budget - spent - promised)


def _asked_for(user: User) -> int:
    """Millionths of what was asked for scene by scene and is not there yet."""
    texts = Rewriting.objects.filter(scene__story__owner=user).exclude(status__in=ENDED)
    topics = Story.objects.filter(owner=user).values("topic")
    painted = Illustration.objects.filter(topic__in=topics, take__gt=0).exclude(status__in=ENDED)
    return (
        sum(cost_of_rewriting(text) for text in texts.values_list("before", flat=True))
        + cost_of_picture() * painted.count()
    )


def require_budget(user: User, cost: int) -> None:
    """Raises RequestRefused when this much is more than is left of the person's day.

    Inside a transaction, whatever else is to be paid from that day waits for its end, so that two
    requests at once cannot both have the last of it. Lock a topic before this, never after.
    """
    if connection.in_atomic_block:
        User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    left = left_today(user)
    if left is not None and cost > left:
        raise RequestRefused(
            f"This would cost about {money(cost)}, and {money(left)} is left of your "
            f"{money(settings.BUDGET_CENTS_PER_DAY * MILLION // 100)} a day. "
            "Ask for fewer scenes, or come back tomorrow.",
            "budget", 429,
        )  # fmt: skip


def retry_within_budget(story: Story, scene: Scene | None = None) -> int:
    """`acts.retry`, paid from its owner's day. Raises RequestRefused."""
    with changing(story.topic_id):
        if cost := cost_of_retrying(story, scene):
            require_budget(story.owner, cost)
        return acts.retry(story, scene)


def retry_part_within_budget(part: WorkRow) -> bool:
    """One part of a story alone, paid from its owner's day; whether it will be tried.

    Raises RequestRefused.
    """
    with changing(part.topic_id):
        part.refresh_from_db()
        story = Story.objects.select_related("owner").filter(topic=part.topic_id).first()
        if story is None or part.status not in acts.AGAIN:
            return False
        if cost := _cost_of_part(story, part):
            require_budget(story.owner, cost)
        acts.start_again(story, [part])
        return True


def shown_estimate(
    user: User, pages: int, words: int, grade: int, most: int | None
) -> dict[str, Any]:
    """The estimate and what is left of the day, as pages and the API show them."""
    found, left = estimate(pages, words, grade, most), left_today(user)
    return {
        "scenes": found.scenes,
        "pictures": found.pictures,
        "is_free": found.is_free,
        "at_most": found.at_most,
        "cost_micros": found.cost,
        "cost": money(found.cost),
        "left_today": None if left is None else money(left),
    }


def money(millionths: int) -> str:
    """Such as "0.37 USD", rounded up to the hundredth."""
    return f"{-(-millionths // 10_000) / 100:.2f} {settings.CURRENCY}"
