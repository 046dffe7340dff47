"""A database that is older than the desk: what its rows meant then and what they mean now."""

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from publishing import publication
from publishing.models import State
from publishing.versions import fresh
from tests.desk.roles import make_superuser
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=400)
MIGRATIONS = {
    make_article: "news.migrations.0004_bin_dated_and_old_moments_forgotten",
    make_plan: "plans.migrations.0003_bin_dated_and_old_moments_forgotten",
}
both_rooms = pytest.mark.parametrize("make", MIGRATIONS)


def migrate(make):
    """Run what the migration of a room does over the rows that are there."""
    import_module(MIGRATIONS[make]).tidy(apps, SimpleNamespace(connection=connection))


@both_rooms
def test_what_lay_in_the_bin_is_emptied_thirty_days_after_it_was_changed_last(make):
    old, new = make(state="binned"), make(state="binned")
    type(old).objects.filter(pk=old.pk).update(changed_at=timezone.now() - LONG_AGO)

    migrate(make)

    assert (fresh(old).binned_at, fresh(new).binned_at) == (fresh(old).changed_at, fresh(new).changed_at)
    assert publication.empty_bin(type(old)) == 1
    assert list(type(old).objects.all()) == [new]


@both_rooms
def test_when_something_was_put_into_the_bin_stays(make):
    item = make()
    publication.put_into_bin(item, make_superuser())
    before = fresh(item).binned_at

    migrate(make)

    assert fresh(item).binned_at == before


@both_rooms
@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_a_moment_that_was_typed_into_a_draft_is_not_that_of_its_publication(make, state):
    item = make(state=state, published_at=timezone.now() - LONG_AGO)

    migrate(make)
    publication.publish(item, ["vi"], None)

    assert fresh(item).published_at > timezone.now() - dt.timedelta(minutes=1)


@both_rooms
def test_what_readers_knew_keeps_its_moment(make):
    moment = timezone.now() - LONG_AGO
    public, taken_back = make(published_at=moment), make(published_at=moment)
    taken_back.state = State.DRAFT
    taken_back.save()
    ahead = make(state="draft", published_at=timezone.now() + LONG_AGO)

    migrate(make)

    assert [fresh(item).published_at for item in (public, taken_back)] == [moment, moment]
    assert fresh(ahead).published_at is not None
