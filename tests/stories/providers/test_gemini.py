"""What is Gemini's alone of telling a story; what every model's telling has in common is in `test_models`."""

from tests.gemini_answers import candidate, event, streamed
from tests.gemini_stand_in import KEY, GeminiStandIn
from tests.scripted_http import Answer
from tests.stories.foxes import FOX, only, story_json, tell


def test_thoughts_are_not_told(gemini: GeminiStandIn) -> None:
    thought = event(candidate("First I consider the fox.", thought=True))
    whole = event(candidate(story_json(), "STOP"))
    gemini.will(Answer([thought, whole], content_type="text/event-stream"))
    assert len(tell()) == len(FOX)


def test_the_call_is_structured_filtered_unstored_and_without_tools(gemini: GeminiStandIn) -> None:
    gemini.will(streamed(story_json()))
    tell()
    asked = only(gemini)
    shape = asked.body["generationConfig"]["responseSchema"]
    assert (asked.verb, asked.query["alt"], asked.key) == ("streamGenerateContent", ["sse"], KEY)
    assert asked.body["store"] is False
    assert not asked.body.keys() & {"tools", "toolConfig"}
    assert shape["propertyOrdering"] == ["title", "language", "cast", "style", "scenes"]
    scene = shape["properties"]["scenes"]["items"]
    assert scene["propertyOrdering"][:2] == ["narration", "caption"]
    assert scene["propertyOrdering"][2:] == [
        "cast", "picture_prompt", "source_pages", "words", "question",
    ]  # fmt: skip
    assert asked.body["generationConfig"]["thinkingConfig"] == {"thinkingLevel": "LOW"}
    assert asked.body["generationConfig"]["maxOutputTokens"] == 32768
    levels = {each["threshold"] for each in asked.body["safetySettings"]}
    assert levels == {"BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE"}
    assert len(asked.body["safetySettings"]) == 4
    assert asked.headers["x-server-timeout"] == "20"
