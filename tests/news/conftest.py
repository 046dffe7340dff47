"""What tests of the news need beside the rest."""

from pathlib import Path

import pytest

from tests.conftest import SEEDS


@pytest.fixture
def seeds() -> Path:
    """The folder of the five texts; for tests marked `seeds`."""
    return SEEDS
