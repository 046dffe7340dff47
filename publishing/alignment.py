"""Which paragraph of a translation stands for which of the original. Pure functions.

By kind and length, in order, as sentences of parallel texts are aligned (W. Gale and K. Church,
"A program for aligning sentences in bilingual corpora", 1993): what is translated grows or
shrinks alike all along, and a heading stands for a heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

LEFT_OUT = 2.5
"""What it costs that a paragraph has no counterpart, in the measure of `_cost`."""
OTHER_KIND = 6.0
"""What it costs to pair a heading with a text: dearer than leaving both out."""


@dataclass(frozen=True)
class Piece:
    """What is compared of a paragraph: its element, and its length in characters."""

    kind: str
    length: int


type Pair = tuple[int | None, int | None]


def aligned(left: Sequence[Piece], right: Sequence[Piece]) -> list[Pair]:
    """The places of `left` and `right` that stand for each other, in order.

    Each place occurs once; None where one side has nothing. The cost grows with the product of
    the two numbers of paragraphs.
    """
    scale = (sum(piece.length for piece in left) + 1) / (sum(piece.length for piece in right) + 1)
    costs = _costs(left, right, scale)
    pairs: list[Pair] = []
    i, j = len(left), len(right)
    while i or j:
        here = costs[i][j]
        if i and j and here == costs[i - 1][j - 1] + _cost(left[i - 1], right[j - 1], scale):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and here == costs[i - 1][j] + LEFT_OUT:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _costs(left, right, scale) -> list[list[float]]:
    """The least cost of aligning the first i with the first j."""
    costs = [[j * LEFT_OUT for j in range(len(right) + 1)]]
    for i, one in enumerate(left, start=1):
        row = [i * LEFT_OUT]
        for j, other in enumerate(right, start=1):
            row.append(
                min(
                    costs[i - 1][j - 1] + _cost(one, other, scale),
                    costs[i - 1][j] + LEFT_OUT,
                    row[j - 1] + LEFT_OUT,
                )
            )
        costs.append(row)
    return costs


def _cost(one: Piece, other: Piece, scale: float) -> float:
    """How unlike two pieces are: 0 for one kind and one length."""
    lengths = abs(log((one.length + 1) / ((other.length + 1) * scale)))
    return lengths + (0 if one.kind == other.kind else OTHER_KIND)
