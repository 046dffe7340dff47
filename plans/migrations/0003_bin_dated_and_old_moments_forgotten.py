"""What stood in the database before there was a desk: the bin is dated, and a moment typed into a draft goes.

A moment that has passed says since then that readers knew the item.
"""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def tidy(apps, schema_editor):
    item, address = apps.get_model("plans", "Plan"), apps.get_model("publishing", "Address")
    items = item._base_manager.using(schema_editor.connection.alias)
    known = address._base_manager.using(schema_editor.connection.alias).filter(room="plans.plan", known=True)
    items.filter(state="binned", binned_at=None).update(binned_at=F("changed_at"))
    never_public = items.filter(state__in=["draft", "in_review"]).exclude(pk__in=known.values("item"))
    never_public.filter(published_at__lte=timezone.now()).update(published_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_working_at_the_desk'),
        ('publishing', '0002_versions'),
    ]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
