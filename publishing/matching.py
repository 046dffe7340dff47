"""Where two long rows of words are the same. Pure functions.

`difflib` alone is quadratic: long texts are first held together at runs of words that both have
exactly once, and `difflib` compares what lies between.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

RUN = 3
"""So many words in a row, once in each text, count as the same place."""
SMALL, CHEAP = 250_000, 50_000
"""How many pairs of words, and pairs of equal words, `difflib` may be given at once."""


def matches(one: list[str], other: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places with the same word, rising in both texts."""
    i = j = 0
    for k, m in [*_anchors(one, other), (len(one), len(other))]:
        yield from _between(one, other, (i, k), (j, m))
        if k < len(one):
            yield k, m
        i, j = k + 1, m + 1


def _anchors(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Where both texts have the same run of words, and have it once; the longest rising row of them."""
    if len(one) * len(other) <= SMALL:
        return []
    here, there = _runs(one), _runs(other)
    pairs = [(place, there[run]) for run, place in here.items() if run in there]
    ends: list[int] = []
    rows: list[tuple] = []
    for place, target in pairs:
        at = bisect_left(ends, target)
        ends[at : at + 1], rows[at : at + 1] = [target], [((place, target), rows[at - 1] if at else None)]
    found, row = [], rows[-1] if rows else None
    while row:
        found.append(row[0])
        row = row[1]
    return found[::-1]


def _runs(tokens: list[str]) -> dict[tuple[str, ...], int]:
    """{run of words: its place} for the runs that stand in the text once."""
    runs = list(zip(*(tokens[start:] for start in range(RUN)), strict=False))
    times = Counter(runs)
    return {run: place for place, run in enumerate(runs) if times[run] == 1}


def _between(one, other, here: tuple[int, int], there: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The matches inside a stretch of each text; its equal ends are matched without `difflib`."""
    (i, k), (j, m) = here, there
    while i < k and j < m and one[i] == other[j]:
        yield i, j
        i, j = i + 1, j + 1
    tail = []
    while i < k and j < m and one[k - 1] == other[m - 1]:
        k, m = k - 1, m - 1
        tail.append((k, m))
    if _affordable(one[i:k], other[j:m]):
        for block in SequenceMatcher(None, one[i:k], other[j:m], autojunk=False).get_matching_blocks():
            yield from ((i + block.a + step, j + block.b + step) for step in range(block.size))
    yield from reversed(tail)


def _affordable(one: list[str], other: list[str]) -> bool:
    """Whether comparing each word with each is quick; else the whole stretch counts as rewritten."""
    here, there = Counter(one), Counter(other)
    return len(one) * len(other) <= SMALL and sum(times * there[word] for word, times in here.items()) <= CHEAP
