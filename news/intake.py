"""Raw text of an article → what it proposes: title, lead, paragraphs, language. Pure functions.

The first line is the title, the second one the lead, every further one a paragraph; lines in
capitals above the title stand at the end. Nothing
is taken for a byline, a caption or the furniture of a page yet, and so nothing is lost: an
editor sees every line of the file in the draft.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from publishing.text import line

LARGEST = 5_000_000
"""Bytes of a file that is read at all."""
LONGEST_TITLE = 300
"""Characters that a title has room for."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BREAKS = frozenset("\t\n\v\f\r")
_NO_CHARACTERS = frozenset("\ufffe\uffff")
_WORD = re.compile(r"[^\W\d_]+")

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MARKED = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES}
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


class Unreadable(ValueError):
    """Why a file gives no article, as the end of a sentence that begins with its name."""


@dataclass(frozen=True)
class Proposal:
    """An article as a raw text proposes it; an editor has the last word."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    language: str

    @property
    def body(self) -> str:
        """The paragraphs as rich text."""
        return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in self.paragraphs)


def proposed(raw: bytes, languages: Sequence[str] = tuple(COMMON)) -> Proposal:
    """The article that a file's bytes propose, in one of `languages`. Unreadable says what is wrong."""
    text = decoded(raw)
    lines = lines_of(text)
    if not lines:
        raise Unreadable(_("is empty."))
    title, lead, *paragraphs = headed(lines)
    if not any(sign.isalnum() for sign in title):
        raise Unreadable(_("has no title: its first line holds no word."))
    if len(title) > LONGEST_TITLE:
        told = _("has no title: its first line has %(length)d characters, and a title at most %(most)d.")
        raise Unreadable(told % {"length": len(title), "most": LONGEST_TITLE})
    return Proposal(title, lead, tuple(paragraphs), language_of(text, languages))


def headed(lines: list[str]) -> list[str]:
    """The lines with the title first, then the lead ("" where there is none), then the rest.

    A masthead or a menu above the title is written in capitals ("MỚI NHẤT"); such lines go to
    the end, where an editor takes them out. Where all lines are so, the first is the title.
    """
    place = next((number for number, line in enumerate(lines) if not line.isupper()), 0)
    ordered = [*lines[place:], *lines[:place]]
    return ordered if len(ordered) > 1 else [*ordered, ""]


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 where its first bytes say so."""
    if len(raw) > LARGEST:
        raise Unreadable(_("is larger than %(megabytes)d MB.") % {"megabytes": LARGEST // 1_000_000})
    try:
        text = raw.decode("utf-16" if raw.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("is no text in UTF-8. Save it as UTF-8 and try again.")) from error
    # Besides breaks, control characters stand in programs, pictures and texts decoded wrongly before.
    if any(unicodedata.category(sign) == "Cc" or sign in _NO_CHARACTERS for sign in set(text) - _BREAKS):
        raise Unreadable(_("is no text: it holds control characters."))
    return text


def lines_of(text: str) -> list[str]:
    """The lines that hold something, in normal form. Each stands for a paragraph."""
    # Broken before it is put in normal form, which drops a form feed and would join two words.
    return [told for piece in text.splitlines() if (told := line(piece))]


def language_of(text: str, languages: Sequence[str] = tuple(COMMON)) -> str:
    """The language among `languages` that most words speak for; the first one where none does."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())

    def votes(language: str) -> int:
        common, letters = COMMON.get(language, frozenset()), LETTERS.get(language, set())
        return sum(word in common or not letters.isdisjoint(word) for word in words)

    return max(languages, key=votes)
