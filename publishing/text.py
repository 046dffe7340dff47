"""Vietnamese and English text: normal form, folding, slugs, sentences. Pure functions."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 120

# A sentence ends at . ! ? … with closing quotes or brackets behind it, and a new one begins
# with a capital, a digit or an opening quote. What is no end: an initial or a title before a
# name ("TP. Đà Nẵng", "Mr. Lim"), and a figure ("20.10").
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z])")
_SHORTENED = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:TP|Tp|GS|PGS|TS|ThS|Ths|BS|KS|ĐH|Mr|Mrs|Ms|Dr|Prof|No|St|Nos|vs|e\.g|i\.e|U\.S|U\.K|[A-ZĐ])\.$"
)


def normal(text: str) -> str:
    """The text in NFC without control characters that no text needs (tab and newline stay).

    NUL is among what goes: PostgreSQL refuses it, SQLite cuts at it; and so are U+FFFE and
    U+FFFF, which are no characters and which XML refuses.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\uffff", "")
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    # Last, since a mark may have moved beside its letter only now.
    return unicodedata.normalize("NFC", "".join(kept))


def line(text: str) -> str:
    """The text in normal form on one line: runs of white space are one space, none at the ends."""
    return _SPACES.sub(" ", normal(text)).strip()


def folded(text: str) -> str:
    """What a search compares: lower case, no diacritics, đ as d. "Đà Nẵng" gives "da nang".

    The same for NFC and NFD and for both placements of a tone mark (hoà, hòa); idempotent.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # A capital İ or a ligature may fold to signs that fold again; one more pass settles them.
    settled = unicodedata.normalize("NFKD", bare.casefold().replace("đ", "d"))
    return "".join(sign for sign in settled if not unicodedata.combining(sign))


def slug_for(text: str) -> str:
    """The text as part of an address: "Đà Nẵng: kế hoạch" gives "da-nang-ke-hoach".

    Cut at a hyphen to at most SLUG_LENGTH characters; "" where the text has no letter or digit.
    """
    slug = _NOT_SLUG.sub("-", folded(text)).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    cut = slug[: SLUG_LENGTH + 1]
    return cut.rsplit("-", 1)[0] if "-" in cut else slug[:SLUG_LENGTH]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph stands: (start, end) in code points, end exclusive.

    Every sign that is not white space between sentences belongs to exactly one of them.
    """
    places, start = [], 0
    for gap in _SENTENCE_END.finditer(text):
        if _SHORTENED.search(text[start : gap.start()]):
            continue
        places.append((start, gap.start() + len(gap.group().rstrip())))
        start = gap.end()
    places.append((start, len(text)))
    trimmed = []
    for first, last in places:
        piece = text[first:last]
        begin = first + len(piece) - len(piece.lstrip())
        if piece.strip():
            trimmed.append((begin, begin + len(piece.strip())))
    return trimmed


def place_of(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a sentence stands in a text, white space aside: (start, end), or None.

    An editor copies a sentence with another line break or a no-break space in it; that is
    still the same sentence.
    """
    words = line(sentence).split(" ")
    if words == [""]:
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return found.span() if found else None


_YEARS = re.compile(r"(\d{4})\s?([-–])\s?(\d{4})")
_UNIT = re.compile(r"(\d) (?=[^\W\d])")
_PLAN = re.compile(r"\b([A-Z]{2,6}) (?=\d{4}\b)")
NO_BREAK, JOINER = "\u00a0", "\u2060"


def together(text: str) -> str:
    """The text with no line break inside a year range, a figure with its noun, or a plan's name.

    From the design: "82 dự án", "AIM 2020" and "2016–2020" stay on one line.
    """
    text = _YEARS.sub(rf"\1{JOINER}\2{JOINER}\3", text)
    return _PLAN.sub(rf"\1{NO_BREAK}", _UNIT.sub(rf"\1{NO_BREAK}", text))


def minutes_to_read(text: str, pace: int) -> int:
    """How many minutes a text takes to read, at least one; `pace` is in words (Vietnamese: syllables) a minute."""
    return max(1, round(len(text.split()) / pace))
