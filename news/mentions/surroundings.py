"""What stands around a name in a text: years joined on, owners, articles, brackets, words that go with a plan."""

from news.mentions.index import Index
from news.mentions.values import Form, Match
from plans.naming import Unit
from plans.naming.grammar import COUNTRIES, ENGLISH_HEADS, HEADLINE, HEADS, HOME, MANY, OWNING, PLACING
from plans.naming.words import HARD, OPEN, PLAIN
from publishing.text import folded


class Surroundings:
    """The units of a text and what they say about a match. No look costs more than the words beside it."""

    def __init__(self, units: list[Unit], text: str):
        self.units = units
        self.text = text
        self.words = {unit.canon for unit in units}

    # --- Whose it is ----------------------------------------------------------------

    def is_of_another_owner(self, match: Match) -> bool:
        """Whether the name is given to a country or an office, or is only the end of a longer name.

        What says all that names of its plan usually say (the region among it) is nobody else's;
        a national plan is that of another country only.
        """
        owners = self._owners(match)
        if any(PLACING & set(form.words) for form in match.forms):
            return bool(owners & (COUNTRIES - HOME))
        if not all(form.lacks or form.is_short for form in match.forms):
            return False
        return bool(owners) or self._goes_on(match) or self._is_own(match)

    def _is_own(self, match: Match) -> bool:
        """Whether somebody's own is told of, or one that nobody knows yet: "its own …", "a …", "một …"."""
        if self.units[match.first].fill[-1:] == ("a",):
            return True
        return self._before(match) in {"own", "mot"} or self._is_after_an(match)

    def _is_after_an(self, match: Match) -> bool:
        """Whether the English article stands right before: "dự án" (a project) has its mark."""
        before = self._before(match)
        unit = self.units[match.first - 1]
        return before == "an" and self.text[unit.start : unit.end].lower() == "an"

    def _owners(self, match: Match) -> set[str]:
        """The country or office right before or behind a name."""
        beside = {self._before(match, allowed={"s"}), self._behind(match, allowed=OWNING)}
        return beside & (COUNTRIES | PLACING)

    def _goes_on(self, match: Match) -> bool:
        """Whether a name that begins with its head is part of a longer one: "Tourism Master Plan 2025"."""
        first = self.units[match.first]
        if first.canon not in HEADS:
            return self._is_end_of_title(match)
        if is_english(first, self.text):
            return self._before(match) != ""
        return self._behind(match, allowed={"ve", "cho"}) in {"development", *PLACING}

    def _is_end_of_title(self, match: Match) -> bool:
        """Whether a word with a capital makes it a longer English name: "Greater Mekong ICT Masterplan 2020"."""
        heads = [unit for unit in self.units[match.first : match.last + 1] if unit.canon in HEADS]
        if not match.first or not heads or not is_english(heads[0], self.text):
            return False
        unit, before = self.units[match.first - 1], self._before(match, allowed={"s"})
        return before != "" and unit.caps != "" and before not in HEADLINE and before.isalpha()

    def _before(self, match: Match, allowed=frozenset()) -> str:
        """The word that stands right before, with none but the allowed fillers between."""
        first = self.units[match.first]
        joined = match.first and first.gap == PLAIN and set(first.fill) <= set(allowed)
        return self.units[match.first - 1].canon if joined else ""

    def _behind(self, match: Match, allowed=frozenset()) -> str:
        """The word that stands right behind."""
        if match.last + 1 >= len(self.units):
            return ""
        unit = self.units[match.last + 1]
        return unit.canon if unit.gap == PLAIN and set(unit.fill) <= set(allowed) else ""

    def is_any_of_its_kind(self, match: Match) -> bool:
        """Whether a name of common words stands for any such plan: "the various national programmes"."""
        if any(form.has_year or form.is_abbreviation for form in match.forms):
            return False
        first = self.units[match.first]
        if first.caps:
            return False
        return first.fill[-1:] in {("cac",), ("nhung",), ("a",)} or self._before(match) in MANY

    # --- Context --------------------------------------------------------------------

    def has_context(self, form: Form, index: Index, named: set[str]) -> bool:
        """Whether the text says what a short form leaves out: its usual words, or else what goes with the plan.

        Letters alone and "master plan 2025" need all the words; a head with a word of its own needs
        one, or another plan in the text.
        """
        if not form.lacks:
            known = index.around[form.name.plan]
            return not known or not known.isdisjoint(self.words)
        own = {word for word in form.words if not word.isdigit()} - HEADS
        if own and not form.initials:
            return bool(named) or not self.words.isdisjoint(form.lacks | index.around[form.name.plan])
        return form.lacks <= self.words

    def is_shouted(self, match: Match) -> bool:
        """Whether the words beside it are in capitals too, so that capitals tell nothing."""
        before = [self.units[match.first - 1]] if match.first and not self.units[match.first].gap & HARD else []
        behind = [unit for unit in self.units[match.last + 1 : match.last + 2] if not unit.gap & HARD]
        lettered = [unit for unit in before + behind if unit.canon.isalpha()]
        return bool(lettered) and all(unit.caps == "U" for unit in lettered)

    def in_one_group(self, one: Match | None, other: Match) -> bool:
        """Whether the second names the plan of the first once more, in brackets right behind it."""
        if one is None or other.first != one.last + 1 or not self.units[other.first].gap & OPEN:
            return False
        return not one.plan or not other.plan or one.plan == other.plan

    def span(self, match: Match) -> tuple[int, int]:
        """Where a match stands; a bracket that opens in it closes in it: "Tuyên bố Hà Nội (2010)"."""
        start, end = self.units[match.first].start, self.units[match.last].end
        inside = self.text[start:end]
        if inside.count("(") > inside.count(")") and self.text[end : end + 1] == ")":
            end += 1
        return start, end


def is_english(head: Unit, text: str) -> bool:
    """Whether a head stands there in English, where its qualifiers come before it."""
    return folded(text[head.start : head.end]).replace("-", " ").split()[0] in ENGLISH_HEADS
