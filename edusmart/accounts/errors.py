"""What is wrong with what somebody sent: one sentence for people, a code for programs, a status."""


class RequestRefused(Exception):
    """Raised by the acts that views and the API share; both show `sentence` and use `status`."""

    def __init__(self, sentence: str, code: str = "invalid", status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.status = status
