"""The four roles: what the database gives them is what the table says, and who may change whose account."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from publishing.roles import (
    ADMINISTRATOR,
    AUTHOR,
    EDITOR,
    LABELS,
    ROLES,
    TRANSLATOR,
    may_manage,
    permissions_of,
    roles_to_give,
)
from tests.groups import WRITER, make_groups

pytestmark = pytest.mark.django_db
first = importlib.import_module("aseandigital.migrations.0001_roles")


def account(name, *roles, **fields):
    made = get_user_model().objects.create_user(
        name, f"{name}@example.org", "mat-khau-rat-dai", is_staff=True, **fields
    )
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


def granted(group):
    return {f"{row.content_type.app_label}.{row.codename}" for row in group.permissions.all()}


def test_there_are_four_groups_and_each_has_a_name_on_the_desk():
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(ROLES) == sorted(LABELS)


@pytest.mark.parametrize("role", ROLES)
def test_a_group_may_what_the_table_says_and_nothing_else(role):
    assert granted(Group.objects.get(name=role)) == permissions_of(role)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("news.add_article", {AUTHOR, EDITOR, ADMINISTRATOR}),
        ("news.write_article", {AUTHOR}),
        ("news.translate_article", {TRANSLATOR}),
        ("news.change_article", {EDITOR, ADMINISTRATOR}),
        ("news.publish_article", {EDITOR, ADMINISTRATOR}),
        ("news.delete_article", {EDITOR, ADMINISTRATOR}),
        ("plans.view_plan", {AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR}),
        ("plans.change_planpart", {TRANSLATOR, EDITOR, ADMINISTRATOR}),
        ("publishing.change_picture", {EDITOR, ADMINISTRATOR}),
        ("news.add_recording", {AUTHOR, EDITOR, ADMINISTRATOR}),
        ("news.change_recording", {EDITOR, ADMINISTRATOR}),
        ("news.view_recording", {AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR}),
        ("news.add_reading", {AUTHOR, EDITOR, ADMINISTRATOR}),
        ("site.publish_infopage", {EDITOR, ADMINISTRATOR}),
        ("site.translate_infopage", {TRANSLATOR}),
        ("site.view_infopage", {AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR}),
        ("site.add_lead", {EDITOR, ADMINISTRATOR}),
        ("publishing.change_account", {ADMINISTRATOR}),
        ("publishing.delete_account", set()),
        ("auth.change_group", set()),
    ],
)
def test_who_may(permission, roles):
    assert {role for role in ROLES if permission in permissions_of(role)} == roles
    assert {role for role in ROLES if account(role.lower(), role).has_perm(permission)} == roles


def test_permissions_stand_once_each_and_are_called_as_django_calls_them():
    names = {f"{row.content_type.app_label}.{row.codename}": row.name for row in Permission.objects.all()}
    called = {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}": f"Can {action} {model._meta.verbose_name_raw}"
        for model in apps.get_models()
        for action in model._meta.default_permissions
    }

    assert Permission.objects.count() == len(names)
    assert {codename: names[codename] for codename in called} == called


def test_making_the_groups_again_changes_nothing_and_keeps_what_somebody_gave_besides():
    group, extra = Group.objects.get(name=AUTHOR), Permission.objects.get(codename="change_topic")
    group.permissions.add(extra)
    before = Permission.objects.count()

    make_groups()

    assert granted(group) == permissions_of(AUTHOR) | {"news.change_topic"}
    assert (Group.objects.count(), Permission.objects.count()) == (4, before)


def test_on_a_database_without_permissions_the_groups_bring_their_own_and_django_adds_the_rest():
    before = sorted(Permission.objects.values_list("content_type__app_label", "codename", "name"))
    Group.objects.all().delete()
    Permission.objects.all().delete()

    make_groups()
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)

    assert granted(Group.objects.get(name=EDITOR)) == permissions_of(EDITOR)
    assert sorted(Permission.objects.values_list("content_type__app_label", "codename", "name")) == before


def test_going_back_takes_the_four_groups_and_no_other():
    Group.objects.create(name="Interns")

    first.take_groups_away(apps, WRITER)

    assert list(Group.objects.values_list("name", flat=True)) == ["Interns"]


def test_an_administrator_gives_every_role_but_none_that_may_more():
    Group.objects.create(name="Owners").permissions.add(Permission.objects.get(codename="change_group"))

    assert [group.name for group in roles_to_give(account("lan", ADMINISTRATOR))] == list(LABELS)
    assert [group.name for group in roles_to_give(account("hoa", is_superuser=True))] == [*LABELS, "Owners"]


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_may_change_the_accounts_of_every_role(role):
    assert may_manage(account("lan", ADMINISTRATOR), account("minh", role))


@pytest.mark.parametrize("active", [True, False])
def test_nobody_may_change_an_account_that_may_more(active):
    lan = account("lan", ADMINISTRATOR)
    mightier = account("minh", EDITOR, is_active=active)
    mightier.user_permissions.add(Permission.objects.get(codename="change_group"))

    assert not may_manage(lan, mightier)
    assert not may_manage(lan, account("hoa", is_superuser=True, is_active=active))
    assert may_manage(account("thu", is_superuser=True), mightier)
