"""The four groups of the desk, with what each may do on the day of this migration.

publishing/roles.py holds the same table; a test compares it with the database. Whoever changes
it there adds a migration that gives and takes what changed, and leaves this one as it is.
"""

from django.db import migrations

LOOK = ["view"]
WORK = ["add", "change", "delete", "view"]
DECIDE = ["add", "change", "delete", "view", "publish"]

EDITORS = {
    "news.article": DECIDE,
    "news.byline": WORK,
    "news.source": WORK,
    "news.planlink": WORK,
    "news.publisher": WORK,
    "news.author": WORK,
    "news.topic": WORK,
    "plans.plan": DECIDE,
    "plans.name": WORK,
    "plans.relation": WORK,
    "plans.planpart": WORK,
    "plans.source": WORK,
    "plans.document": WORK,
    "plans.figure": WORK,
    "plans.country": WORK,
    "plans.owner": WORK,
    "publishing.picture": WORK,
}

ROLES = {
    "Author": {
        "news.article": ["add", "view", "write"],
        "news.byline": WORK,
        "news.source": WORK,
        "news.planlink": WORK,
        "news.publisher": LOOK,
        "news.author": LOOK,
        "news.topic": LOOK,
        "plans.plan": LOOK,
        "plans.name": LOOK,
        "plans.relation": LOOK,
        "plans.planpart": LOOK,
        "plans.source": LOOK,
        "plans.document": LOOK,
        "plans.figure": LOOK,
        "plans.country": LOOK,
        "plans.owner": LOOK,
        "publishing.picture": ["add", "view"],
    },
    "Translator": {
        "news.article": ["view", "translate"],
        "news.byline": LOOK,
        "news.source": LOOK,
        "news.planlink": ["view", "change"],
        "news.publisher": LOOK,
        "news.author": LOOK,
        "news.topic": LOOK,
        "plans.plan": ["view", "translate"],
        "plans.name": LOOK,
        "plans.relation": LOOK,
        "plans.planpart": ["view", "change"],
        "plans.source": LOOK,
        "plans.document": LOOK,
        "plans.figure": ["view", "change"],
        "plans.country": LOOK,
        "plans.owner": LOOK,
        "publishing.picture": LOOK,
    },
    "Editor": EDITORS,
    "Administrator": EDITORS | {"publishing.account": ["add", "change", "view"], "auth.group": LOOK},
}


def make_groups(apps, schema_editor):
    """Make each group, or find it, and give it what it lacks. What somebody gave it besides stays."""
    database = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(database)
    for name, table in ROLES.items():
        group, _made = groups.get_or_create(name=name)
        group.permissions.add(
            *[permission(apps, database, label, action) for label, actions in table.items() for action in actions]
        )


def permission(apps, database, label, action):
    """The permission as Django would make it: it makes its own only after the last migration, and then finds this one."""
    model = apps.get_model(label)
    kind, _made = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(database)
        .get_or_create(app_label=model._meta.app_label, model=model._meta.model_name)
    )
    row, _made = (
        apps.get_model("auth", "Permission")
        .objects.using(database)
        .get_or_create(
            content_type_id=kind.pk,
            codename=f"{action}_{model._meta.model_name}",
            defaults={"name": f"Can {action} {model._meta.verbose_name_raw}"},
        )
    )
    return row


def take_groups_away(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0002_versions"),
        ("plans", "0002_working_at_the_desk"),
        ("news", "0003_working_at_the_desk"),
    ]

    operations = [migrations.RunPython(make_groups, take_groups_away)]
