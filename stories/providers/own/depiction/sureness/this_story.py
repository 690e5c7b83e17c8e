"""Who and what of a story's sentences is somebody of the story: no toys, no anybody, no animals' parents."""

from __future__ import annotations

from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.lessons import is_lesson, is_of_anybody
from stories.providers.own.depiction.sureness.sure import Read, without_animals_kin
from stories.providers.own.depiction.sureness.toys import toys
from stories.providers.own.depiction.words import Sentence


def of_this_story(
    read: Read, told: Read, language: str, pets: frozenset[str], *, is_of_nobody: bool
) -> list[tuple[Sentence, list[Mention]]]:
    """Return the sentences without toys and, where the text `is_of_nobody` with a name, without anybody of
    a lesson and the family of its animals.
    """
    playthings = toys(told, language) - pets
    read = [(it, [one for one in found if one.entry.key not in playthings]) for it, found in read]
    if not is_of_nobody:
        return list(read)
    if is_lesson((it for it, _ in told), language):
        read = [(it, [one for one in found if not is_of_anybody(it, one)]) for it, found in read]
    return without_animals_kin(read, told)
