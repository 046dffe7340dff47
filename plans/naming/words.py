"""A text as the words that names are made of: folded, parted where they were glued, one word for what says the same.

Offsets are those of the text as given; it is never put into another form.
"""

import re
from dataclasses import dataclass
from functools import cache

from plans.naming import grammar
from plans.naming.spelling import Spelling

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}{_UNSEEN}])*|\d(?:[{_UNSEEN}]*\d)*")
_NOT_SEEN = re.compile(f"[{_UNSEEN}]")

MOST_FILLERS = 6
"""Words that say nothing, in a row, inside a name; of more the last ones are kept."""
PLAIN, COMMA, OPEN, CLOSE, HARD = 0, 1, 2, 4, 8
"""What stands before a word: a space or a hyphen; a comma or colon; a bracket; what no name runs across."""
_BLANK_LINE = re.compile(r"[\n\v\f\x85\u2028\u2029](?:\s)*?[\n\v\f\x85\u2028]|\u2029|\r\s*?\r")
_MOST_GAPS = 5_000
_SOFT = frozenset("-‐‑‒–—―_\"'“”‘’«»&/#\\`´")
_SIGNS = {",": COMMA, ":": COMMA, "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE}


@dataclass(slots=True)
class Unit:
    """A word that says something, or several that say the same as one, with what stands before it.

    `fill` are the fillers since the unit before; `caps` is "U" in capitals, "C" with a capital first,
    else ""; `near` is the word that this one seems to be with a slip of the pen; `typo` says that a
    word stands in it twice.
    """

    canon: str
    start: int
    end: int
    gap: int
    fill: tuple[str, ...]
    caps: str
    near: str
    typo: bool

    @property
    def is_year(self) -> bool:
        """Whether it is a number from 1900 to 2199."""
        return len(self.canon) == 4 and self.canon.isdigit() and self.canon[:2] in {"19", "20", "21"}


@cache
def _same() -> dict:
    """Ways to say the same as a tree of words; under "" the one word for them."""
    tree: dict = {}
    for canon, ways in grammar.SAME.items():
        for way in ways.split(" | "):
            node = tree
            for word in way.split():
                node = node.setdefault(word, {})
            node[""] = canon
    return tree


_NUMBERING = frozenset({"no", "so"})


def gap_of(between: str, before: str = "") -> int:
    """What kind of gap the signs between two words are; `before` is the word in front ("No. 749" is one name)."""
    if before in _NUMBERING and between.strip() in {".", ":"}:
        return PLAIN
    kind = PLAIN
    for sign in between:
        if sign in _SIGNS:
            kind |= _SIGNS[sign]
        elif not (sign.isspace() or sign in _SOFT or _NOT_SEEN.match(sign)):
            return HARD
    return HARD if _BLANK_LINE.search(between) else kind


class Reader:
    """Reads texts into units. With the words of the names it parts what is glued and sees slips of the pen."""

    def __init__(self, vocabulary: frozenset[str] = frozenset()):
        self._spelling = Spelling(vocabulary)
        self._gaps: dict[str, int] = {" ": PLAIN, "": PLAIN}

    def units(self, text: str) -> list[Unit]:
        """The units of a text in their order. Time in proportion to its length."""
        return _merged(self._words(text))

    def _words(self, text: str) -> list[tuple]:
        """(word, start, end, gap, caps, near) of each word."""
        words, position, before = [], 0, ""
        # The two look-ups that are nearly always answered stand here, not behind calls: this loop is half the time.
        seen, gaps = self._spelling.seen, self._gaps
        for found in _WORD.finditer(text):
            start, end = found.span()
            gap = gaps.get(text[position:start]) if position and before not in _NUMBERING else None
            if gap is None:
                gap = self._gap(text[position:start], before) if position else HARD
            run = found[0]
            for first, last, word, caps, near in seen.get(run) or self._spelling.pieces(run):
                words.append((word, start + first, start + last, gap, caps, near))
                gap, before = PLAIN, word
            position = end
        return words

    def _gap(self, between: str, before: str) -> int:
        kind = gap_of(between, before)
        if len(self._gaps) < _MOST_GAPS and len(between) < 20 and before not in _NUMBERING:
            self._gaps[between] = kind
        return kind


def _merged(words: list[tuple]) -> list[Unit]:
    """Words put together that say the same as one; fillers stand with the unit behind them."""
    units, tree, place, count = [], _same(), 0, len(words)
    gap, fill = PLAIN, ()
    while place < count:
        word, start, end, own_gap, caps, near = words[place]
        gap |= own_gap
        canon, last, typo = _longest(words, place, tree) if word in tree else ("", place, False)
        if not canon and word in grammar.FILLERS:
            fill, place = (*fill[-MOST_FILLERS:], word), place + 1
            continue
        if typo or last > place:
            end = words[last][2]
        if near and not canon:
            near = tree[near][""] if near in tree and "" in tree[near] else near
        if units and not gap and not fill and (canon or word) == units[-1].canon and not word.isdigit():
            units[-1].end, units[-1].typo = end, True
        else:
            units.append(Unit(canon or word, start, end, gap, fill, caps, near, typo))
        gap, fill, place = PLAIN, (), last + 1
    return units


def _longest(words: list[tuple], place: int, tree: dict) -> tuple[str, int, bool]:
    """The longest way to say something that begins at a word: (canon, last word, whether a word stands twice)."""
    node, best, doubled = tree[words[place][0]], ("", place, False), False
    if "" in node:
        best = (node[""], place, False)
    here, count, passed = place + 1, len(words), 0
    while here < count and not words[here][3]:
        word = words[here][0]
        if word in node:
            node = node[word]
            if "" in node:
                best = (node[""], here, doubled)
        elif passed < 2 and word == words[here - 1][0]:
            doubled, passed = True, passed + 1
        elif passed < 2 and word in grammar.COORDINATING:
            passed += 1
        else:
            break
        here += 1
    return best


@cache
def _plain_reader() -> Reader:
    return Reader()


def key(text: str) -> tuple[str, ...]:
    """What a name says, as words to compare: "Kế hoạch tổng thể về ICT" and "ICT masterplan" differ in order alone."""
    return tuple(unit.canon for unit in _plain_reader().units(text))
