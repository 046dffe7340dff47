"""Where a sentence stands in an article: in its title, its lead or a paragraph of its text. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from publishing import markup
from publishing.languages import localized
from publishing.markup import Paragraph
from publishing.text import place_of, sentences

TITLE, LEAD = "title", "lead"
"""What stands for the id of a paragraph where a sentence stands above the text."""


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: paragraph id, and (start, end) in its plain text."""

    paragraph: str
    start: int
    end: int
    sentence: str


def paragraphs_of(title: str | None, lead: str | None, body: str | None) -> list[Paragraph]:
    """Title, lead and the paragraphs of a text, in reading order; what is empty is left out."""
    above = [Paragraph(TITLE, "h1", title or ""), Paragraph(LEAD, "p", lead or "")]
    return [*(one for one in above if one.text), *markup.paragraphs(body or "")]


def text_in(article, language: str) -> list[Paragraph]:
    """The paragraphs of an article in a language, ready or not."""
    return paragraphs_of(*(getattr(article, localized(name, language)) for name in ("title", "lead", "body")))


def placed(paragraphs: Iterable[Paragraph], sentence: str, near: str = "") -> Place | None:
    """Where a sentence stands; in the paragraph `near` if it stands there too, else rather in the text than above it."""
    found = [
        Place(paragraph.id, *span, paragraph.text[slice(*span)])
        for paragraph in paragraphs
        if (span := place_of(sentence, paragraph.text))
    ]
    return min(found, key=lambda place: (place.paragraph != near, above(place.paragraph)), default=None)


def above(paragraph: str) -> int:
    """An order for places: the text first, then the lead, then the title."""
    return {LEAD: 1, TITLE: 2}.get(paragraph, 0)


def sentence_places(paragraphs: Iterable[Paragraph]) -> list[Place]:
    """Where each sentence stands, in reading order."""
    return [
        Place(paragraph.id, start, end, paragraph.text[start:end])
        for paragraph in paragraphs
        for start, end in sentences(paragraph.text)
    ]


def sentences_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Every sentence in reading order, for an editor to choose from."""
    return [place.sentence for place in sentence_places(paragraphs)]
