"""The sentences on which a link rests: chosen or found, kept, and looked for again when the text changes."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from uuid import uuid5

from django.db import transaction

from news.linking.finding import Found, day_of, finder, mentioned
from news.linking.places import Place, placed, text_in
from news.mentions import NAME, Finder
from news.models import Evidence
from plans.models import Plan
from plans.names import known
from plans.naming import FULL, SHORT
from publishing.text import folded, line

ALIKE = 0.6
"""How much of a sentence that an editor chose has to be left in another one that takes its place."""


@transaction.atomic
def prove(link, chosen: dict[str, str]) -> list[str]:
    """Keep the sentences that an editor chose for a link, one a language; "" takes one away.

    Answers the languages whose sentence does not stand in the article: nothing is kept for these.
    Three queries for the plan's names, and two or three for each language.
    """
    names, missing = names_of(link.plan_id), []
    for language, sentence in chosen.items():
        place = placed(text_in(link.article, language), sentence) if line(sentence) else None
        if line(sentence) and place is None:
            missing.append(language)
            continue
        link.evidence.of_editor(language).delete()
        if place:
            keep(link, language, place, name_in(place.sentence, names))
    return missing


def names_of(plan) -> Finder:
    """A finder of one plan, given by its key, where it is known that it is meant: short forms count as they stand. Three queries."""
    return Finder(
        replace(one, names=tuple(replace(name, kind=FULL if name.kind == SHORT else name.kind) for name in one.names))
        for one in known(Plan.objects.with_keys([plan]))
    )


def name_in(sentence: str, names: Finder) -> str:
    """The words of a sentence that name a plan, as they stand there, the surest first; "" if none do."""
    found = [one for one in names.mentions(sentence) if one.kind == NAME]
    return max(found, key=lambda one: (one.confidence, len(one.text)), default=None).text if found else ""


def keep(link, language: str, place: Place, name: str, origin=Evidence.Origin.EDITOR) -> None:
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
            "origin": origin,
            "state": Evidence.State.PRESENT,
        },
    )


def settle(article) -> None:
    """Look again for each sentence in the texts as they are now: moved, replaced, present again, or lost.

    A sentence that changed gives way to what it has become, if that still names the plan. One that
    is gone is kept and marked, never dropped: its link leaves the public pages and waits for an
    editor. One query, two for each row that changed, and three for the names where one is gone.
    """
    changed = []
    for row, found in _again(article, list(Evidence.objects.of_article(article).select_related("link__plan"))):
        before = _said(row)
        row.state = Evidence.State.PRESENT if found else Evidence.State.LOST
        if found:
            place, name = found
            row.paragraph, row.start, row.end, row.sentence = place.paragraph, place.start, place.end, place.sentence
            row.name = name or row.name
        if _said(row) != before:
            changed.append(row)
    _store(changed)


def _said(row) -> tuple:
    return row.state, row.paragraph, row.start, row.end, row.sentence, row.name


def _again(article, rows) -> list[tuple]:
    """Each row with (place, name) where it stands now, None where it is lost; a name only where it is another."""
    texts = {row.language: text_in(article, row.language) for row in rows}
    standing = [(row, placed(texts[row.language], row.sentence, near=row.paragraph)) for row in rows]
    taken = {(row.link_id, row.language, place.sentence) for row, place in standing if place}
    found = _named(article, texts) if any(place is None for _row, place in standing) else {}
    answers = []
    for row, place in standing:
        answer = (place, "") if place else None
        if answer is None and (one := _successor(row, found.get(row.language, ()), taken)):
            taken.add((row.link_id, row.language, one.place.sentence))
            answer = (one.place, one.name)
        answers.append((row, answer))
    return answers


def _named(article, texts) -> dict[str, list[Found]]:
    """What the texts name, {language: mentions}, surest first. Three queries."""
    names, day = finder(), day_of(article)
    return {
        code: sorted((one for one in mentioned(text, code, names, day) if one.kind == NAME), key=lambda one: one.rank)
        for code, text in texts.items()
    }


def _successor(row, found: Sequence[Found], taken) -> Found | None:
    """What stands in place of a sentence that is gone: the most alike of those that name the plan.

    An editor's choice is followed only into a sentence that is clearly the same one, changed.
    """
    able = [
        (_likeness(row.sentence, one.place.sentence), number, one)
        for number, one in enumerate(found)
        if one.plan == row.link.plan.code and (row.link_id, row.language, one.place.sentence) not in taken
    ]
    likeness, _number, one = max(able, key=lambda each: (each[0], -each[1]), default=(0, 0, None))
    return one if row.origin == Evidence.Origin.FOUND or likeness >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one).split(), folded(other).split(), autojunk=False).ratio()


def _store(rows) -> None:
    for number, row in enumerate(rows if len(rows) > 1 else ()):
        # Two that change places would be in each other's way: all step aside first.
        Evidence.objects.with_key(row.pk).update(paragraph=f"~{number}")
    for row in rows:
        row.save(update_fields=["state", "paragraph", "start", "end", "sentence", "name"])


def show(link, found: dict[str, Found]) -> None:
    """Let a link rest on what was found, {language: mention}, where it rests on nothing yet."""
    shown = set(link.evidence.values_list("language", flat=True))
    for language, one in found.items():
        if language not in shown:
            keep(link, language, one.place, one.name, Evidence.Origin.FOUND)
