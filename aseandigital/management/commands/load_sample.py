"""Load the sample content; run again, it changes nothing."""

from django.core.management.base import BaseCommand
from django.db import transaction

from aseandigital.sample.loading import load


class Command(BaseCommand):
    help = "Loads the sample plans, articles and pictures. What is there already stays as it is."

    def handle(self, *args, **options):
        with transaction.atomic():
            loaded = load(lambda step: self.stdout.write(f"  {step} …") if options["verbosity"] > 1 else None)
        if options["verbosity"]:
            self.stdout.write(f"Sample content: {loaded} new." if loaded else "Sample content: nothing new.")
