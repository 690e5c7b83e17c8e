"""A provider is one object: another one tells, paints, costs and is checked without a change elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from PIL import Image

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.errors import Unavailable
from edusmart.work.gates import ProviderGate
from edusmart.work.models import WorkRow
from stories.actions.scenes.editing import order_rewriting
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.documents import Document
from stories.models import Illustration, ProviderCall, Rewriting, Scene, Story, Telling
from stories.providers import registry
from stories.providers.choice import image_provider, text_provider
from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.metering import Meter, Usage
from stories.providers.picture_format import as_jpeg
from stories.providers.provider import ImageProvider, Provider, TextProvider
from stories.providers.storyteller import Direction, Question, StoryStart, TellingBrief, ToldScene
from tests.stories.making import bare_story, make_story, pdf_file

pytestmark = pytest.mark.django_db(transaction=True)


class ParrotStoryteller:
    def start(
        self, document: Document, brief: TellingBrief, told: Sequence[str] = ()
    ) -> StoryStart:
        return StoryStart("Parrot", "en", 1)

    def tell(self, document: Document, brief: TellingBrief, after: int = -1) -> Iterator[ToldScene]:
        meter = Meter("story", "parrot", "parrot-1")
        meter.used(Usage(tokens_in=10, tokens_out=20))
        meter.ended("answered")
        yield ToldScene(0, "The parrot repeats it.", "A parrot.", (1,))


class ParrotRewriter:
    def rewrite(
        self,
        text: str,
        language: str,
        grade: int,
        direction: Direction,
        asked: Question | None = None,
    ) -> str:
        return f"{direction.capitalize()}: {text}"

    def mend(
        self, text: str, language: str, grade: int, lines: Sequence[str], missing: Sequence[str]
    ) -> str:
        return text


class AbsentIllustrator:
    def illustrate(self, request: PictureRequest) -> Picture:
        raise Unavailable("The parrot sleeps.", timedelta(seconds=30))


class GreyIllustrator:
    def illustrate(self, request: PictureRequest) -> Picture:
        return Picture(as_jpeg(Image.new("RGB", (768, 768))), "image/jpeg", request.caption)


class ListeningIllustrator(GreyIllustrator):
    heard: ClassVar[list[str]] = []

    def illustrate(self, request: PictureRequest) -> Picture:
        self.heard.append(request.before)
        return super().illustrate(request)


class ParrotText(TextProvider):
    choice = "PARROT"
    gate = "parrot"
    reads_pages = True
    rewords = True
    model = "parrot-1"

    def storyteller(self) -> ParrotStoryteller:
        return ParrotStoryteller()

    def rewriter(self, seconds: float | None = None) -> ParrotRewriter:
        return ParrotRewriter()


class ParrotImage(ImageProvider):
    choice = "PARROT"
    gate = "parrot-pictures"
    picture_usage = Usage(tokens_out=1_000, pictures=1)
    model = "parrot-paint"
    illustrator: Any = GreyIllustrator

    def illustrators(self) -> Sequence[Any]:
        return (self.illustrator(),)


class Parrot(Provider):
    name = "the parrot"
    text = ParrotText()
    image = ParrotImage()
    missing: tuple[str, ...] = ()

    def missing_settings(self) -> Sequence[str]:
        return self.missing


@pytest.fixture
def parrot(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Parrot:
    monkeypatch.setattr(registry, "_providers", {each.name: each for each in registry.installed()})
    provider = Parrot()
    registry.register(provider)
    settings.STORYTELLER = settings.ILLUSTRATOR = "PARROT"
    settings.MODEL_PRICES = {"parrot-1": (1, 2), "parrot-paint": (3, 4)}
    return provider


def make_next(model: type[WorkRow]) -> Any:
    row = model.claim_next("worker")
    assert row
    perform(row)
    row.refresh_from_db()
    return row


def test_a_story_is_told_painted_and_reworded_by_a_provider_no_other_module_names(
    parrot: Parrot, alice: User
) -> None:
    story = make_story(alice)
    assert make_next(Telling).provider == "parrot"
    scene = Scene.objects.get(story=story)
    assert (scene.text, Story.objects.get().title) == ("The parrot repeats it.", "Parrot")
    picture = make_next(Illustration)
    assert (picture.status, picture.provider, picture.alt) == (
        "completed", "parrot-pictures", "A parrot.",
    )  # fmt: skip
    order_rewriting(scene, "harder", alice)
    assert make_next(Rewriting).provider == "parrot"
    scene.refresh_from_db()
    assert scene.text == "Harder: The parrot repeats it."


def test_its_models_are_what_estimates_and_costs_go_by(
    parrot: Parrot, client: Client, alice: User
) -> None:
    client.force_login(alice)
    said = client.get("/api/upload/estimate", {"pages": 1, "words": 20}).json()
    assert (said["pictures"], said["is_free"]) == (1, False)
    make_story(alice)
    make_next(Telling)
    call = ProviderCall.objects.get()
    assert (call.provider, call.model, call.cost) == ("parrot", "parrot-1", 10 * 1 + 20 * 2)


def test_one_that_reads_pages_is_given_a_document_without_text(parrot: Parrot, alice: User) -> None:
    story = upload_story(alice, pdf_file([[], []]), StoryOptions())
    make_next(Telling)
    assert Scene.objects.filter(story=story).count() == 1


def test_what_it_raises_closes_its_own_gate_alone(
    parrot: Parrot, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ParrotImage, "illustrator", AbsentIllustrator)
    make_story(alice)
    make_next(Telling)
    assert make_next(Illustration).status == "pending"
    assert [gate.name for gate in ProviderGate.objects.filter(failures__gt=0)] == [
        "parrot-pictures"
    ]


def test_auto_takes_the_first_provider_that_is_set_up(parrot: Parrot, settings: Any) -> None:
    settings.STORYTELLER = settings.ILLUSTRATOR = "AUTO"
    assert (text_provider().choice, image_provider().choice) == ("VERBATIM", "DRAWN")
    settings.GEMINI_API_KEY = "key"
    assert (text_provider().choice, image_provider().choice) == ("GEMINI", "GEMINI")
    settings.OPENAI_BASE_URL, settings.OPENAI_STORY_MODEL = "http://localhost:11434", "qwen3:8b"
    assert (text_provider().choice, image_provider().choice) == ("OPENAI", "GEMINI")


def test_a_choice_no_provider_offers_is_named(settings: Any) -> None:
    settings.STORYTELLER = "PARROT"
    with pytest.raises(ImproperlyConfigured, match="STORYTELLER is PARROT"):
        text_provider()


def messages() -> list[str]:
    """The warnings and errors on providers that a command shows when it starts."""
    wanted = {"edusmart.E001", "edusmart.E003", "edusmart.W004", "edusmart.W005"}
    return [check.msg for check in run_checks() if check.id in wanted]


def test_a_command_says_which_choices_there_are(parrot: Parrot, settings: Any) -> None:
    settings.STORYTELLER, settings.ILLUSTRATOR = "OWL", "PARROT"
    sentence = "STORYTELLER must be one of AUTO, OPENAI, GEMINI, VERBATIM, PARROT, not 'OWL'."
    assert sentence in messages()


def test_a_provider_that_is_chosen_without_its_settings_is_an_error(
    parrot: Parrot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Parrot, "missing", ("PARROT_KEY", "PARROT_URL"))
    assert messages() == [
        "STORYTELLER and ILLUSTRATOR asks for the parrot, but PARROT_KEY and PARROT_URL are not set."
    ]


def test_gemini_without_its_key_or_prices_is_spoken_of(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MODEL_PRICES", raising=False)
    settings.ILLUSTRATOR, settings.GEMINI_API_KEY = "GEMINI", ""
    assert messages() == ["ILLUSTRATOR asks for Gemini, but GEMINI_API_KEY is not set."]
    settings.GEMINI_API_KEY = "x"
    (warning,) = messages()
    assert "go by guessed prices" in warning
    monkeypatch.setenv("MODEL_PRICES", "gemini-3.8-flash=1/2,gemini-nano-banana-2.1=1/2")
    assert messages() == []
    settings.GEMINI_TEXT_MODEL = "gemini-new"
    (warning,) = messages()
    assert "no price for gemini-new" in warning


def test_a_server_of_ones_own_is_spoken_of_part_by_part(settings: Any) -> None:
    settings.STORYTELLER = settings.ILLUSTRATOR = "OPENAI"
    settings.OPENAI_BASE_URL, settings.OPENAI_STORY_MODEL = "http://localhost:8080", "local"
    said = " ".join(messages())
    assert "ILLUSTRATOR asks for OpenAI, but OPENAI_IMAGE_MODEL is not set" in said
    assert "MODEL_PRICES has no price for local" in said
    settings.OPENAI_IMAGE_MODEL = "sd"
    settings.MODEL_PRICES = {"local": (0, 0), "sd": (0, 0)}
    assert [each for each in messages() if "guessed" not in each] == []
    settings.OPENAI_BASE_URL = ""
    assert any("OPENAI_BASE_URL is not set" in each for each in messages())


def test_an_illustrator_knows_the_story_up_to_its_scene(parrot: Parrot, alice: User) -> None:
    parrot.image.illustrator = ListeningIllustrator
    story = bare_story(alice, scenes=4)
    Story.objects.filter(pk=story.pk).update_unwatched(document=make_story(alice).document)
    picture = story.scenes.get(index=2).illustration
    Illustration.objects.filter(pk=picture.pk).update_unwatched(status="pending")
    make_next(Illustration)
    assert ListeningIllustrator.heard == ["Scene 0.\nScene 1."]
