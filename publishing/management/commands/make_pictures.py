"""Make the sizes that pictures lack; run again, it finds nothing to do."""

from django.core.management.base import BaseCommand

from publishing import making
from publishing.models import Picture


class Command(BaseCommand):
    help = (
        "Makes the sizes that pictures lack: after a restore, or when the sizes of the design have changed. "
        "Also deletes files that were replaced more than a day ago."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--later", action="store_true", help="Only hand the work to the task worker, without looking at any file."
        )

    def handle(self, *args, later=False, **options):
        self.said = self.stdout.write if options["verbosity"] else lambda line: None
        pictures = list(Picture.objects.all())
        if later:
            waiting = sum(making.make_later(picture) for picture in pictures)
            self.said(f"{waiting} of {len(pictures)} pictures wait for the task worker.")
            return
        made = sum(self.make(number, picture, len(pictures)) for number, picture in enumerate(pictures, 1))
        cleared = making.clear_old_files()
        self.said(f"{made} sizes made of {len(pictures)} pictures, {cleared} old files deleted.")

    def make(self, number: int, picture: Picture, count: int) -> int:
        """Make what one picture lacks and tell it; a picture whose own file is gone is told and passed over."""
        lost = making.forget_lost(picture)
        lacking = len(picture.sizes_lacking())
        if not lacking and not lost:
            making.tidy(picture.pk)
            return 0
        try:
            made = making.make(picture)
        except (OSError, SyntaxError, ValueError) as error:
            self.stderr.write(f"{number} of {count}: {picture} can't be read ({error}).")
            return 0
        self.said(f"{number} of {count}: {picture}, {made} sizes made.")
        return made
