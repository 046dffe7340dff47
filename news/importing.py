"""A proposal of intake → a draft, with its authors, its publisher and a remark that loses nothing."""

import unicodedata
from collections.abc import Sequence
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from news.intake import Proposal, marks_of
from news.intake.people import is_board, is_unit
from news.models import Article, Author, Byline, Publisher
from publishing import markup, workflow
from publishing.dates import Precision
from publishing.languages import CODES, localized, reading_order
from publishing.models import Event
from publishing.text import folded, slug_for


class Publishers:
    """The publishers that are known here, by their marks. One query, when it is first asked."""

    @cached_property
    def marks(self) -> dict[str, str]:
        """{mark: canonical name}: the name in the site's first language, or the section."""
        return {mark: name for marks, _row in self._known for mark, name in marks.items()}

    def row(self, name: str) -> Publisher | None:
        """The publisher with a canonical name, or with a section; None where it is not known here."""
        return self._rows.get(name)

    @cached_property
    def _known(self) -> list[tuple[dict[str, str], Publisher]]:
        order, found = reading_order(settings.LANGUAGE_CODE), []
        for row in Publisher.objects.all():
            titles = [getattr(row, localized("title", code)) or "" for code in order]
            found.append((marks_of(titles, row.address, row.marks.splitlines(), row.sections.splitlines()), row))
        return found

    @cached_property
    def _rows(self) -> dict[str, Publisher]:
        return {name: row for marks, row in self._known for name in marks.values()}


def existing(proposal: Proposal) -> Article | None:
    """The article that says already what is proposed, in whatever state. A query, and one more for each title alike."""
    for article in Article.objects.titled(proposal.title):
        if any(_says(article, code, proposal) for code in CODES):
            return article
    return None


def drafted(proposal: Proposal, publishers: Publishers, by=None) -> Article:
    """A new draft of what is proposed. To be called in a transaction; some ten queries.

    Authors that are not known yet are made, as an editor would; a publisher is not, since its
    name, address and marks are somebody's decision: the remark tells it. `by` is whose draft it
    is; somebody who may make no authors gets those that are known, and the remark tells the others.
    """
    article = filled(proposal, publishers)
    article.created_by = by
    article.save(force_insert=True)
    authors, unknown = authors_of(proposal), []
    if by is not None and not by.has_perm("news.add_author"):
        unknown = [name for name, author in authors.items() if author is None]
    for order, author in enumerate(_made(authors, proposal.language, unknown)):
        Byline.objects.create(article=article, author=author, order=order)
    if remark := remark_of(proposal, known=article.publisher is not None, unknown=unknown):
        workflow.note(article, Event.Kind.COMMENT, by, text=remark)
    return article


def filled(proposal: Proposal, publishers: Publishers) -> Article:
    """An article, not saved, with the texts, the publisher and the date that are proposed. One query, or none."""
    fields = {name: getattr(proposal, name) for name in ("title", "kicker", "lead", "body", "place")}
    article = Article(**{localized(name, proposal.language): text for name, text in fields.items() if text})
    article.publisher = publishers.row(proposal.publisher)
    if proposal.dated is not None:
        article.dated_at = proposal.dated.moment
        article.dated_precision = Precision.MINUTE if proposal.dated.time_known else Precision.DAY
    return article


def remark_of(proposal: Proposal, known: bool, unknown: Sequence[str] = ()) -> str:
    """What of a text stands in no field of its draft; "" where that is nothing. `unknown` are authors that were not made."""
    told = [
        (_("Set aside at import:"), proposal.set_aside),
        (_("Cut from lines:"), [piece for _number, piece in proposal.rest if _is_telling(piece)]),
        (_("Captions, which wait for their pictures:"), proposal.captions),
        (_("Publisher, not known here:"), [proposal.publisher] if proposal.publisher and not known else []),
        (_("Authors, not known here:"), unknown),
        (_("No date of the original is told; the text speaks of:"), [proposal.date_hint] if proposal.date_hint else []),
    ]
    return "\n\n".join("\n".join([heading, *lines]) for heading, lines in told if lines)


def _is_telling(piece: str) -> bool:
    """Whether a piece of a line says anything: "./." and "|" do not."""
    return any(sign.isalnum() for sign in piece)


def _says(article: Article, language: str, proposal: Proposal) -> bool:
    """Whether an article has the title and body of a proposal in a language; without a body, its lead."""
    title, lead, body = (getattr(article, localized(name, language)) or "" for name in ("title", "lead", "body"))
    wanted = markup.plain(markup.clean(proposal.body))
    same = folded(title) == folded(proposal.title) and markup.plain(body) == wanted
    return same and (bool(wanted) or lead == proposal.lead)


def authors_of(proposal: Proposal) -> dict[str, Author | None]:
    """The authors of a proposal by their names, in order; None for one that is not known yet. One query."""
    known = {}
    for author in Author.objects.all():
        known |= {alike(title): author for code in CODES if (title := getattr(author, localized("title", code)))}
    return {name: known.get(alike(name)) for name in proposal.authors}


def alike(name: str) -> str:
    """What two spellings of one name share: capitals and the place of a tone mark aside. Hà and Hạ are two people."""
    marks = sorted(sign for sign in unicodedata.normalize("NFD", name.casefold()) if unicodedata.combining(sign))
    return f"{folded(name)} {''.join(marks)}" + "đ" * name.casefold().count("đ")


def _made(authors: dict[str, Author | None], language: str, besides: Sequence[str]) -> list[Author]:
    """The authors, each once; those that are not there yet are made, apart from some. A query, and two for each new one."""
    known = {alike(name): author for name, author in authors.items() if author is not None}
    taken = set(Author.objects.values_list("key", flat=True))
    for name in authors:
        if alike(name) not in known and name not in besides:
            known[alike(name)] = author = _new_author(name, language, taken)
            taken.add(author.key)
    return list(dict.fromkeys(known[alike(name)] for name in authors if alike(name) in known))


def _new_author(name: str, language: str, taken: set[str]) -> Author:
    key = base = slug_for(name)[:70] or "author"
    number = 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    kind = Author.Kind.BOARD if is_board(name) else Author.Kind.UNIT if is_unit(name) else Author.Kind.PERSON
    return Author.objects.create(key=key, kind=kind, **{localized("title", language): name})
