"""Why a voice could not be fetched."""


class FetchFailed(Exception):
    """A voice could not be fetched; the message is one sentence that says what to do."""
