"""Words that are left out of a story: kept, shown on the desk, and told after all with one click."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from edusmart.accounts.models import User
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.documents import Document
from stories.models import LeftOutWords, Story
from stories.reading.records import LeftOut
from tests.pdfs import At
from tests.stories.making import PAGES, bare_story, pdf_file

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]
LONG = [
    [*(f"In the year {year} nothing at all happened to the fox." for year in range(30)), end]
    for end in ("So ends page one.", "So ends page two.", "So ends page three.")
]
COVER: list[str | At] = [At("The Fox and the Heron", 60, 400, 30), At("by Ama Owusu", 140, 340, 12)]
CREDITS = ["License: CC BY", "Text: Ama Owusu", "Illustration: Sam Lee"]


@pytest.fixture
def book(alice: User, speech: str, step_world: Step) -> Story:
    story = upload_story(alice, pdf_file([COVER, *PAGES, CREDITS]), StoryOptions())
    step_world()
    story.refresh_from_db()
    return story


def reasons(story: Story) -> list[tuple[int, str]]:
    return list(story.left_out.values_list("page", "why"))


def test_what_is_left_out_is_kept_with_its_page_and_reason_and_shown_on_the_desk(
    client: Client, book: Story, alice: User
) -> None:
    assert reasons(book) == [(1, "title page"), (5, "credits")]
    client.force_login(alice)
    page = client.get(f"/story/{book.pk}/edit/").content.decode()
    assert "License: CC BY Text: Ama Owusu Illustration: Sam Lee" in page
    assert page.count("Tell it after all") == 2


def test_one_click_tells_it_in_the_scene_of_its_page_and_a_second_changes_nothing(
    client: Client, book: Story, alice: User
) -> None:
    client.force_login(alice)
    last = book.scenes.get(index=book.scenes.count() - 1)
    narration = last.narration_id
    for _ in range(2):
        answer = client.post(f"/story/{book.pk}/left-out/1/tell", {"desk": "1"})
        assert answer.headers["Location"] == f"/story/{book.pk}/edit/"
    last.refresh_from_db()
    assert last.text.endswith("\n\n" + " ".join(CREDITS))
    assert last.narration_id != narration
    assert last.text.count("Ama Owusu") == 1
    assert "Told after all." in client.get(f"/story/{book.pk}/edit/").content.decode()


def test_a_title_page_is_told_above_the_first_scene(
    book: Story, client: Client, alice: User
) -> None:
    client.force_login(alice)
    client.post(f"/story/{book.pk}/left-out/0/tell")
    assert book.scenes.get(index=0).text.startswith("The Fox and the Heron by Ama Owusu\n\n")


def test_what_does_not_fit_a_scene_is_refused_and_stays_left_out(
    book: Story, client: Client, alice: User
) -> None:
    LeftOutWords.objects.filter(number=1).update(words="word " * 700)
    client.force_login(alice)
    page = client.post(f"/story/{book.pk}/left-out/1/tell", follow=True).content.decode()
    assert "A scene can have at most" in page
    assert not LeftOutWords.objects.filter(told=True).exists()


def test_a_stranger_can_neither_see_nor_tell_it(client: Client, book: Story, charlie: User) -> None:
    url = f"/story/{book.pk}/left-out/1/tell"
    assert client.post(url).status_code == 302
    assert client.get(f"/story/{book.pk}/left-out/").status_code == 302
    client.force_login(charlie)
    assert client.post(url).status_code == 404
    assert client.get(f"/story/{book.pk}/left-out/").status_code == 404
    assert not LeftOutWords.objects.filter(told=True).exists()


def test_only_words_that_are_there_can_be_told(client: Client, book: Story, alice: User) -> None:
    client.force_login(alice)
    assert client.post(f"/story/{book.pk}/left-out/7/tell").status_code == 404


def test_what_is_noted_again_is_there_once(book: Story) -> None:
    left_out = (LeftOut(1, "title page", "The Fox"), LeftOut(2, "page number", "2"))
    document = Document("", "en", (), 5, left_out=left_out)
    LeftOutWords.note(book, document)
    assert reasons(book) == [(1, "title page"), (5, "credits")]


def test_the_player_leads_to_the_words_with_their_reasons_and_editors_tell_them_there(
    client: Client, book: Story, alice: User
) -> None:
    client.force_login(alice)
    address = f"/story/{book.pk}/left-out/"
    assert address in client.get(f"/stories/{book.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "Title page · page 1" in " ".join(page.split())
    assert "License: CC BY Text: Ama Owusu" in page
    assert page.count("Tell it after all") == 2
    told = client.post(f"{address}1/tell", follow=True)
    assert told.redirect_chain == [(address, 302)]
    assert told.content.decode().count("Tell it after all") == 1


def test_listeners_of_a_shared_story_read_what_is_left_out_and_change_nothing(
    client: Client, book: Story, charlie: User
) -> None:
    Story.objects.filter(pk=book.pk).update_unwatched(published_at=timezone.now())
    client.force_login(charlie)
    page = client.get(f"/story/{book.pk}/left-out/").content.decode()
    assert "License: CC BY" in page
    assert "Tell it after all" not in page


def test_words_that_no_scene_had_room_for_are_shown_with_that_reason(
    client: Client, alice: User, speech: str, step_world: Step
) -> None:
    story = upload_story(alice, pdf_file([*PAGES, *LONG]), StoryOptions(scenes=1))
    step_world()
    told = " ".join(story.scenes.values_list("text", flat=True))
    (kept,) = [item for item in story.left_out.filter(why="no room") if item.page == len(PAGES) + 3]
    assert kept.words.endswith("page three.")
    assert "page three." not in told
    client.force_login(alice)
    page = client.get(f"/story/{story.pk}/left-out/").content.decode()
    assert "The story had no scene left for it" in page
    assert kept.words in page


def test_words_may_be_markup_and_are_shown_as_words(
    client: Client, book: Story, alice: User
) -> None:
    LeftOutWords.objects.filter(number=1).update(words="<script>alert(1)</script>")
    client.force_login(alice)
    page = client.get(f"/story/{book.pk}/left-out/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("shown", ["published_at", "shared_at"])
def test_an_owner_is_offered_nothing_that_is_refused_once_others_have_the_story(
    client: Client, book: Story, alice: User, edith: User, shown: str
) -> None:
    Story.objects.filter(pk=book.pk).update_unwatched(offered_at=timezone.now())
    left_out, desk, player = (
        f"/story/{book.pk}/left-out/", f"/story/{book.pk}/edit/", f"/stories/{book.pk}/",
    )  # fmt: skip
    acts = {left_out: "Tell it after all", desk: "Tell it after all", player: "retry-all"}

    def offered_to(user: User) -> set[str]:
        client.force_login(user)
        return {path for path, words in acts.items() if words in client.get(path).content.decode()}

    assert offered_to(alice) == set(acts)
    Story.objects.filter(pk=book.pk).update_unwatched(**{shown: timezone.now()})
    assert offered_to(alice) == set()
    assert offered_to(edith) == set(acts)
    client.force_login(edith)
    client.post(f"{left_out}1/tell")
    assert book.left_out.get(number=1).told


def test_a_line_that_comes_back_page_by_page_is_there_once_with_its_pages(alice: User) -> None:
    story = bare_story(alice)
    feet = [LeftOut(page, "footer", f"The Fox · {page} of 9") for page in (2, 3, 4, 7)]
    notes = [LeftOut(page, "footnote", f"See page {page}.") for page in (2, 3)]
    LeftOutWords.note(story, Document("", "en", (), 9, left_out=(*feet, *notes)))
    kept = [(it.words, it.page, it.pages) for it in LeftOutWords.objects.filter(story=story)]
    assert kept == [
        ("The Fox · 2 of 9", 2, "2–4, 7"),
        ("See page 2.", 2, ""),
        ("See page 3.", 3, ""),
    ]
