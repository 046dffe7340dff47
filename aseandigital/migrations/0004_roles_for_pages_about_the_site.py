"""Who may write the pages about the site, and choose the lead of its home page; see 0001_roles."""

from importlib import import_module

from django.db import migrations

permission = import_module("aseandigital.migrations.0001_roles").permission

LOOK = ["view"]
WORK = ["add", "change", "delete", "view"]
DECIDE = ["add", "change", "delete", "view", "publish"]

ROLES = {
    "Author": {"site.infopage": LOOK, "site.lead": LOOK},
    "Translator": {"site.infopage": ["view", "translate"], "site.lead": LOOK},
    "Editor": {"site.infopage": DECIDE, "site.lead": WORK},
    "Administrator": {"site.infopage": DECIDE, "site.lead": WORK},
}


def groups_of(apps, database):
    """The groups that are still there, each with what it may do with these pages."""
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name__in=ROLES):
        rows = [
            permission(apps, database, label, action)
            for label, actions in ROLES[group.name].items()
            for action in actions
        ]
        yield group, rows


def make_groups(apps, schema_editor):
    """Give each group what it lacks. What somebody gave it besides stays, and so does a group taken away."""
    for group, rows in groups_of(apps, schema_editor.connection.alias):
        group.permissions.add(*rows)


def take_away(apps, schema_editor):
    for group, rows in groups_of(apps, schema_editor.connection.alias):
        group.permissions.remove(*rows)


class Migration(migrations.Migration):
    dependencies = [("site", "0003_pages_about_the_site")]

    operations = [migrations.RunPython(make_groups, take_away)]
