"""Which words in a text name a plan. Pure: text, names and the date of the text in, mentions out."""

import datetime as dt
from collections.abc import Iterable
from itertools import accumulate, pairwise

from news.mentions.deciding import decided
from news.mentions.index import Index
from news.mentions.matching import matches
from news.mentions.references import references
from news.mentions.sentences import Parts, PartsInText, Sentences
from news.mentions.surroundings import Surroundings
from news.mentions.values import CONFIDENCE, NAME, REFERENCE, Match, Mention, as_told
from plans.naming import Name, NamedPlan, Part

__all__ = ["NAME", "REFERENCE", "Finder", "Mention", "Name", "NamedPlan", "Part", "as_told"]


class Finder:
    """Finds mentions of plans. Made once from all names: about a millisecond for each twenty.

    One finder serves many texts. What a look costs depends on the text, not on the number of names.
    """

    def __init__(self, plans: Iterable[NamedPlan]):
        self._index = Index(plans)
        self._parts = Parts(self._index.plans, self._index.reader)

    @classmethod
    def of_name(cls, text: str, plan: str = "", kind: str = "full") -> "Finder":
        """A finder of one name alone, such as one that an editor is about to add."""
        return cls([NamedPlan(plan, (Name(plan, text, "", kind),))])

    def mentions(self, text: str, dated: dt.date | None = None) -> list[Mention]:
        """The mentions in a text, in their order. `dated` is the day of the text: it decides what "MPAC" meant.

        Never raises, whatever the text. Names that nothing decides are left out.
        """
        units = self._index.reader.units(text)
        around = Surroundings(units, text)
        day = dated.date() if isinstance(dated, dt.datetime) else dated
        named = decided(matches(units, self._index, text), around, self._index, day)
        found = sorted([*named, *references(units, text, named, self._index)], key=lambda match: match.first)
        sentences, parts = Sentences(text), self._parts.in_sentences(units)
        groups = accumulate(int(not around.in_one_group(before, match)) for before, match in pairwise([None, *found]))
        return [
            _mention(match, around.span(match), sentences, parts, group)
            for match, group in zip(found, groups, strict=True)
        ]


def _mention(match: Match, span: tuple[int, int], sentences: Sentences, parts: PartsInText, group: int) -> Mention:
    first, last = sentences.around(*span)
    return Mention(
        plan=match.plan,
        text=sentences.text[slice(*span)],
        start=span[0],
        end=span[1],
        sentence=sentences.slice(first, last),
        sentence_start=first,
        sentence_end=last,
        rule=match.rule,
        kind=REFERENCE if match.rule == REFERENCE else NAME,
        confidence=CONFIDENCE[match.rule],
        group=group,
        part=parts.named(match.plan, first, last),
    )
