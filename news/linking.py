"""Sentences of an article that show its links to plans: found in the text, kept, lost."""

import re
from dataclasses import dataclass
from uuid import uuid5

from django.db import transaction

from news.models import Evidence
from publishing import markup
from publishing.languages import CODES, localized
from publishing.text import line, place_of, sentences


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: paragraph id, and (start, end) in its plain text."""

    paragraph: str
    start: int
    end: int
    sentence: str


def placed(body: str, sentence: str, near: str = "") -> Place | None:
    """Where a sentence stands in a rich text; in the paragraph `near` if it stands there too."""
    found = None
    for paragraph in markup.paragraphs(body):
        span = place_of(sentence, paragraph.text)
        if span and (found is None or paragraph.id == near):
            found = Place(paragraph.id, *span, paragraph.text[slice(*span)])
    return found


def sentences_of(body: str) -> list[str]:
    """Every sentence of a rich text in reading order, for an editor to choose from."""
    return [
        paragraph.text[start:end] for paragraph in markup.paragraphs(body) for start, end in sentences(paragraph.text)
    ]


def name_in(sentence: str, names: list[str]) -> str:
    """The longest of the names that stands in the sentence, as it stands there; "" if none does."""
    for name in sorted(names, key=len, reverse=True):
        pattern = r"\s+".join(re.escape(word) for word in line(name).split(" "))
        if found := re.search(rf"(?<!\w){pattern}(?!\w)", sentence, re.IGNORECASE):
            return found.group()
    return ""


def names_of(plan) -> list[str]:
    """All by which a text may name a plan: its names, short name, code and titles. One query."""
    titles = [getattr(plan, localized("title", code)) for code in CODES]
    return [*plan.names.values_list("text", flat=True), *filter(None, [plan.label, plan.code, *titles])]


@transaction.atomic
def prove(link, chosen: dict[str, str]) -> list[str]:
    """Keep the sentences that an editor chose for a link, one a language; "" takes one away.

    Answers the languages whose sentence does not stand in the article's text: nothing is kept
    for these. Two queries for each language, one for the plan's names.
    """
    names, missing = names_of(link.plan), []
    for language, sentence in chosen.items():
        place = placed(getattr(link.article, localized("body", language)) or "", sentence) if line(sentence) else None
        if line(sentence) and place is None:
            missing.append(language)
            continue
        link.evidence.of_editor(language).delete()
        if place:
            keep(link, language, place, name_in(place.sentence, names))
    return missing


def keep(link, language: str, place: Place, name: str) -> None:
    """One row of evidence at a place. Two queries or three.

    Its key follows from link, language and sentence: chosen twice at once, it is one row.
    """
    link.evidence.at_place(language, place).delete()
    Evidence.objects.update_or_create(
        pk=uuid5(link.pk, f"{language} {place.sentence}"),
        defaults={
            "link": link,
            "language": language,
            "paragraph": place.paragraph,
            "start": place.start,
            "end": place.end,
            "sentence": place.sentence,
            "name": name,
            "origin": Evidence.Origin.EDITOR,
            "state": Evidence.State.PRESENT,
        },
    )


def settle(article) -> None:
    """Look again for each sentence in the text as it is now: moved, present again, or lost.

    A lost sentence is kept and marked, never dropped: its link leaves the public pages and
    waits for an editor. One query, and two for each row that changed.
    """
    moved = []
    for row in Evidence.objects.of_article(article):
        place = placed(getattr(article, localized("body", row.language)) or "", row.sentence, near=row.paragraph)
        state = Evidence.State.PRESENT if place else Evidence.State.LOST
        here = (place.paragraph, place.start, place.end) if place else (row.paragraph, row.start, row.end)
        if (row.state, row.paragraph, row.start, row.end) != (state, *here):
            row.state = state
            row.paragraph, row.start, row.end = here
            moved.append(row)
    for number, row in enumerate(moved if len(moved) > 1 else ()):
        # Two that change places would be in each other's way: all step aside first.
        Evidence.objects.with_key(row.pk).update(paragraph=f"~{number}")
    for row in moved:
        row.save(update_fields=["state", "paragraph", "start", "end"])
