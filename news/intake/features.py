"""What can be said of each block of a text without knowing what it is: length, ends, words, neighbours. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

from news.intake import cues, people
from news.intake.chrome import Chrome, chrome
from news.intake.lines import Block
from publishing.text import folded, sentences

CUES = {"photo", "photo first", "pointing", "scene", "scene first", "person first", "said elsewhere", "indented"}
"""What speaks of a picture; a longer line without any of these is seldom a caption."""


@dataclass
class Features:
    """A block with what is true of it, by name; the weights of roles are told for these names."""

    block: Block
    number: int
    sentences: int
    chrome: Chrome | None
    true: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def length(self) -> int:
        return len(self.text)

    @cached_property
    def key(self) -> str:
        """The same for texts that differ in capitals, diacritics and signs alone."""
        return _key(self.text)

    def __contains__(self, name: str) -> bool:
        return name in self.true


def features_of(blocks: Sequence[Block]) -> list[Features]:
    """Each block with its features; those that look at neighbours and repetition, too."""
    found = [_alone(block, number) for number, block in enumerate(blocks)]
    keys, said = Counter(one.key for one in found), _said_inside(found)
    usual = median([one.length for one in found if is_prose(one)] or [0])
    gaps = median([one.block.gap for one in found[1:]] or [0])
    mostly_indented = sum(block.indented for block in blocks) * 3 > len(blocks)
    for one in found:
        tests = {
            "again": keys[one.key] > 1,
            "said elsewhere": keys[one.key] > 1 or one.key in said,
            "far below the usual": one.length * 2.2 < usual,
            "gap before": one.block.gap > gaps,
            "indented": one.block.indented and not mostly_indented,
        }
        one.true |= {name for name, holds in tests.items() if holds}
        if one.length > 60 and not one.true & CUES:
            one.true.add("nothing of a picture")
    _look_at_neighbours(found)
    return found


def _look_at_neighbours(found: list[Features]) -> None:
    for one, after in pairwise(found):
        if one.chrome == Chrome.FILE:
            after.true.add("after a picture's file")
        if "colon" in one and not one.chrome:
            after.true.add("after a colon")
        if is_prose(after):
            one.true.add("before prose")


def is_prose(one: Features) -> bool:
    """Whether a block is running text: long and ended, or several sentences."""
    if one.chrome or "photo" in one:
        return False
    ended = "ended" in one or "colon" in one or one.length >= 160
    return (one.length >= 110 and ended) or (one.sentences >= 2 and one.length >= 80 and ended)


def _alone(block: Block, number: int) -> Features:
    """What is true of a block whatever stands around it."""
    text = block.text
    one = Features(block, number, len(sentences(text)), chrome(text))
    one.true = {name for name, holds in _of_form(text).items() if holds}
    one.true |= {name for name, pattern in cues.AT_START.items() if pattern.match(text)}
    one.true |= {name for name, pattern in cues.ANYWHERE.items() if pattern.search(text)}
    if one.sentences > 1:
        one.true.add("several sentences")
    return one


def _of_form(text: str) -> dict[str, bool]:
    """What length, ends and letters of a line tell."""
    quoted = text[0] in cues.OPENING_QUOTES
    return {
        "long": len(text) >= 220,
        "middling": 110 <= len(text) < 220,
        "short": len(text) <= 80,
        "few words": len(text.split()) <= 3,
        "ended": _ended(text) and not (text[-1] == "?" and len(text) <= 80),
        "end mark": text[-3:] == "./.",
        "question": text[-1] == "?",
        "colon": text[-1] == ":",
        "comma": "," in text,
        "quote first": quoted,
        "quoted": quoted and text.rstrip(" .")[-1:] in cues.CLOSING_QUOTES and len(text) > 2,
        "capitals": _capitals(text),
        "section": people.is_section(text),
        "photo": _is_photo(text),
    }


def _is_photo(text: str) -> bool:
    """Whether a line ends by telling who made a picture."""
    if len(text) > 400:
        return False
    match = cues.PHOTO.search(text, max(0, len(text) - 120))
    cased = cues.PHOTO_CASED.search(text, max(0, len(text) - 40)) if 30 < len(text) < 160 else None
    return match is not None or (cased is not None and len(sentences(text[: cased.start()])) == 1)


def _ended(text: str) -> bool:
    return text.rstrip("".join(cues.CLOSING_QUOTES) + ")] /")[-1:] in set(".!?…")


def _capitals(text: str) -> bool:
    """Whether most letters are capitals: "CHUYỂN ĐỔI SỐ asean"."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and sum(sign.isupper() for sign in letters) >= 0.6 * len(letters)


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", folded(text[:300])).strip()


def _said_inside(found: list[Features]) -> set[str]:
    """The keys of sentences of running text: a caption often repeats one."""
    return {
        _key(one.text[start:end])
        for one in found
        if one.sentences > 1 and one.length < 5000
        for start, end in sentences(one.text)
        if end - start >= 30
    }
