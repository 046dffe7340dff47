"""Make a draft of each raw text file; all of them, or none."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from news import intake
from news.models import Article
from publishing import markup
from publishing.languages import CODES, localized
from publishing.text import folded, line


class Command(BaseCommand):
    help = "Makes a draft of each raw text file (UTF-8): title, lead, paragraphs. One bad file, and none is imported."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args, files, **options):
        proposals, problems = [], []
        for file in files:
            try:
                proposals.append((shown_name(file), intake.proposed(content(file), CODES)))
            except intake.Unreadable as problem:
                problems.append(f"{shown_name(file)} {problem}")
        if problems:
            raise CommandError(_("Nothing was imported.") + " " + "\n".join(problems))
        with transaction.atomic():
            told = [told_of(name, proposal, *drafted(proposal)) for name, proposal in proposals]
        self.stdout.write("\n".join(told))


def content(file: Path) -> bytes:
    """What a file holds, as much of it as intake reads. Unreadable where it can't be had."""
    try:
        if file.is_dir():
            raise intake.Unreadable(_("is a folder, not a file."))
        if file.exists() and not file.is_file():
            raise intake.Unreadable(_("is no ordinary file."))
        with file.open("rb") as opened:
            return opened.read(intake.LARGEST + 1)
    except FileNotFoundError as error:
        raise intake.Unreadable(_("does not exist.")) from error
    except OSError as error:
        raise intake.Unreadable(_("can't be read (%(reason)s).") % {"reason": error.strerror}) from error


def drafted(proposal: intake.Proposal) -> tuple[Article, bool]:
    """The article that says what is proposed, and whether it is a new draft."""
    for article in Article.objects.titled(proposal.title):
        if any(says(article, code, proposal) for code in CODES):
            return article, False
    fields = {"title": proposal.title, "lead": proposal.lead, "body": proposal.body}
    article = Article(**{localized(name, proposal.language): text for name, text in fields.items()})
    article.save(force_insert=True)
    return article, True


def says(article: Article, language: str, proposal: intake.Proposal) -> bool:
    """Whether an article has the title and body of a proposal in a language; without a body, its lead."""
    title, lead, body = (getattr(article, localized(name, language)) or "" for name in ("title", "lead", "body"))
    wanted = markup.plain(markup.clean(proposal.body))
    same = folded(title) == folded(proposal.title) and markup.plain(body) == wanted
    return same and (bool(wanted) or lead == proposal.lead)


def told_of(name: str, proposal: intake.Proposal, article: Article, new: bool) -> str:
    """What the command says of a file."""
    fresh = _("%(file)s: a new draft in %(language)s, “%(title)s”.")
    there = _("%(file)s: already there, “%(title)s” (%(state)s).")
    return (fresh if new else there) % {
        "file": name,
        "title": proposal.title,
        "language": dict(settings.LANGUAGES)[proposal.language],
        "state": article.get_state_display(),
    }


def shown_name(file: Path) -> str:
    """The name of a file on one line, whatever it holds."""
    return line(str(file).encode(errors="backslashreplace").decode())
