"""The refusal of a request: one sentence for people, a code for programs, a status for HTTP."""


class RequestRefused(Exception):
    """Raised by the actions that views and the API share; both show `sentence` and use `status`.

    `retry_after` is in how many seconds the same request may be taken, None where that is not known.
    """

    def __init__(
        self,
        sentence: str,
        code: str = "invalid",
        status: int = 400,
        *,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        self.sentence = sentence
        self.code = code
        self.status = status
