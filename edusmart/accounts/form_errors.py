"""What an action refuses, as an error of a form: the admin's forms ask the actions that desks and API use."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for


@contextmanager
def refusals_as_form_errors() -> Iterator[None]:
    """Raise ValidationError with the sentence of a RequestRefused that is raised inside."""
    try:
        yield
    except RequestRefused as refused:
        raise ValidationError(message_for(refused.code, refused.sentence), refused.code) from refused
