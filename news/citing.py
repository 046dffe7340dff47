"""How to cite an article: as a sentence, as BibTeX, and as RIS."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from publishing.dates import Precision
from publishing.text import folded

PARTS = {Precision.YEAR: 1, Precision.MONTH: 2}
"""How much of a date is known: year, month and day where nothing else is said."""


@dataclass(frozen=True)
class Citation:
    """What is cited. `day` is the date of the article, as far as it is known: (2019, 3, 29), (2019, 3), or ().

    When it was read is left to the reader: the page that says this is kept for many.
    """

    key: str
    authors: tuple[str, ...]
    title: str
    publisher: str
    site: str
    address: str
    language: str
    day: tuple[int, ...]


@dataclass(frozen=True)
class Form:
    """A kind of file for reference managers: its media type, and what writes it."""

    kind: str
    write: Callable[[Citation], str]


def citation_of(article, address: str) -> Citation:
    """How to cite an article at an absolute address, in the language of the page. No query after `for_page()`."""
    shown, day = article.shown, timezone.localdate(article.listed_at) if article.listed_at else None
    known = PARTS.get(article.dated_precision, 3)
    return Citation(
        key=article.pk.hex,
        authors=tuple(byline.author.shown.title for byline in article.byline_list),
        title=shown.title,
        publisher=article.publisher.shown.title if article.publisher else "",
        site=_("ASEAN Digital"),
        address=address,
        language=shown.language,
        day=(day.year, day.month, day.day)[:known] if day else (),
    )


_SPECIAL = re.compile(r"([\\{}$&#%_^~])")
_NAMED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
_NOT_KEY = re.compile(r"[^a-z0-9]+")


def bibtex(citation: Citation) -> str:
    """One @online entry, as biblatex knows it. Braces keep capitals, and a body's name in one piece."""
    fields = {
        "title": f"{{{_tex(citation.title)}}}",
        "author": " and ".join(f"{{{_tex(author)}}}" for author in citation.authors),
        "publisher": _tex(citation.publisher),
        "organization": _tex(citation.site),
        "date": "-".join(f"{part:02}" for part in citation.day),
        "year": str(citation.day[0]) if citation.day else "",
        "langid": citation.language and get_language_info(citation.language)["name"].lower(),
        "url": citation.address.replace("%", r"\%"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{_key(citation)},", *lines, "}", ""])


def ris(citation: Citation) -> str:
    """One record of type NEWS, lines ended as the format asks (CR LF)."""
    year = f"{citation.day[0]}" if citation.day else ""
    exact = (
        "/".join([*(f"{part:02}" for part in citation.day), *[""] * (4 - len(citation.day))]) if citation.day else ""
    )
    rows = [
        ("TY", "NEWS"),
        *(("AU", f"{author},") for author in citation.authors),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PB", citation.publisher),
        ("PY", year),
        ("DA", exact),
        ("LA", citation.language),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value or tag == "ER")


FORMS = {
    "bib": Form("application/x-bibtex; charset=utf-8", bibtex),
    "ris": Form("application/x-research-info-systems; charset=utf-8", ris),
}


def _key(citation: Citation) -> str:
    """Such as "aseanso2019-asean-tang-cuong": letters and digits that every program takes."""
    words = _NOT_KEY.sub("-", folded(citation.title)).strip("-").split("-")
    year = str(citation.day[0]) if citation.day else ""
    return "-".join(filter(None, [f"asean{year}", *words[:4], citation.key[:6]]))


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _NAMED.get(sign[0], f"\\{sign[0]}"), _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
