"""Where a name stands in the published articles, told before anybody adds it to a plan.

The folded text of all articles is asked for the pieces of the name first, so that only those
that may hold it are read as the finder reads them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from news import linking
from news.archive.querysets import perhaps_holding, with_decisions
from news.linking.finding import Found, day_of, mentioned
from news.linking.places import text_in
from news.mentions import NAME, Finder
from news.models import Article, PlanLink
from plans.models import Plan
from plans.names import shared_with
from plans.naming import Reader
from plans.naming.grammar import SAME
from publishing.languages import CODES

MOST = 50
"""Articles that are shown with their sentences."""
PATIENCE = 1.5
"""Seconds after which what is read so far has to do."""
AT_ONCE = 100
SLIPPED = 6
"""Letters from which on the finder sees a slip of the pen in a word."""
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_YEAR = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True)
class Standing:
    """An article in which a name stands: the best sentence of each language, plans named by the same words, the link."""

    article: Article
    found: tuple[Found, ...]
    others: tuple[str, ...] = ()
    link: PlanLink | None = None


@dataclass(frozen=True)
class Tried:
    """What came of trying a name: in how many articles it stands, the newest of them, whose name it is already."""

    number: int
    shown: tuple[Standing, ...]
    read: int
    candidates: int
    shared: tuple[tuple[Plan, str], ...]

    @property
    def is_whole(self) -> bool:
        """Whether all that may hold the name were read in time."""
        return self.read == self.candidates


def tried(text: str, kind: str, plan: Plan | None = None) -> Tried:
    """Look where a name, about to be one of `plan`, stands in what readers have.

    A dozen queries; reads until PATIENCE is over.
    """
    keys = candidates(text)
    finder, until = Finder.of_name(text, plan.code if plan else "", kind), monotonic() + PATIENCE
    read, standing = 0, []
    for article in _read(keys):
        if monotonic() > until:
            break
        read += 1
        if found := stands(article, finder, text):
            standing.append(Standing(article, found))
    shown = tuple(_known(standing[:MOST], plan))
    return Tried(len(standing), shown, read, len(keys), _shared(text, plan))


def candidates(text: str) -> list:
    """The keys of public articles that may hold a name, the newest first. One query, which reads all folded text."""
    groups = pieces(text)
    articles = perhaps_holding(Article.objects.published(), groups).newest_first()
    return list(articles.values_list("pk", flat=True)) if groups else []


def pieces(text: str) -> list[tuple[str, ...]]:
    """For each word of a name the folded pieces of which one stands in every text that says it; pure.

    A word that may be said another way has a piece of each way, one in which a slip may be both its halves.
    What stands in brackets may be left out by a text, and so may all years of a period but one.
    """
    units = Reader().units(_BRACKETS.sub(" ", text)) or Reader().units(text)
    years = tuple(dict.fromkeys(unit.canon for unit in units if unit.is_year))
    words = [
        tuple(
            dict.fromkeys(
                piece
                for way in SAME.get(unit.canon, unit.canon).split(" | ")
                for piece in _halves(max(way.split(), key=len))
            )
        )
        for unit in units
        if not unit.is_year
    ]
    return [*words, years] if years else words


def _halves(word: str) -> tuple[str, ...]:
    if word.isdigit():
        return (word,)
    # "cities" is read as "city".
    word = word.removesuffix("y")
    middle = len(word) // 2
    return (word,) if len(word) < SLIPPED - 1 else (word[:middle], word[middle:])


def _read(keys: Sequence) -> Iterator[Article]:
    for first in range(0, len(keys), AT_ONCE):
        rows = Article.objects.with_keys(keys[first : first + AT_ONCE]).in_bulk()
        yield from (rows[key] for key in keys[first : first + AT_ONCE] if key in rows)


def stands(article, finder: Finder, text: str) -> tuple[Found, ...]:
    """The mention that shows a name best in each language that readers have. No query.

    Of a name with years only what says one of them: the rest is not this name but a short form of it.
    """
    years, best = set(_YEAR.findall(text)), []
    for code in article.languages_ready:
        found = [
            one
            for one in mentioned(text_in(article, code), code, finder, day_of(article))
            if one.kind == NAME and (not years or years & set(_YEAR.findall(one.name)))
        ]
        best += sorted(found, key=lambda one: one.rank)[:1]
    return tuple(best)


def _known(standing: Sequence[Standing], plan: Plan | None) -> Iterator[Standing]:
    """With what today's names say of the same words, and what was decided about the pair. Six queries."""
    finder = linking.finder()
    decided = {row.pk: row for row in with_decisions(Article.objects.with_keys([one.article.pk for one in standing]))}
    for one in standing:
        links = decided[one.article.pk].decided_links if one.article.pk in decided else []
        link = next((row for row in links if plan and row.plan_id == plan.pk), None)
        yield Standing(one.article, one.found, _others(one, finder, plan), link)


def _others(one: Standing, finder: Finder, plan: Plan | None) -> tuple[str, ...]:
    """The codes of other plans that the same words name today."""
    mine = {(found.language, found.place.paragraph): range(found.start, found.end) for found in one.found}
    codes = [
        found.plan
        for found in linking.found_in(
            one.article, finder, [code for code in CODES if code in one.article.languages_ready]
        )
        if found.plan != (plan.code if plan else "")
        and (words := mine.get((found.language, found.place.paragraph)))
        and found.start < words.stop
        and words.start < found.end
    ]
    return tuple(dict.fromkeys(codes))


def _shared(text: str, plan: Plan | None) -> tuple[tuple[Plan, str], ...]:
    """The other plans that have this name already, each with it as it is written there. Four queries."""
    names = {name.plan: name.text for name in shared_with(text, plan or Plan())}
    return tuple((other, names[other.code]) for other in Plan.objects.with_codes(names).newest_first())
