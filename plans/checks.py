"""What `manage.py check --database default` says of the plans' names."""

from django.apps import apps
from django.core.checks import Tags, Warning, register  # noqa: A004 -- Django's own name for it
from django.db import DatabaseError, transaction

from plans.names import known
from plans.naming import SHORT, shared


@register(Tags.database)
def names_belong_to_one_plan(app_configs=None, databases=None, **kwargs) -> list[Warning]:
    """A warning for each name that two plans share. Three queries; none where no database is asked about.

    A short form that is given as such for each of its plans is no mistake: the date or the other
    mentions of a text decide which one it means.
    """
    return [warning for database in databases or () for warning in _warnings(database)]


def _warnings(database: str) -> list[Warning]:
    try:
        with transaction.atomic(using=database):
            plans = known(apps.get_model("plans.Plan").objects.using(database).not_binned().order_by("code"))
    except DatabaseError:
        # The tables are still to be made, or to be changed, by the migrations that this check runs before.
        return []
    return [_warning(names) for names in shared(plans).values() if any(name.kind != SHORT for name in names)]


def _warning(names) -> Warning:
    codes = ", ".join(sorted(name.plan for name in names))
    return Warning(
        f"“{names[0].text}” is a name of {codes}.",
        hint="Give it to one of them, or mark it as a short form for each: then the date of a text decides.",
        id="plans.W001",
    )
