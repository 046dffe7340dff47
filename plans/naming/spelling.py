"""One run of letters or digits as the words in it: folded, parted where a space is missing, slips of the pen seen."""

import re
import unicodedata
from itertools import pairwise

from plans.naming import grammar
from publishing.text import folded

_NOT_SEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_MOST_SEEN = 50_000
LONGEST = 40
"""Letters of a run that is parted or put right; what is longer is no word."""
LONG = 7
"""Letters of a word in which a slip is seen; shorter words are too near each other."""
_SINGULAR = frozenset(way.split()[-1] for head in grammar.HEADS for way in grammar.SAME[head].split(" | "))


class Spelling:
    """Words of texts against those of names. Remembers what it has seen: each word is worked out once."""

    def __init__(self, vocabulary: frozenset[str]):
        self._known = vocabulary | grammar.FILLERS if vocabulary else frozenset()
        self._longest = max(map(len, self._known), default=0)
        self._slips = {slip: word for word in vocabulary if len(word) >= LONG for slip in _without_one(word)}
        self.seen: dict[str, tuple] = {}

    def pieces(self, run: str) -> tuple[tuple[int, int, str, str, str], ...]:
        """(start, end, word, caps, near) of each word in a run of letters or of digits."""
        pieces = self.seen.get(run)
        if pieces is None:
            pieces = self._parted(run)
            if len(self.seen) >= _MOST_SEEN:
                self.seen.clear()
            if len(run) <= LONGEST:
                self.seen[run] = pieces
        return pieces

    def _parted(self, run: str) -> tuple:
        if run[0].isdigit():
            return ((0, len(run), _digits(run), "", ""),)
        cuts = [0, *self._seams(run), len(run)]
        return tuple(piece for first, last in pairwise(cuts) for piece in self._words_in(run, first, last))

    def _seams(self, run: str) -> list[int]:
        """Where capitals show that two words are glued: "củaASEAN", "ASEANlần"."""
        if run.islower() or run.isupper():
            return []
        seams = [place for place in range(1, len(run)) if run[place].isupper() and run[place - 1].islower()]
        capitals = re.match(r"[^\W\d_a-z]{3,}", run)
        if capitals and self._known:
            last = next((place for place, sign in enumerate(run) if sign.islower()), 0)
            if last > 1 and folded(run[:last]) in self._known:
                seams = sorted({*seams, last})
        return seams

    def _words_in(self, run: str, first: int, last: int) -> list[tuple]:
        raw = run[first:last]
        word, caps = _word(raw), _caps(raw)
        if not word:
            return []
        if word in self._known or not self._known or not 6 <= len(word) <= LONGEST:
            return [(first, last, word, caps, "")]
        if (cuts := self._glued(word)) and len(places := _places(raw)) >= len(word):
            return [
                (
                    first + places[start],
                    first + (places[end] if end < len(places) else len(raw)),
                    word[start:end],
                    caps,
                    "",
                )
                for start, end in cuts
            ]
        return [(first, last, word, caps, self._near(word))]

    def _glued(self, word: str) -> list[tuple[int, int]]:
        """How known words of two letters and more make up the whole word; [] where they don't."""
        ways: dict[int, tuple] = {0: ()}
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - self._longest), end - 1):
                if start in ways and word[start:end] in self._known:
                    ways[end] = (*ways[start], (start, end))
                    break
        return list(ways.get(len(word), ()))

    def _near(self, word: str) -> str:
        if len(word) < LONG - 1 or not word.isascii():
            return ""
        return next((self._slips[slip] for slip in _without_one(word) if slip in self._slips), "")


def _without_one(word: str) -> list[str]:
    """The word, and the word without each of its letters."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]


def _word(raw: str) -> str:
    """A run folded, in the singular where it is English and heads no name."""
    word = folded(_NOT_SEEN.sub("", raw))
    if len(word) <= 4 or not word.isascii() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    one = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word if one in _SINGULAR else one


def _caps(raw: str) -> str:
    letters = _NOT_SEEN.sub("", raw)
    if len(letters) > 1 and letters.isupper():
        return "U"
    return "C" if letters[:1].isupper() else ""


def _digits(run: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in run if sign.isdecimal())


def _places(raw: str) -> list[int]:
    """Where the letter of a run stands that gave each letter of its folded form."""
    places = []
    for place, sign in enumerate(raw):
        if not _NOT_SEEN.match(sign):
            places += [place] * len(folded(sign))
    return places
