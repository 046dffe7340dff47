"""Every public page in a real browser: usable by all, light and dark, narrow and wide."""

import pytest

from tests.journeys.steps import faults, too_wide
from tests.pages.everything import every_page

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXPECTED = {"gone": 410, "missing": 404}


@pytest.fixture
def expected():
    return set(EXPECTED.values())


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_is_usable_by_all_and_keeps_to_its_width(tab, width, scheme):
    found = [fault for page, name in opened(tab, width, scheme) for fault in told(name, faults(page, grave_only=False))]

    assert not found, "\n".join(found)


def test_no_page_is_wider_than_the_narrowest_phone(tab):
    found = [fault for page, name in opened(tab, 320, "light") for fault in told(name, too_wide(page))]

    assert not found, "\n".join(found)


def opened(tab, width, scheme):
    """Each page in turn, in one tab."""
    page = tab(width=width, color_scheme=scheme, reduced_motion="reduce")
    for name, path in every_page().items():
        assert page.goto(path).status == EXPECTED.get(name.partition(" (")[0], 200), name
        yield page, name


def told(name, found):
    return [f"{name}: {fault}" for fault in found]
