"""By which marks a page names its publisher: "(Mic.gov.vn) -", "LDO |", "(VNA) –". Pure.

The marks come from the data (`Publisher.marks`); capitals, diacritics and the place of a tone mark
do not count, except in an abbreviation, which is written in capitals ("VNA" is no part of "vna-net").
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from publishing.text import folded, line

LONGEST_LOOKED_AT = 400
"""Characters of a line in which marks are looked for; a longer one is running text."""
_SHORT = 6
"""Letters up to which a mark in capitals counts as an abbreviation."""


@dataclass(frozen=True)
class Mark:
    """A publisher's mark in a text: where it stands, and who publishes."""

    start: int
    end: int
    publisher: str


@dataclass(frozen=True)
class Marks:
    """All known marks: {mark: the publisher's canonical name}."""

    publishers: Mapping[str, str]

    def within(self, text: str) -> list[Mark]:
        """The marks in a text, in order; the longest where several begin together."""
        if self._pattern is None or len(text) > LONGEST_LOOKED_AT:
            return []
        bare, places = _folded_with_places(text)
        found = []
        for match in self._pattern.finditer(bare):
            start, end = places[match.start()], places[match.end() - 1] + 1
            for mark in self._by_folded[match.group()]:
                if not _abbreviated(mark) or mark == text[start:end]:
                    found.append(Mark(start, end, self.publishers[mark]))
                    break
        return found

    def whole(self, text: str) -> str:
        """The publisher of which a text is the mark, brackets and signs around it aside; "" for none."""
        bare = text.strip(" ()[]-–—|:.,•·/*©\"'“”")
        return next((mark.publisher for mark in self.within(bare) if (mark.start, mark.end) == (0, len(bare))), "")

    @cached_property
    def _by_folded(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for mark in self.publishers:
            if key := folded(line(mark)):
                found.setdefault(key, []).append(mark)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern | None:
        keys = sorted(self._by_folded, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, keys))})(?!\w)") if keys else None


def _abbreviated(mark: str) -> bool:
    return len(mark) <= _SHORT and mark.isupper()


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text from which it comes."""
    pieces, places = [], []
    for place, sign in enumerate(text):
        bare = folded(sign)
        pieces.append(bare)
        places += [place] * len(bare)
    return "".join(pieces), places


def marks_of(titles: Iterable[str], address: str, marks: Iterable[str], sections: Iterable[str]) -> dict[str, str]:
    """The marks of one publisher, {mark: canonical name}: its titles, its domain, what the data give.

    The first title is the canonical name. A section stands for itself: its name alone does not
    tell the newspaper for certain.
    """
    titles = [title for title in titles if title]
    if not titles:
        return {}
    bare = [re.sub(r"\s*\([^)]*\)\Z", "", title) for title in titles]
    host = re.sub(r"\Awww\.", "", urlsplit(address).netloc)
    named = dict.fromkeys(filter(None, [*marks, *titles, *bare, host]), titles[0])
    return named | {section: section for section in sections if section}
