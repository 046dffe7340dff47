"""What the review of a text that is taken in shows: its lines with their roles, and the article that they make."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.importing import Publishers, authors_of
from news.intake import Field, Proposal, Role
from publishing.languages import localized, own_name

LABELS = {
    Role.TITLE: gettext_lazy("Title"),
    Role.KICKER: gettext_lazy("Kicker"),
    Role.LEAD: gettext_lazy("Lead"),
    Role.PARAGRAPH: gettext_lazy("Paragraph"),
    Role.SUBHEADING: gettext_lazy("Subheading"),
    Role.QUOTE: gettext_lazy("Quotation"),
    Role.SPEAKER: gettext_lazy("Speaker"),
    Role.CAPTION: gettext_lazy("Caption"),
    Role.BYLINE: gettext_lazy("Authors"),
    Role.PUBLISHER: gettext_lazy("Publisher"),
    Role.DATE: gettext_lazy("Date"),
    Role.ASIDE: gettext_lazy("Set aside"),
}
"""The roles that a line may be given, in the order of an article."""
KEYS = {
    Role.TITLE: "T", Role.KICKER: "K", Role.LEAD: "L", Role.PARAGRAPH: "P", Role.SUBHEADING: "H", Role.QUOTE: "Q",
    Role.SPEAKER: "S", Role.CAPTION: "C", Role.BYLINE: "B", Role.PUBLISHER: "U", Role.DATE: "D", Role.ASIDE: "X",
}  # fmt: skip
"""The key that gives a role, the same in every language; Z takes the last move back."""
TEXT = (Role.PARAGRAPH, Role.SUBHEADING, Role.QUOTE, Role.SPEAKER)
PARTS = {
    Role.TITLE: "title", Role.KICKER: "kicker", Role.LEAD: "lead", **dict.fromkeys(TEXT, "body"),
    Role.CAPTION: "captions", Role.BYLINE: "authors", Role.PUBLISHER: "publisher", Role.DATE: "date",
    Role.ASIDE: "aside",
}  # fmt: skip
"""The part of the review in which the lines of a role stand."""
"""Roles of lines from which only what they tell is taken, not the line as it stands."""


@dataclass(frozen=True)
class Row:
    """A line of the source with its role, and where it went: the name of a part, or the id of a field."""

    number: int
    text: str
    role: Role
    part: str
    field: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.role]

    @property
    def key(self) -> str:
        return KEYS[self.role]


@dataclass(frozen=True)
class Part:
    """A field of the article as it is proposed: what it says, a remark, and from which lines, as (first, last)."""

    name: str
    label: str
    texts: Sequence[str] = ()
    remark: str = ""
    lines: Sequence[tuple[int, int]] = field(default_factory=tuple)


def rows_of(proposal: Proposal) -> list[Row]:
    """The lines that hold something."""
    return [Row(one.number, one.text, one.role, PARTS[one.role]) for one in proposal.lines if one.text]


def rows_beside(proposal: Proposal) -> list[Row]:
    """The same beside the article's form: each with the id of the field into which it went, "" where it is none."""
    translated = {Role.TITLE: "title", Role.KICKER: "kicker", Role.LEAD: "lead", **dict.fromkeys(TEXT, "body")}
    ids = {role: f"id_{localized(name, proposal.language)}" for role, name in translated.items()}
    ids |= {Role.BYLINE: "bylines-group", Role.PUBLISHER: "id_publisher", Role.DATE: "id_dated_at_0"}
    return [
        Row(one.number, one.text, one.role, PARTS[one.role], ids.get(one.role, ""))
        for one in proposal.lines
        if one.text
    ]


def parts_of(proposal: Proposal, publishers: Publishers) -> list[Part]:
    """The fields in the order of the form, those that are empty too; without the text. One query."""
    return [
        _plain(proposal, "kicker", Role.KICKER),
        _plain(proposal, "title", Role.TITLE),
        _plain(proposal, "lead", Role.LEAD),
        Part("body", _("Text of the article"), lines=ranges(proposal, proposal.numbers(*TEXT))),
        Part(
            "captions",
            _("Captions"),
            proposal.captions,
            _captions(proposal),
            ranges(proposal, proposal.numbers(Role.CAPTION)),
        ),
        Part("authors", LABELS[Role.BYLINE], proposal.authors, _authors(proposal), _told(proposal, Field.AUTHOR)),
        _publisher(proposal, publishers),
        Part("date", LABELS[Role.DATE], remark=_dated(proposal), lines=_told(proposal, Field.DATE, Field.HINT)),
        Part("place", _("Place"), _given(proposal.place), lines=_told(proposal, Field.PLACE)),
        Part("language", _("Language"), (own_name(proposal.language),)),
    ]


def ranges(proposal: Proposal, numbers: Collection[int]) -> list[tuple[int, int]]:
    """The numbers of lines, (first, last) of those between which no other line stands; empty lines don't part them."""
    filled = (one.number for one in proposal.lines if one.text)
    runs = [list(run) for wanted, run in groupby(filled, key=lambda number: number in numbers) if wanted]
    return [(run[0], run[-1]) for run in runs]


def links_from(page) -> Callable:
    """Gives ranges of lines their addresses, as somebody sees them who is on a page of the lines: (first, last, address)."""
    pages = {row.number: 1 + place // page.paginator.per_page for place, row in enumerate(page.paginator.object_list)}

    def linked(lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        return [
            (first, last, f"{'' if pages[first] == page.number else f'?lines={pages[first]}'}#line-{first}")
            for first, last in lines
        ]

    return linked


def _plain(proposal: Proposal, name: str, role: Role) -> Part:
    return Part(name, LABELS[role], _given(getattr(proposal, name)), lines=ranges(proposal, proposal.numbers(role)))


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _told(proposal: Proposal, *fields: Field) -> list[tuple[int, int]]:
    return ranges(proposal, [one.number for one in proposal.lines if any(one.told(name) for name in fields)])


def _captions(proposal: Proposal) -> str:
    return _("They wait for their pictures: the draft has them in a remark.") if proposal.captions else ""


def _authors(proposal: Proposal) -> str:
    new = [name for name, author in authors_of(proposal).items() if author is None]
    return _("Not known here yet: %(names)s.") % {"names": ", ".join(new)} if new else ""


def _publisher(proposal: Proposal, publishers: Publishers) -> Part:
    line = proposal.publisher_line
    unknown = bool(proposal.publisher) and publishers.row(proposal.publisher) is None
    remark = _("Not among the publishers. An editor adds it; until then the draft has none.") if unknown else ""
    numbers = ranges(proposal, [line.number] if line else [])
    return Part("publisher", LABELS[Role.PUBLISHER], _given(proposal.publisher), remark, numbers)


def _dated(proposal: Proposal) -> str:
    hint = _("No date of the original is told. The text speaks of %(hint)s.")
    return hint % {"hint": proposal.date_hint} if proposal.date_hint else ""
