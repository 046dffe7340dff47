"""Accounts with roles for tests of the desk, and items in the states that matter to who may do what."""

import copy

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from modeltranslation.manager import get_translatable_fields_for_model

from news.models import Author, Publisher
from publishing import versions
from publishing.models import Version
from publishing.roles import TRANSLATOR
from publishing.row_querysets import row_at
from publishing.rows import key_of, take
from tests.desk.steps import opened
from tests.factories import make_article, make_plan, numbers

NO_ROLE = "no role"


def make_account(*roles, languages=("en",), **fields):
    """Somebody at the desk with these roles; languages of work are those of translators alone."""
    name = f"account-{next(numbers)}"
    languages = list(languages) if TRANSLATOR in roles else []
    fields = {"is_staff": True, "language": "en", "languages": languages} | fields
    account = get_user_model().objects.create_user(name, f"{name}@example.org", "mat-khau-rat-dai", **fields)
    account.groups.set(Group.objects.filter(name__in=roles))
    assert account.groups.count() == len(roles)
    return account


def make_superuser(**fields):
    """Somebody who may do everything and has no role."""
    return make_account(is_superuser=True, **fields)


def recorded(item):
    """The item, its rows recorded as a version."""
    with transaction.atomic():
        return versions.hold(item)


def make_draft(make=make_article, **fields):
    """An item that no reader knows yet, with its first version."""
    return recorded(make(**{"state": "draft", "published_at": None, "ready_vi": False, "ready_en": False} | fields))


def changed(item, author=None, **columns) -> Version:
    """One version more, in which some columns of the item say something else."""
    return versions.store(item, with_columns(item, columns), author, Version.Kind.SAVED)


def clashing(item, author, theirs: dict, mine: dict) -> Version:
    """The version of a save by `author` that clashed with one by somebody else."""
    base, content = versions.newest(item), with_columns(item, mine)
    changed(item, **theirs)
    with pytest.raises(versions.Clashing) as clash:
        versions.keep(item, base, content, author)
    return clash.value.version


def with_columns(item, columns: dict) -> dict:
    """What the newest version says, with some columns of the item changed."""
    content = copy.deepcopy(versions.newest(item).content)
    content[key_of(item)].update(columns)
    return content


def newest_row(item) -> dict:
    """The columns of the item in its newest version."""
    return versions.newest(item).content[key_of(item)]


def differences(before: dict, after: dict) -> set[str]:
    """What differs between two contents: "title_en" for a column, "+news.source" and "-news.source" for a row."""
    rows = {f"{sign}{key.partition('/')[0]}" for sign, keys in gone_and_new(before, after) for key in keys}
    return rows | {
        column
        for key in before.keys() & after.keys()
        for column in before[key]
        if before[key][column] != after[key].get(column)
    }


def gone_and_new(before, after):
    return [("-", before.keys() - after.keys()), ("+", after.keys() - before.keys())]


def standing(item) -> tuple:
    """All that a request could have changed about an item: its rows, its columns, its versions."""
    row = row_at(type(item), item.pk)
    # The bare column of a translated field is read in the language of whoever asks.
    bare = get_translatable_fields_for_model(type(item))
    columns = {one.name: one.value_from_object(row) for one in row._meta.concrete_fields if one.name not in bare}
    return take(item), columns, list(Version.objects.of(item).values_list("number", "kind", "settled"))


def desk_of(account) -> Client:
    """A browser in which somebody is logged in."""
    desk = Client()
    desk.force_login(account)
    return desk


def article_with_parts(**fields):
    """A public article of nobody in particular, with a link, an author and a source."""
    article = make_article(discussing=make_plan(), **fields)
    article.bylines.create(author=Author.objects.create(key=f"author-{next(numbers)}", title_vi="Tác giả"))
    article.sources.create(title="Report", publisher=Publisher.objects.create(key=f"publisher-{next(numbers)}"))
    return recorded(article)


def plan_with_parts(**fields):
    """A public plan with a part, a name, a figure and a relation."""
    plan = make_plan(**fields)
    plan.plan_parts.create(title_vi="Phần một", title_en="Part one", number="1")
    plan.names.create(text="A name")
    plan.figures.create(label_vi="Dự án", label_en="Projects", value="51", source=plan.sources.create(title="Report"))
    plan.relations.create(kind="succeeds", other=make_plan())
    return recorded(plan)


def form_as_seen_by_an_editor(item):
    """All the fields that the form has for somebody who may write everything: what a forger would send."""
    return opened(desk_of(make_superuser()), item)


def written(item) -> set[str]:
    """What the newest version changed in the one before it."""
    newest, before = Version.objects.standing(item)[:2]
    return differences(before.content, newest.content)
