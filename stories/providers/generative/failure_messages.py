"""What a teacher reads when a call of a model fails: the same sentences for every provider."""

from __future__ import annotations

from dataclasses import dataclass

from edusmart.work.errors import WorkError


@dataclass(frozen=True, slots=True)
class FailureMessages:
    """What a teacher reads when a call fails; the fields complete the sentences below."""

    maker: str
    goes_on: str
    does: str
    takes: str
    goal: str

    def busy(self) -> str:
        return f"{self.maker} is busy at the moment; {self.goes_on} by itself."

    def away(self) -> str:
        return f"{self.maker} cannot be reached at the moment; {self.goes_on} by itself."

    def not_set_up(self, provider: str) -> str:
        return (
            f"{self.maker} is not set up yet. Ask whoever runs this site to check its {provider} key; "
            f"then {self.goes_on} by itself."
        )

    def no_model(self) -> str:
        return (
            f"{self.maker} is set up with a model that does not exist. Ask whoever runs this site "
            "to correct it, then try again."
        )

    def blocked(self) -> str:
        return f"{self.maker} will not {self.does}: its safety filter stopped it."

    def not_taken(self) -> str:
        return f"{self.maker} could not take {self.takes}"

    def slow(self) -> str:
        return f"{self.maker} took too long."

    def broke_off(self) -> str:
        return f"{self.maker} stopped in the middle of {self.goal}."

    def too_long(self) -> str:
        return f"{self.maker} ran out of room for {self.goal}."

    def unreadable(self) -> str:
        return f"{self.maker} gave an answer that could not be used."


STORY = FailureMessages(
    maker="The storyteller",
    goes_on="the story goes on",
    does="tell this document",
    takes="this document. Try a shorter or simpler one.",
    goal="the story",
)
SCENE = FailureMessages(
    maker="The storyteller",
    goes_on="this scene is told in other words",
    does="tell this scene in other words",
    takes="this scene. Change its text, then try again.",
    goal="the scene",
)
PICTURE = FailureMessages(
    maker="The illustrator",
    goes_on="the picture is made",
    does="draw this scene",
    takes="this scene. Change its text, then try again.",
    goal="the picture",
)


def broke_off(messages: FailureMessages) -> WorkError:
    return WorkError(messages.broke_off(), "cut")


def too_long(messages: FailureMessages) -> WorkError:
    return WorkError(messages.too_long(), "too_long")


def unreadable(messages: FailureMessages) -> WorkError:
    return WorkError(messages.unreadable(), "unreadable")
