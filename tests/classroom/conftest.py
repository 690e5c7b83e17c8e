"""A teacher with a class of two, and clients of theirs."""

import pytest
from django.test import Client

from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from classroom.models import SchoolClass
from edusmart.accounts.models import User
from tests.conftest import make_user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def school_class(edith: User, alice: User) -> SchoolClass:
    """Edith's class, with Alice in it."""
    made = make_class(edith, "Foxes 2b")
    add_pupil(made, alice)
    return made


@pytest.fixture
def teacher(edith: User) -> Client:
    return signed_in(edith)


@pytest.fixture
def edgar(groups: None) -> User:
    """Another teacher."""
    return make_user("edgar", "editors")
