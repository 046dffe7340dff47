"""Who works at the desk in these tests."""

import pytest

from publishing.roles import AUTHOR, EDITOR, TRANSLATOR
from tests.desk import steps
from tests.desk.roles import make_account


@pytest.fixture
def lan():
    """The desk of somebody who may do everything."""
    return steps.editor("lan")


@pytest.fixture
def minh():
    """The desk of somebody else who may do everything."""
    return steps.editor("minh")


@pytest.fixture
def author():
    return make_account(AUTHOR, first_name="Anh", last_name="Tác Giả")


@pytest.fixture
def translator():
    return make_account(TRANSLATOR, languages=["en"])


@pytest.fixture
def editor():
    return make_account(EDITOR, first_name="Biên", last_name="Tập Viên")
