"""Clear away what was kept long enough: the bin, texts nobody came back to, forms, links."""

import datetime as dt

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing import making, publication
from publishing.models import Open, Passing, PreviewLink, Published, Unsaved

KEPT = dt.timedelta(days=30)
"""How long an unsaved text waits for its author, and a link that shows nothing any more stays listed."""


def clear_away() -> dict[str, int]:
    """Delete all that was kept long enough; answers how much of each was there.

    Done again it finds nothing. One query for each kind of thing and those of each item that is deleted for good.
    """
    before = timezone.now() - KEPT
    rooms = [model for model in apps.get_models() if issubclass(model, Published)]
    passing = [model for model in apps.get_models() if issubclass(model, Passing)]
    return {
        "items from the bin": sum(publication.empty_bin(model) for model in rooms),
        "unsaved texts": deleted(Unsaved.objects.older_than(before)),
        "forms no longer open": deleted(Open.objects.gone()),
        "preview links": deleted(PreviewLink.objects.over_before(before)),
        "old files of pictures": making.clear_old_files(),
    } | {model.told_in_upkeep: deleted(model.objects.over_before(before)) for model in passing}


def deleted(rows) -> int:
    """Delete rows of one table; answers how many they were."""
    return rows.delete()[0]


class Command(BaseCommand):
    help = (
        "Deletes for good what has been in the bin for 30 days, unsaved texts that nobody came back to for 30 days, "
        "marks of forms that are open no more, preview links that expired or were revoked 30 days ago, sizes of pictures that gave way to others, "
        "and texts taken in of which nobody made a draft for 30 days."
    )

    def handle(self, *args, **options):
        found = [f"{what} ({number})" for what, number in clear_away().items() if number]
        self.stdout.write(f"Cleared away: {', '.join(found)}." if found else "There was nothing to clear away.")
