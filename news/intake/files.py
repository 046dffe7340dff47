"""The bytes of a file → the text in it: plain text, HTML or Word. Pure, and with bounded memory.

What a file is, its first bytes decide rather than its name. Every refusal is the end of a
sentence that begins with the file's name.
"""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from news.intake.texts import Text, Unreadable, check_length, check_size
from news.intake.web import read_html
from news.intake.word import read_word

SAMPLE = 65_536
"""Bytes in which an unknown encoding is looked for."""
ENCODINGS = ["cp1258", "cp1252", "utf_16_le", "utf_16_be"]
"""What Vietnamese and English texts come in besides UTF-8. latin-1 and its kin would decode anything."""
SURE, ODD = 0.3, 0.1
"""How much a decoded text has to look like a language, and how odd it may look (charset-normalizer)."""
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BREAKS = frozenset("\t\n\v\f\r")
_NO_CHARACTERS = frozenset("\ufffe\uffff")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.{0,2000}?-->)\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{2,20})", re.IGNORECASE
)
HTML_NAMES = (".html", ".htm", ".xhtml")
_OLD_FONT = re.compile(r"[^\W\d_][\xa1-\xbf\xd7\xf7†‡ˆ‰‹›]+[^\W\d_]")


def read(raw: bytes, name: str = "") -> Text:
    """The text of a file's bytes. Unreadable says why there is none.

    Memory stays below some ten times the file and 150 MB; a second for the largest that is read.
    """
    check_size(len(raw))
    if not raw.strip():
        raise Unreadable(_("is empty."))
    if raw.startswith(b"PK\x03\x04"):
        return checked(read_word(raw))
    for start, told in _others().items():
        if raw.startswith(start):
            raise Unreadable(told)
    named_html = name.lower().endswith(HTML_NAMES)
    text = decoded(raw, declared(raw) if named_html or b"<" in raw[:1] else None)
    if named_html or _HTML.match(text[:5000]):
        return checked(read_html(text))
    return checked(Text(text))


def checked(text: Text) -> Text:
    """The text, if it holds something and is no longer than an article could be."""
    # Broken in the way in which lines are counted later.
    check_length(len(text.text), text.text.count("\n") + text.text.count("\r"))
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in set(text.text)):
        raise Unreadable(_("is empty."))
    return text


def decoded(raw: bytes, encoding: str | None = None) -> str:
    """The text of bytes: by their mark, in UTF-8, in the encoding that they name, else in the likeliest one."""
    check_length(len(raw) // 4)
    bom = next((known for mark, known in _BOMS.items() if raw.startswith(mark)), None)
    for wanted in [bom] if bom else ["utf-8", encoding]:
        if wanted and (text := _tried(raw, wanted)) is not None:
            return _without_control(text)
    if bom:
        raise Unreadable(_("is damaged: it says that it is Unicode text, and is not. Save it again as UTF-8."))
    return _without_control(_guessed(raw))


def declared(raw: bytes) -> str | None:
    """The encoding that a page names for itself."""
    match = _CHARSET.search(raw[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _guessed(raw: bytes) -> str:
    """The text in the likeliest encoding. Unreadable where none is likely enough, with what to do."""
    # A sample cut in the middle of a sign of two bytes would look broken.
    best = from_bytes(raw[: SAMPLE - SAMPLE % 2], cp_isolation=ENCODINGS).best()
    unsure = best is None or best.coherence < SURE or best.chaos > ODD
    text = None if unsure else _tried(raw, best.encoding)
    if text is None or (best.encoding == "cp1252" and _OLD_FONT.search(text[:20_000])):
        if not _is_binary(raw):
            raise Unreadable(
                _(
                    "is in an encoding that can't be told for certain. Save it as UTF-8 and try again; a text in an old Vietnamese font (TCVN3, VNI, VISCII) has to be converted to Unicode first."
                )
            )
        raise Unreadable(_("is no text: it is a program, a picture or another binary file."))
    return text


def _is_binary(raw: bytes) -> bool:
    sample = raw[:SAMPLE]
    return sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in sample) > 0


def _without_control(text: str) -> str:
    # Besides breaks, control characters stand in programs, pictures and texts decoded wrongly before.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in _NO_CHARACTERS for sign in set(text) - _BREAKS):
        raise Unreadable(_("is no text: it holds control characters."))
    return text


def _others() -> dict[bytes, str]:
    """What the first bytes of other kinds of files tell."""
    return {
        b"%PDF": _("is a PDF. Copy its text, and paste it or save it as a text file."),
        b"\xd0\xcf\x11\xe0": _(
            "is an old or encrypted Word document. Save it as .docx without a password, or as text."
        ),
        b"{\\rtf": _("is an RTF document. Save it as .docx or as text."),
        b"\x1f\x8b": _("is a compressed archive. Unpack it first."),
        b"Rar!": _("is a compressed archive. Unpack it first."),
        b"7z\xbc\xaf": _("is a compressed archive. Unpack it first."),
    }
