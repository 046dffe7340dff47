"""The sentences on which a link rests: chosen or found, kept, and looked for again when the text changes."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from uuid import uuid5

from django.db import transaction

from news.linking.finding import Found, day_of, finder, mentioned
from news.linking.places import Place, placed, sentence_places, text_in
from news.mentions import NAME, Finder
from news.models import Evidence, PlanLink
from plans.models import Plan
from plans.names import known
from plans.naming import FULL, SHORT
from publishing.languages import CODES, localized
from publishing.text import folded, line

ALIKE, NEARLY = 0.6, 0.8
"""How much of a sentence that an editor chose has to be left in another one that takes its place: one that names the plan, any one."""


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
        if place is None:
            link.evidence.in_language(language).delete()
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
    """The one sentence of a link in a language. Three queries.

    Its key follows from link and language: two who choose at once choose about the same row.
    """
    key = uuid5(link.pk, language)
    link.evidence.in_language(language).besides(key).delete()
    Evidence.objects.update_or_create(
        pk=key,
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

    A sentence that changed gives way to what it has become. One that is gone is kept and marked,
    never dropped: its link leaves the public pages and waits for an editor. An accepted link that
    has neither sentence nor note in a language which names its plan gets the sentence that does.
    Two queries, two for each row that changed, and three for the names where something is to be found.
    """
    rows = list(Evidence.objects.of_article(article).select_related("link__plan"))
    links = list(PlanLink.objects.accepted_of(article))
    looked = Looked(article)
    changed = []
    for row, place, name in _again(rows, looked):
        before = _said(row)
        row.state = Evidence.State.PRESENT if place else Evidence.State.LOST
        if place:
            row.paragraph, row.start, row.end, row.sentence = place.paragraph, place.start, place.end, place.sentence
            row.name = name or row.name
        if _said(row) != before:
            changed.append(row)
    _store(changed)
    _add(links, {(row.link_id, row.language) for row in rows}, looked)


def _said(row) -> tuple:
    return row.state, row.paragraph, row.start, row.end, row.sentence, row.name


class Looked:
    """The texts of an article, and what they name: looked up only where it is asked for."""

    def __init__(self, article):
        self.article = article
        self.texts = {code: text_in(article, code) for code in CODES}

    @cached_property
    def named(self) -> dict[str, list[Found]]:
        """What the texts name, {language: mentions}, the best evidence first. Three queries."""
        names, day = finder(), day_of(self.article)
        found = {code: mentioned(text, code, names, day) for code, text in self.texts.items()}
        return {code: sorted((one for one in all_ if one.kind == NAME), key=rank) for code, all_ in found.items()}


def rank(one: Found) -> tuple:
    return one.rank


def _again(rows, looked: Looked) -> list[tuple]:
    """Each row with the place where its sentence, or what it has become, stands now, and with its plan's name there.

    No place where it is lost, or where another row of its link stands already; no name where it is as it was.
    """
    taken, answers, gone = set(), [], []
    for row in rows:
        place = placed(looked.texts[row.language], row.sentence, near=row.paragraph)
        if place and (spot := (row.link_id, row.language, place.paragraph, place.start)) not in taken:
            taken.add(spot)
            answers.append((row, place, ""))
        else:
            gone.append(row)
    for row in gone:
        able = [
            (place, name)
            for place, name in _able(row, looked)
            if (row.link_id, row.language, place.paragraph, place.start) not in taken
        ]
        place, name = _successor(row, able)
        if place:
            taken.add((row.link_id, row.language, place.paragraph, place.start))
        answers.append((row, place, name))
    return answers


def _able(row, looked: Looked) -> list[tuple[Place, str]]:
    """What could stand in place of a sentence: what names the plan; any sentence, where an editor chose one that doesn't."""
    named = [(one.place, one.name) for one in looked.named[row.language] if one.plan == row.link.plan.code]
    return named if row.name else [*named, *((place, "") for place in sentence_places(looked.texts[row.language]))]


def _successor(row, able: Sequence[tuple[Place, str]]) -> tuple[Place | None, str]:
    """The most alike of what could stand in place of a sentence that is gone.

    An editor's choice is followed only into a sentence that is clearly the same one, changed.
    """
    ranked = [(_likeness(row.sentence, place.sentence), -number) for number, (place, _name) in enumerate(able)]
    likeness, number = max(ranked, default=(0, 0))
    enough = 0 if row.origin == Evidence.Origin.FOUND else ALIKE if row.name else NEARLY
    return able[-number] if able and likeness >= enough else (None, "")


def _add(links, shown: set, looked: Looked) -> None:
    """Give links a sentence in each language that names their plans and shows them by nothing yet."""
    for link in links:
        for code, text in looked.texts.items():
            told = (link.pk, code) in shown or getattr(link, localized("note", code)) or not text
            found = () if told else (one for one in looked.named[code] if one.plan == link.plan.code)
            if one := next(iter(found), None):
                keep(link, code, one.place, one.name, Evidence.Origin.FOUND)


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
