"""A raw text at the desk: taken in, its lines moved, an article made of it. Needs the database."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from news import intake, likeness
from news.importing import Publishers, authors_of, drafted, existing, filled
from news.intake import Proposal, Role, Text
from news.models import Article, Author, Intake
from publishing import markup, versions
from publishing.languages import CODES, localized
from publishing.models import SearchRow
from publishing.putting import problems_of
from publishing.row_querysets import held
from publishing.rows import take
from publishing.text import line

MOST_MOVES = 2_000
"""Moves that are kept for one text; each of them is done again whenever it is shown."""
RUNS, CANDIDATES = 8, 20
"""Runs of words by which texts like one are looked for, and how many of the texts found are compared."""


def take_in(account, read: Text, name: str, marks: Mapping[str, str]) -> Intake:
    """Keep what was read of a file, or pasted, for somebody. One query."""
    hints = {str(number): role for number, role in read.hints.items()}
    kept = Intake(account=account, text=read.text, hints=hints, name=line(name)[:255])
    _entitle(kept, marks)
    kept.save(force_insert=True)
    return kept


def proposal_of(kept: Intake, marks: Mapping[str, str]) -> Proposal:
    """The article that a kept text proposes, with all that was decided about its lines. No query; 10 ms for a page."""
    proposal = _read(kept.text, tuple(marks.items()), tuple(kept.hints.items()))
    if kept.language in CODES:
        proposal = replace(proposal, language=kept.language)
    for number, role in kept.moves:
        proposal = proposal.moved(number, Role(role))
    return proposal


@lru_cache(maxsize=8)
def _read(text: str, marks: tuple, hints: tuple) -> Proposal:
    """What a text proposes by itself: the same at each move, so that a key is answered at once."""
    return intake.proposed(text, dict(marks), CODES, {int(number): Role(role) for number, role in hints})


@transaction.atomic
def move(kept: Intake, moves: Iterable[tuple[int, Role]], marks: Mapping[str, str], language: str = "") -> Intake:
    """Give lines other roles, and the article another language; what names no line with a text is left out.

    ValidationError where that is more than is kept.
    """
    kept = _held(kept)
    known = {one.number for one in proposal_of(kept, marks).lines if one.text}
    kept.moves += [[number, role] for number, role in moves if number in known and role != Role.BLANK]
    if len(kept.moves) > MOST_MOVES:
        raise ValidationError(_("More lines were moved than are kept. Make the draft, and go on there."))
    kept.language = language if language in CODES else kept.language
    return _stored(kept, marks)


@transaction.atomic
def undo(kept: Intake, marks: Mapping[str, str]) -> Intake:
    """Take the last move back; nothing happens where there is none."""
    kept = _held(kept)
    kept.moves = kept.moves[:-1]
    return _stored(kept, marks)


@transaction.atomic
def make_draft(kept: Intake, account) -> tuple[Article, bool]:
    """The article of a kept text, and whether it was made just now; one that says the same is not made again.

    The draft is `account`'s own, with its first version. ValidationError where it can't be stored.
    """
    kept = _held(kept)
    if kept.article is not None:
        return kept.article, False
    publishers = Publishers()
    proposal = proposal_of(kept, publishers.marks)
    if told := problems(proposal, publishers):
        raise ValidationError(told)
    if (found := existing(proposal)) is not None:
        return found, False
    article = drafted(proposal, publishers, by=account)
    versions.record(article, take(article), versions.Kind.SAVED, account, live=True)
    kept.article = article
    kept.save(update_fields=["article", "changed_at"])
    return article, True


def problems(proposal: Proposal, publishers: Publishers) -> list[str]:
    """A sentence for each thing that keeps a proposal from being a draft. Two queries or three."""
    if not any(sign.isalnum() for sign in proposal.title):
        return [_("The article has no title yet. Move a line there: press T on it.")]
    told = problems_of(filled(proposal, publishers))
    longest = Author._meta.get_field(localized("title", proposal.language)).max_length
    if any(len(name) > longest for name in authors_of(proposal)):
        told.append(_("The name of an author is too long to be one. Give its line another role."))
    return told


def near(proposal: Proposal) -> list[tuple[Article, float]]:
    """Articles whose text is nearly the same, in whatever state, the likest first. Two queries.

    Some runs of words of the text are looked for in all articles; those that have one are compared.
    """
    text = "\n".join([proposal.lead, markup.plain(markup.clean(proposal.body))])
    runs = likeness.telling_runs(text, RUNS)
    if not runs:
        return []
    rows = SearchRow.objects.with_any_of(Article.room(), runs).order_by("-pk")[:CANDIDATES]
    found: dict = {}
    for row in rows:
        share = likeness.likeness(text, f"{row.lead}\n{row.body}")
        found[row.item] = max(share, found.get(row.item, 0.0))
    alike = sorted(((share, key) for key, share in found.items() if share >= likeness.ALIKE), reverse=True)
    articles = {one.pk: one for one in Article.objects.with_keys([key for _share, key in alike]).without_body()}
    return [(articles[key], share) for share, key in alike if key in articles]


def _held(kept: Intake) -> Intake:
    """The text, kept from other writers; ValidationError where it was dropped in the same moment."""
    found = held(Intake, kept.pk)
    if found is None:
        raise ValidationError(_("This text was dropped meanwhile."))
    return found


def _stored(kept: Intake, marks: Mapping[str, str]) -> Intake:
    _entitle(kept, marks)
    kept.save(update_fields=["moves", "language", "title", "changed_at"])
    return kept


def _entitle(kept: Intake, marks: Mapping[str, str]) -> None:
    length = Intake._meta.get_field("title").max_length
    kept.title = line(proposal_of(kept, marks).title)[:length]
