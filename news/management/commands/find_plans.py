"""Tell which plans raw text files name, and where. Changes nothing."""

import argparse
import codecs
import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.mentions import Finder, Mention, as_told
from news.mentions.dates import day_of
from plans.models import Plan
from plans.names import known

LARGEST = 20_000_000
"""Bytes of a file that is read at all."""


class Command(BaseCommand):
    help = "Tells which plans each text file (UTF-8) names, and where. Offsets count code points of the decoded file."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="One JSON object for each file, a line each.")
        parser.add_argument(
            "--dated", type=day, metavar="YYYY-MM-DD", help="The day of the texts; without it, the one that each tells."
        )

    def handle(self, *args, files, **options):
        finder = Finder(known(Plan.objects.not_binned()))
        for file in files:
            text = text_of(file)
            found = finder.mentions(text, options["dated"] or day_of(text))
            self.stdout.write(as_json(file, found) if options["json"] else as_lines(file, found))


def day(told: str) -> dt.date:
    """A day as it is typed."""
    try:
        return dt.date.fromisoformat(told)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("Write a day as 2015-11-27.")) from error


def text_of(file: Path) -> str:
    """What a file says, line ends and all. CommandError where that can't be read."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise CommandError(_("%(file)s is larger than %(megabytes)d MB.") % _told(file, megabytes=LARGEST // 10**6))
        wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return raw.decode("utf-16" if wide else "utf-8")
    except OSError as error:
        raise CommandError(_("%(file)s can't be read (%(reason)s).") % _told(file, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("%(file)s is no text in UTF-8.") % _told(file)) from error


def _told(file: Path, **more) -> dict:
    return {"file": str(file).encode(errors="backslashreplace").decode(), **more}


def as_json(file: Path, found: list[Mention]) -> str:
    """A file and its mentions as one JSON object on one line."""
    return json.dumps({**_told(file), "mentions": [as_told(mention) for mention in found]}, ensure_ascii=False)


def as_lines(file: Path, found: list[Mention]) -> str:
    """A file and its mentions for people, a line each."""
    name = _told(file)["file"]
    lines = [
        f"{name}:{one.start}-{one.end} {one.plan} {one.text!r} ({one.rule}, {one.confidence:.2f})" for one in found
    ]
    return "\n".join(lines) or _("%(file)s: no plan is named.") % _told(file)
