"""Make a draft of each file that holds an article; all of them, or none."""

import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from news import intake, linking
from news.importing import Publishers, drafted, existing
from news.intake import Proposal, Role
from news.mentions import Finder, as_told
from news.models import Article
from publishing.languages import CODES
from publishing.text import line

MANY = 5
"""Files from which on progress is shown."""


class Command(BaseCommand):
    help = "Makes a draft of each file (text, HTML, .docx): title, lead, text, authors, date, publisher. One bad file, and none is imported."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would be imported, and save nothing.")
        parser.add_argument("--json", action="store_true", help="Print a line of JSON for each file.")

    def handle(self, *args, files, dry_run, **options):
        publishers = Publishers()
        proposals, problems = [], []
        for file in progress(files):
            try:
                proposals.append((shown_name(file), proposal_of(file, publishers)))
            except intake.Unreadable as problem:
                problems.append(f"{shown_name(file)} {problem}")
        if problems:
            raise CommandError(_("Nothing was imported.") + " " + "\n".join(problems))
        with transaction.atomic():
            told = [(name, proposal, *kept(proposal, publishers, dry_run)) for name, proposal in progress(proposals)]
        finder = linking.finder() if options["json"] else None
        for name, proposal, article, new in told:
            if options["json"]:
                self.stdout.write(json.dumps(as_json(name, proposal, finder), ensure_ascii=False))
                continue
            lines = [told_of(name, proposal, article, new), *(unknown(proposal, publishers) if new else ())]
            self.stdout.write("\n".join(lines))


def progress(items: list):
    """The items with a bar on a terminal, where there are many."""
    return tqdm(items, disable=None if len(items) > MANY else True, leave=False)


def proposal_of(file: Path, publishers: Publishers) -> Proposal:
    """The article that a file proposes. Unreadable where it is none."""
    text = intake.read(content(file), file.name)
    proposal = intake.proposed(text.text, publishers.marks, CODES, text.hints)
    if not any(sign.isalnum() for sign in proposal.title):
        raise intake.Unreadable(_("has no title: no line of it could be one."))
    return proposal


def content(file: Path) -> bytes:
    """What a file holds, as much of it as intake reads. Unreadable where it can't be had."""
    try:
        if file.is_dir():
            raise intake.Unreadable(_("is a folder, not a file."))
        if file.exists() and not file.is_file():
            raise intake.Unreadable(_("is no ordinary file."))
        intake.check_size(file.stat().st_size)
        with file.open("rb") as opened:
            return opened.read(intake.LARGEST + 1)
    except FileNotFoundError as error:
        raise intake.Unreadable(_("does not exist.")) from error
    except OSError as error:
        raise intake.Unreadable(_("can't be read (%(reason)s).") % {"reason": error.strerror}) from error


def kept(proposal: Proposal, publishers: Publishers, dry_run: bool) -> tuple[Article | None, bool]:
    """The article that says what is proposed, and whether it is a new draft; None for one that would be."""
    found = existing(proposal)
    if found is not None:
        return found, False
    return (None if dry_run else drafted(proposal, publishers)), True


def told_of(name: str, proposal: Proposal, article: Article | None, new: bool) -> str:
    """What the command says of a file."""
    fresh = _("%(file)s: a new draft in %(language)s, “%(title)s”.")
    would = _("%(file)s: would be a new draft in %(language)s, “%(title)s”.")
    there = _("%(file)s: already there, “%(title)s” (%(state)s).")
    return (would if article is None else fresh if new else there) % {
        "file": name,
        "title": proposal.title,
        "language": dict(settings.LANGUAGES)[proposal.language],
        "state": article.get_state_display() if article else "",
    }


def unknown(proposal: Proposal, publishers: Publishers) -> list[str]:
    """What the command says of a publisher that is not known here."""
    if not proposal.publisher or publishers.row(proposal.publisher):
        return []
    told = _("“%(publisher)s” is not among the publishers. Add it, and choose it in the draft.")
    return [f"  {told % {'publisher': proposal.publisher}}"]


def as_json(name: str, proposal: Proposal, finder: Finder) -> dict:
    """A proposal for other programs; `lines` tells where in the file each field stands."""
    return {
        "file": name,
        "title": proposal.title,
        "kicker": proposal.kicker,
        "publisher": proposal.publisher,
        "authors": list(proposal.authors),
        "dated_at": str(proposal.dated) if proposal.dated else None,
        "date_hint": proposal.date_hint,
        "place": proposal.place,
        "language": proposal.language,
        "lead": proposal.lead,
        "body": list(proposal.paragraphs),
        "subheadings": list(proposal.subheadings),
        "quotes": [{"text": said, "speaker": speaker} for said, speaker in proposal.quotes],
        "captions": list(proposal.captions),
        "set_aside": list(proposal.set_aside),
        "cut": [piece for _number, piece in proposal.cut],
        "lines": {role.value: proposal.numbers(role) for role in Role if role != Role.BLANK},
        "mentions": mentions_in(proposal, finder),
    }


def mentions_in(proposal: Proposal, finder: Finder) -> list[dict]:
    """The plans that an article names, with offsets in the text of its file (without its byte-order mark); not those that the page around it names."""
    around = {line.number for line in proposal.of(Role.ASIDE)}
    starts = list(accumulate((len(line.raw) for line in proposal.lines), initial=0))
    found = finder.mentions(
        "".join(line.raw for line in proposal.lines), proposal.dated and proposal.dated.moment.date()
    )
    own = [one for one in found if proposal.lines[bisect_right(starts, one.start) - 1].number not in around]
    return [as_told(one) for one in own]


def shown_name(file: Path) -> str:
    """The name of a file on one line, whatever it holds."""
    return line(str(file).encode(errors="backslashreplace").decode())
