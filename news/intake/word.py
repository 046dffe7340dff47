"""A Word document (.docx) → its text, by way of mammoth's HTML. Pure, and with bounded memory.

The archive is measured before anything is unpacked: its entries, what they would unpack to, and
how much that is of what they hold. Its XML may declare no entities, and no picture is read.
"""

import re
import zipfile
from io import BytesIO

import mammoth
from django.utils.translation import gettext as _

from news.intake.texts import Text, Unreadable
from news.intake.web import read_html

MOST_ENTRIES = 2_000
LARGEST_XML = 3_000_000
"""Bytes of all XML in a document, unpacked; an article of 5 000 words has some 200 kB."""
LARGEST_WHOLE = 200_000_000
"""Bytes to which a document may unpack, pictures and all, of which none is read."""
HIGHEST_RATIO = 200
MOST_TAGS = 150_000
"""In all XML; each costs mammoth about a kilobyte."""
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How Word packs; of others no piece can be unpacked alone."""
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""


def read_word(raw: bytes) -> Text:
    """The text of a document with its headings, quotations and captions as hints. Unreadable says what is wrong."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            document = _checked(archive)
        html = mammoth.convert_to_html(
            document, convert_image=mammoth.images.img_element(_no_picture), style_map=_STYLES
        ).value
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(
            _(
                "is a damaged Word document, or another kind of archive. Open it, save it again as .docx, and try once more."
            )
        ) from error
    return read_html(html)


def _no_picture(image) -> dict[str, str]:
    """The attributes of a picture: none of its bytes; mammoth adds what describes it."""
    return {"src": ""}


def _checked(archive: zipfile.ZipFile) -> BytesIO:
    """The document with its XML alone, each part looked at; whatever else it holds can't be reached from there."""
    _check_sizes(archive)
    kept, tags = BytesIO(), 0
    with zipfile.ZipFile(kept, "w") as document:
        for entry in filter(_is_xml, archive.infolist()):
            # Not archive.read(): that unpacks all there is, whatever the entry says of its size.
            with archive.open(entry) as part:
                content = part.read(entry.file_size + 1)
            _refuse_if(len(content) > entry.file_size)
            _check_declarations(content)
            tags += content.count(b"<")
            _refuse_if(tags > MOST_TAGS)
            document.writestr(entry.filename, content)
    return kept


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith((".xml", ".rels"))


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Unreadable where a document would unpack to too much, or is none."""
    entries = archive.infolist()
    if "word/document.xml" not in archive.namelist():
        raise Unreadable(_("is an archive and no Word document."))
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    too_much = (
        len(entries) > MOST_ENTRIES,
        any(entry.compress_type not in _PACKED for entry in entries),
        whole > LARGEST_WHOLE,
        sum(entry.file_size for entry in filter(_is_xml, entries)) > LARGEST_XML,
        whole > HIGHEST_RATIO * max(packed, 1),
    )
    _refuse_if(any(too_much))


def _refuse_if(too_much: bool) -> None:
    if too_much:
        raise Unreadable(_("unpacks to far more than an article holds, and is not opened. Copy its text instead."))


def _check_declarations(content: bytes) -> None:
    """Unreadable where XML declares entities, or an encoding in which it could hide them."""
    bare = content.replace(b"\0", b"")  # as UTF-16 is written
    told = _ENCODING.search(bare[:200])
    if _ENTITIES.search(bare) or (told and told[1].lower() not in {b"utf-8", b"utf-16", b"us-ascii"}):
        raise Unreadable(_("declares entities in its XML, which Word never does, and is not opened."))
