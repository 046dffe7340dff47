"""Which paragraph of a text is which one of the text before: ids that outlive editing. Pure functions."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

NEAR = 20
"""How many paragraphs around are looked through for the one that was rewritten."""
SIMILAR = 0.5
"""Share of equal signs from which a changed paragraph counts as the same one, rewritten."""


def ids(texts: Sequence[str], given: Sequence[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """An id for each paragraph, all different.

    `texts` are the paragraphs, `given` the ids that they bring along ("" for none, none twice),
    `before` the (id, text) of the paragraphs as they stood. An id is kept, else handed on by the
    same text, else by the text that was rewritten in its place, else made from the text.
    """
    chosen, taken = list(given), set(given) - {""}
    without = [place for place, key in enumerate(chosen) if not key]
    free = [(key, text) for key, text in before if key and key not in taken]
    for place, key in _handed_on(without, texts, free):
        chosen[place] = key
        taken.add(key)
    used: Counter = Counter()
    for place in without:
        if not chosen[place]:
            chosen[place] = _new(texts[place], taken, used)
            taken.add(chosen[place])
    return chosen


def _handed_on(without, texts, free) -> Iterator[tuple[int, str]]:
    """(place, id) for each paragraph that one of before became."""
    matcher = SequenceMatcher(None, [text for _key, text in free], [texts[place] for place in without])
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            for old, new in zip(range(old_from, old_to), range(new_from, new_to), strict=True):
                yield without[new], free[old][0]
        elif kind == "replace":
            yield from _rewritten(without[new_from:new_to], texts, free[old_from:old_to])


def _rewritten(without, texts, free) -> Iterator[tuple[int, str]]:
    """(place, id) for paragraphs that were rewritten in their place, the most alike first.

    Only paragraphs within NEAR of each other are compared, so that a long text stays cheap.
    """
    alike = []
    for new, place in enumerate(without):
        for old in range(max(0, new - NEAR), min(len(free), new + NEAR + 1)):
            compared = SequenceMatcher(None, free[old][1], texts[place])
            if compared.real_quick_ratio() >= SIMILAR and compared.quick_ratio() >= SIMILAR:
                alike.append((-compared.ratio(), new, old))
    given, taken = set(), set()
    for ratio, new, old in sorted(alike):
        if -ratio >= SIMILAR and new not in given and old not in taken:
            given.add(new)
            taken.add(old)
            yield without[new], free[old][0]


def _new(text: str, taken: set[str], used: Counter) -> str:
    """An id from the text itself, so that the same import gives the same ids; unlike all taken.

    `used` counts how often each text got one, so that a thousand equal paragraphs cost no more.
    """
    while True:
        digest = hashlib.blake2s(f"{text}\0{used[text]}".encode(), digest_size=8).hexdigest()
        used[text] += 1
        if (key := f"p-{digest[:8]}") not in taken:
            return key
