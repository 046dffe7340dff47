"""Which plans the texts of an article name, and in which sentence each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from django.utils import timezone

from news.linking.places import Place, above, text_in
from news.mentions import NAME, Finder, Mention, NamedPlan
from plans.models import Plan
from plans.names import known
from publishing.languages import CODES
from publishing.markup import Paragraph

BREAK = "\n\n"
"""Between two paragraphs: no name and no sentence reaches across it."""


@dataclass(frozen=True)
class Found:
    """A mention of a plan in an article: language, sentence with its place, and the words that name it.

    `start` and `end` are where these words stand in the paragraph, `part` is the key of a part of
    the plan that the sentence names, too.
    """

    plan: str
    language: str
    place: Place
    start: int
    end: int
    name: str
    rule: str
    kind: str
    confidence: float
    part: str | None

    @property
    def rank(self) -> tuple:
        """An order: what shows a link best comes first."""
        return self.kind != NAME, above(self.place.paragraph), -self.confidence


def finder() -> Finder:
    """The finder of all plans by all their names. Three queries; made anew only where a name changed."""
    return _made(tuple(known(Plan.objects.not_binned().order_by("code"))))


@lru_cache(maxsize=4)
def _made(plans: tuple[NamedPlan, ...]) -> Finder:
    return Finder(plans)


def day_of(article):
    """The day under which an article stands, for names that meant one plan and then another."""
    moment = article.dated_at or article.published_at
    return timezone.localdate(moment) if moment else None


def found_in(article, finder: Finder, languages: Sequence[str] = CODES) -> list[Found]:
    """The mentions in the texts of an article, language by language in reading order. No query."""
    day = day_of(article)
    return [one for code in languages for one in mentioned(text_in(article, code), code, finder, day)]


def mentioned(paragraphs: Sequence[Paragraph], language: str, finder: Finder, day=None) -> list[Found]:
    """The mentions in one text. Each is understood from those before it, also in other paragraphs."""
    starts = list(accumulate((len(one.text) + len(BREAK) for one in paragraphs), initial=0))
    whole = BREAK.join(one.text for one in paragraphs)
    found, here = [], 0
    for mention in finder.mentions(whole, day):
        while mention.start >= starts[here + 1]:
            here += 1
        found.append(_found(mention, paragraphs[here], starts[here], language))
    return found


def _found(mention: Mention, paragraph: Paragraph, shift: int, language: str) -> Found:
    start, end = mention.sentence_start - shift, mention.sentence_end - shift
    return Found(
        plan=mention.plan,
        language=language,
        place=Place(paragraph.id, start, end, paragraph.text[start:end]),
        start=mention.start - shift,
        end=mention.end - shift,
        name=mention.text,
        rule=mention.rule,
        kind=mention.kind,
        confidence=mention.confidence,
        part=mention.part,
    )


def best(found: Sequence[Found]) -> dict[str, dict[str, Found]]:
    """What shows each plan best: {plan code: {language: mention}}. A plan that is only referred to is none."""
    shown: dict[str, dict[str, Found]] = {}
    for one in sorted((one for one in found if one.kind == NAME), key=lambda one: one.rank):
        shown.setdefault(one.plan, {}).setdefault(one.language, one)
    return shown
