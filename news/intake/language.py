"""Which language a raw text is written in. Pure functions."""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MARKED = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES}
UPPER = "A-Z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper())
LOWER = "a-z" + "".join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.islower())
"""The capitals and the small letters of Latin, for classes of regular expressions."""
LETTERS = {"vi": (_MARKED | {"đ"}) - set("aeiouy")}
"""Letters that tell a language: a word with one of them counts for it."""
COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "vi": "và của các là trong được cho với những này đã không một người về tại có đến từ theo cùng để "
        "cua cac duoc voi nhung khong nguoi tai theo",
        "en": "the of and to in a is that for on with as by at from was were are have has had it its be "
        "this will which their an or not said between",
    }.items()
}
"""The commonest words of each language, also as Vietnamese is typed without its marks."""


def language_of(text: str, languages: Sequence[str] = tuple(COMMON)) -> str:
    """The language among `languages` that most words speak for; the first one where none does."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())

    def votes(language: str) -> int:
        common, letters = COMMON.get(language, frozenset()), LETTERS.get(language, set())
        return sum(word in common or not letters.isdisjoint(word) for word in words)

    return max(languages, key=votes)
