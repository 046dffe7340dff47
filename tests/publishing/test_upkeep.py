"""What is cleared away once a day, and what stays."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.models import Article
from plans.models import Plan
from publishing import publication
from publishing.models import Open, PreviewLink, Unsaved, Version
from tests.desk.roles import make_superuser, recorded
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)
MINUTE = dt.timedelta(minutes=1)
NOTHING = "There was nothing to clear away.\n"


@pytest.fixture
def lan():
    return make_superuser()


def upkeep() -> str:
    """What it says that it did."""
    said = io.StringIO()
    call_command("upkeep", stdout=said)
    return said.getvalue()


def aged(row, **columns):
    """A row whose moments, which the database sets itself, are others."""
    type(row).objects.filter(pk=row.pk).update(**columns)
    return row


@pytest.mark.parametrize("make", [make_article, make_plan])
def test_what_lay_in_the_bin_for_thirty_days_is_deleted_in_every_room(make, lan):
    old, new, kept = make(), make(), make()
    for item in (old, new):
        publication.put_into_bin(item, lan)
    aged(old, binned_at=timezone.now() - MONTH - MINUTE)
    aged(new, binned_at=timezone.now() - MONTH + MINUTE)

    assert upkeep() == "Cleared away: items from the bin (1).\n"
    assert set(type(old).objects.all()) == {new, kept}
    assert Version.objects.all_of(old.room(), old.pk).count() == 0
    assert upkeep() == NOTHING


def test_unsaved_texts_wait_thirty_days_for_who_typed_them(lan):
    texts = [Unsaved.objects.create(room="news.article", account=lan, token=str(number), typed={}) for number in (1, 2)]
    aged(texts[0], kept_at=timezone.now() - MONTH - MINUTE)
    aged(texts[1], kept_at=timezone.now() - MONTH + MINUTE)

    assert upkeep() == "Cleared away: unsaved texts (1).\n"
    assert list(Unsaved.objects.all()) == [texts[1]]
    assert upkeep() == NOTHING


def test_forms_that_are_open_no_more_are_forgotten(lan):
    forms = [Open.objects.create(room="news.article", item=make_article().pk, account=lan) for _number in (1, 2)]
    aged(forms[0], seen_at=timezone.now() - 2 * MINUTE)

    assert upkeep() == "Cleared away: forms no longer open (1).\n"
    assert list(Open.objects.all()) == [forms[1]]
    assert upkeep() == NOTHING


@pytest.mark.parametrize(
    ("expires", "revoked", "kept"),
    [
        (-MONTH - MINUTE, None, False),
        (-MONTH + MINUTE, None, True),
        (MONTH, None, True),
        (MONTH, -MONTH - MINUTE, False),
        (MONTH, -MONTH + MINUTE, True),
    ],
)
def test_preview_links_that_show_nothing_are_listed_thirty_days_more(expires, revoked, kept, lan):
    now = timezone.now()
    version = Version.objects.of(recorded(make_article())).get()
    link = PreviewLink.objects.create(
        version=version, language="vi", made_by=lan, expires_at=now + expires, revoked_at=revoked and now + revoked
    )

    assert upkeep() == (NOTHING if kept else "Cleared away: preview links (1).\n")
    assert PreviewLink.objects.filter(pk=link.pk).exists() is kept
    assert Version.objects.contains(version)


def test_all_that_was_done_is_said_in_one_line(lan):
    for item in (make_article(), make_plan()):
        publication.put_into_bin(item, lan)
        aged(item, binned_at=timezone.now() - 2 * MONTH)
    aged(
        Unsaved.objects.create(room="news.article", account=lan, token="1", typed={}),
        kept_at=timezone.now() - 2 * MONTH,
    )

    assert upkeep() == "Cleared away: items from the bin (2), unsaved texts (1).\n"
    assert (Article.objects.count(), Plan.objects.count()) == (0, 0)


def test_on_a_site_at_rest_there_is_nothing_to_clear_away():
    make_article(discussing=make_plan())

    assert upkeep() == NOTHING
    assert (Article.objects.count(), Plan.objects.count()) == (1, 1)
