"""What differs between two texts, word by word, as people read it. Pure functions.

Words are compared without the white space behind them, so that a comma added after a word does
not make the word itself look changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publishing.matching import matches

_TOKEN = re.compile(r"(\n|\w+|[^\w\s]|)([^\S\n]*)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: "same", "added", "removed", or "cut" where unchanged text was left out."""

    kind: str
    text: str

    @property
    def breaks_line(self) -> bool:
        """Whether the change is nothing but a line break, which would be invisible."""
        return self.kind in {"added", "removed"} and not self.text.strip() and "\n" in self.text


def words(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; what was removed stands before what was added.

    "same" and "removed" together are `before`, "same" and "added" are `after`. Neighbours
    differ in kind. [] for two empty texts. A text of 20,000 words takes well under a second.
    """
    one, other = _tokens(before), _tokens(after)
    changes = [["", "", ""]]  # what is the same, then what was removed, then what was added
    i = j = 0
    for k, m in [*matches([core for core, _gap in one], [core for core, _gap in other]), (len(one), len(other))]:
        _change(changes, _joined(one[i:k]), _joined(other[j:m]))
        if k < len(one):
            _keep(changes, one[k], other[m])
        i, j = k + 1, m + 1
    return list(_pieces(_calm(changes)))


def shortened(pieces: Iterable[Piece], around: int = 120) -> list[Piece]:
    """The pieces with long unchanged stretches cut: about `around` characters stay beside a change."""
    pieces, short = list(pieces), []
    for place, piece in enumerate(pieces):
        head = around if place or len(pieces) == 1 else 0
        tail = around if place < len(pieces) - 1 else 0
        start, end = _end_of_head(piece.text, head), _start_of_tail(piece.text, tail)
        # Less than a line is not worth an ellipsis.
        if piece.kind != "same" or end - start < around // 2:
            short.append(piece)
            continue
        line = "\n" if "\n" in piece.text[start:end] else ""
        left_out = (line if start else "") + "…" + (line if piece.text[end:] else "")
        around_it = [("same", piece.text[:start].rstrip("\n")), ("cut", left_out), ("same", piece.text[end:])]
        short += [Piece(kind, text) for kind, text in around_it if text]
    return short


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words, signs and line breaks, each with the white space behind it."""
    return [pair for pair in _TOKEN.findall(text) if pair != ("", "")]


def _joined(tokens) -> str:
    return "".join(core + gap for core, gap in tokens)


def _change(changes: list[list[str]], removed: str, added: str) -> None:
    changes[-1][1] += removed
    changes[-1][2] += added


def _keep(changes: list[list[str]], one: tuple[str, str], other: tuple[str, str]) -> None:
    """A word that both have; the white space behind it may still differ."""
    if changes[-1][1] or changes[-1][2]:
        changes.append(["", "", ""])
    changes[-1][0] += one[0]
    if one[1] == other[1]:
        changes[-1][0] += one[1]
    else:
        _change(changes, one[1], other[1])


def _calm(changes: list[list[str]]) -> list[list[str]]:
    """Without equal crumbs between changes: a text that changes at every other word is hard to read."""
    calm = [changes[0]]
    for same, removed, added in changes[1:]:
        if (removed or added) and _is_crumb(same, calm[-1][1:], [removed, added]):
            _change(calm, same + removed, same + added)
        else:
            calm.append([_shared_gap(calm[-1]) + same, removed, added])
    return calm


def _shared_gap(change: list[str]) -> str:
    """Take the white space that both sides of a change end with away from it."""
    _same, removed, added = change
    gap = removed[len(removed.rstrip(" ")) :]
    if not gap or added[len(added.rstrip(" ")) :] != gap:
        return ""
    change[1:] = [removed.removesuffix(gap), added.removesuffix(gap)]
    return gap


def _is_crumb(same: str, before: list[str], after: list[str]) -> bool:
    if "\n" in same or not any(before):
        return False
    count = len(_WORD.findall(same))
    return count == 0 or (count <= 2 and len(same) < min(max(map(len, before)), max(map(len, after))))


def _pieces(changes: list[list[str]]) -> Iterator[Piece]:
    held = ""
    for same, removed, added in changes:
        held += same
        if held and (removed or added):
            yield Piece("same", held)
            held = ""
        if removed:
            yield Piece("removed", removed)
        if added:
            yield Piece("added", added)
    if held:
        yield Piece("same", held)


def _end_of_head(text: str, length: int) -> int:
    """Behind the last whole line, or else word, among the first characters."""
    if len(text) <= length or length == 0:
        return min(length, len(text))
    line, word = text.rfind("\n", 0, length + 1), text.rfind(" ", 0, length + 1)
    return line if line > length // 2 else max(line, word, 0) or length


def _start_of_tail(text: str, length: int) -> int:
    """Before the first whole line, or else word, among the last characters."""
    first = len(text) - length
    if first <= 0 or length == 0:
        return max(first, 0)
    line, word = text.find("\n", first - 1), text.find(" ", first - 1)
    if 0 <= line < first + length // 2:
        return line + 1
    return word + 1 if word >= 0 else first
