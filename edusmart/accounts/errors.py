"""The refusal of a request: one sentence for people, a code for programs, a status for HTTP."""


class RequestRefused(Exception):
    """Raised by the actions that views and the API share; both show `sentence` and use `status`."""

    def __init__(self, sentence: str, code: str = "invalid", status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.status = status
