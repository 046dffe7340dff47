"""A desk that would lose edits is refused when the site is checked."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from news.models import Article, Byline, Topic
from publishing.admin import PublishedAdmin


class TopicInline(admin.TabularInline):
    model = Article.topics.through


def faults(**attributes):
    desk = type("OwnDesk", (PublishedAdmin,), attributes)(Article, admin.site)
    return [error.id for error in desk.check() if error.id.startswith("publishing.")]


def test_the_desks_of_the_site_have_no_fault():
    assert [error for desk in admin.site._registry.values() for error in desk.check()] == []


def test_rows_that_no_version_holds_are_told():
    assert faults(inlines=[TopicInline]) == ["publishing.E001"]


def test_editing_in_the_list_is_told():
    assert "publishing.E002" in faults(list_display=("pk", "dated_precision"), list_editable=("dated_precision",))


@pytest.mark.parametrize("model", [Group, Topic])
def test_keys_that_the_database_gives_are_told(model, monkeypatch):
    monkeypatch.setattr(Byline._meta, "pk", model._meta.pk)

    assert faults() == (["publishing.E003"] if model is Group else [])
