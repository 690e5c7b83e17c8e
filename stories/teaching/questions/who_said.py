"""Who says this? A speech of the scene, its speaker, and others who are surely somebody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.people import People
from stories.teaching.phrases import PHRASES, quoted
from stories.teaching.questions.candidates import Candidate
from stories.teaching.speeches import Speech, speeches
from stories.teaching.story_text import StoryText, plain

_FEWEST_WORDS = 3
_LONGEST = 140  # characters
_MOST_WRONG = 2


class Speakers:
    """Who speaks in a story, and what can be asked about it."""

    def __init__(self, story: StoryText) -> None:
        self._story = story
        self._language = story.language
        self._by_scene: dict[int, list[Speech]] = defaultdict(list)
        self._labels: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        for speech in speeches(story):
            self._by_scene[speech.scene].append(speech)
            self._labels.setdefault(speech.head, speech.who)
            self._times[plain(speech.text)] += 1
        self._people = People(story, set(self._labels))

    def who_said(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each speech of the scene that is said once in the story."""
        for speech in self._by_scene[scene]:
            is_short = len(speech.text) <= _LONGEST and len(speech.text.split()) >= _FEWEST_WORDS
            is_single = self._times[plain(speech.text)] == 1
            # Who is called by name is spoken to, hardly ever the speaker.
            calls = speech.head in plain(speech.text)
            if is_short and is_single and not calls and (wrong := self._wrong(speech)):
                yield self._question(speech, wrong)

    def _wrong(self, speech: Speech) -> list[str]:
        # Whom the story has not told of yet nobody can take for the speaker.
        known = (
            it
            for it in self._people.others(speech.head)
            if self._story.stands_before(it, speech.scene + 1)
        )
        others = [self._labels[head] for head in known]
        return shuffled(others, speech.text)[:_MOST_WRONG]

    def _question(self, speech: Speech, wrong: list[str]) -> Candidate:
        answers = shuffled([speech.who, *wrong], speech.text)
        said = quoted(speech.text, self._language)
        text = PHRASES[self._language].who_said.format(said)
        shown = tuple(answer[:1].upper() + answer[1:] for answer in answers)
        return Candidate("who said", Question(text, shown, answers.index(speech.who)))
