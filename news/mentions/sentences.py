"""The sentence around a place of a text, as it stands there, and the part of a plan that it names."""

import re
from bisect import bisect_left, bisect_right

from plans.naming import NamedPlan, Part, Reader, Unit
from publishing.text import sentences

_BLOCK_END = re.compile(r"\n[^\S\n]*\n")
_CONTINUES = re.compile(r"[^\S\n]*[^\W\dA-ZĐ_]")


class Sentences:
    """The sentences of a text. Each paragraph is parted once, when it is first asked for."""

    def __init__(self, text: str):
        self.text = text
        self._starts = [0, *(found.end() for found in _BLOCK_END.finditer(text))]
        self._parted: dict[int, list[tuple[int, int]]] = {}
        self._slices: dict[tuple[int, int], str] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence stands in which something begins; it holds all of that, line breaks included."""
        number = bisect_right(self._starts, start) - 1
        if number not in self._parted:
            self._parted[number] = self._part(number)
        parted = self._parted[number]
        place = bisect_right(parted, (start, len(self.text))) - 1
        first, last = parted[place] if place >= 0 and parted[place][1] > start else (start, end)
        return self._on_its_lines(first, max(last, end), start, end)

    def slice(self, first: int, last: int) -> str:
        """The text of a sentence; the same object for each mention in it."""
        return self._slices.setdefault((first, last), self.text[first:last])

    def _part(self, number: int) -> list[tuple[int, int]]:
        begin = self._starts[number]
        stop = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return [(begin + first, begin + last) for first, last in sentences(self.text[begin:stop])]

    def _on_its_lines(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The sentence without lines before and behind that are titles or captions of their own."""
        place = start
        while (place := self.text.rfind("\n", first, place)) >= 0:
            if not _CONTINUES.match(self.text, place + 1):
                first = place + 1
                break
        place = end - 1
        while (place := self.text.find("\n", place + 1, last)) >= 0:
            if not _CONTINUES.match(self.text, place + 1):
                last = place
                break
        while first < start and self.text[first].isspace():
            first += 1
        while last > end and self.text[last - 1].isspace():
            last -= 1
        return first, last


class Parts:
    """Parts of plans by their titles and numbers, read once."""

    def __init__(self, plans: dict[str, NamedPlan], reader: Reader):
        self._reader = reader
        self._told = {
            code: [(part.key, way) for part in plan.parts for way in self._ways(part)] for code, plan in plans.items()
        }

    def _ways(self, part: Part) -> list[str]:
        """How a sentence names a part: by its title of two words or more, or by its level and number."""
        titles = [_joined(units) for title in part.titles if len(units := self._reader.units(title)) > 1]
        if not part.number.isdigit():
            return titles
        return titles + [_joined(self._reader.units(f"{level} {part.number}")) for level in part.levels if level]

    def in_sentences(self, units: list[Unit]) -> "PartsInText":
        """The parts that the sentences of a text name."""
        return PartsInText(self._told, units)


class PartsInText:
    """Which parts of plans the sentences of one text name. Each sentence is looked at once for each plan."""

    def __init__(self, told: dict[str, list[tuple[str, str]]], units: list[Unit]):
        self._told = told
        self._units = units
        self._starts = [unit.start for unit in units]
        self._found: dict[tuple[str, int, int], str | None] = {}

    def named(self, plan: str, first: int, last: int) -> str | None:
        """The key of the one part of a plan that a sentence names; None where it names none or several."""
        if not self._told.get(plan):
            return None
        if (plan, first, last) not in self._found:
            inside = self._units[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
            words = _joined(inside)
            keys = {key for key, way in self._told[plan] if way in words}
            self._found[plan, first, last] = keys.pop() if len(keys) == 1 else None
        return self._found[plan, first, last]


def _joined(units: list[Unit]) -> str:
    return f" {' '.join(unit.canon for unit in units)} "
