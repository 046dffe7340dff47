"""What is read of files: text in many encodings, HTML, Word; and what is refused, with bounded memory."""

import codecs
import hashlib
import io
import os
import struct
import subprocess
import sys
import unicodedata
import zipfile

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from news.intake import LARGEST, Role, Unreadable, proposed, read
from news.intake.texts import LONGEST, MOST_LINES
from tests.conftest import ROOT

VIETNAMESE = (
    "Họp tại Đà Nẵng\n\nCác Bộ trưởng đã thông qua kế hoạch tổng thể của ASEAN về chuyển đổi số trong khu vực.\n"
)
ENGLISH = "The minister’s plan – “digital” – costs €5, and it is in the works for the region.\n"
UNSURE = (
    "is in an encoding that can't be told for certain. Save it as UTF-8 and try again; "
    "a text in an old Vietnamese font (TCVN3, VNI, VISCII) has to be converted to Unicode first."
)
BINARY = "is no text: it is a program, a picture or another binary file."
CONTROL = "is no text: it holds control characters."
TOO_MUCH = f"holds more text than an article: at most {LONGEST} characters and {MOST_LINES} lines are read."
UNPACKS = "unpacks to far more than an article holds, and is not opened. Copy its text instead."
ENTITIES = "declares entities in its XML, which Word never does, and is not opened."
DAMAGED = "is a damaged Word document, or another kind of archive. Open it, save it again as .docx, and try once more."
TCVN3 = b"C\xb8c B\xe9 tr\xad\xebng \xae\xb7 th\xabng qua k\xd5 ho\xb9ch t\xe6ng th\xd3 v\xd2 chuy\xd3n \xae\xe6i s\xe8 cho khu v\xf9c. "
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(raw: bytes, name: str = "") -> str:
    """Why bytes give no text, in English."""
    with translation.override("en"), pytest.raises(Unreadable) as refused:
        read(raw, name)
    return str(refused.value)


def noise(size: int) -> bytes:
    """Bytes in which nothing repeats, the same each time."""
    return hashlib.shake_256(b"noise").digest(size)


def in_1258(text: str) -> bytes:
    """A text in Windows' Vietnamese encoding, in which tones are signs of their own."""
    return unicodedata.normalize("NFC", text).translate(_split()).encode("cp1258")


def _split() -> dict[int, str]:
    """Each letter that the encoding lacks, as the letter that it has and the tone behind it."""
    found = {}
    for code in range(0xC0, 0x1F00):
        marks = unicodedata.normalize("NFD", chr(code))
        tones = [sign for sign in marks if sign in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(sign for sign in marks if sign not in tones))
        try:
            chr(code).encode("cp1258")
        except UnicodeEncodeError:
            if tones and len(base) == 1:
                found[code] = base + "".join(tones)
    return found


def document(*paragraphs: str, **parts: bytes | str) -> bytes:
    """A Word document; a paragraph is "Style|text" or a text. `parts` replaces or adds entries ("word/x.xml")."""
    rows = "".join(_paragraph(*row.rpartition("|")[::2]) for row in paragraphs)
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{rows}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{"".join(_style(name) for name in STYLES)}</w:styles>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (entries | parts).items():
            archive.writestr(name, content)
    return packed.getvalue()


STYLES = ("Title", "Heading1", "Heading2", "Caption", "Quote")


def _style(name: str) -> str:
    told = name.replace("1", " 1").replace("2", " 2")
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{told}"/></w:style>'


def _paragraph(style: str, text: str) -> str:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}<w:r><w:t>{text}</w:t></w:r></w:p>"


# --- Plain text -----------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_is_the_same_in_each_encoding_of_unicode(encoding):
    assert read(VIETNAMESE.encode(encoding)).text == VIETNAMESE


def test_utf16_is_understood_in_both_orders_of_bytes():
    assert read(codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be")).text == VIETNAMESE


def test_encodings_of_windows_are_told():
    assert proposed(read(in_1258(VIETNAMESE)).text).title == "Họp tại Đà Nẵng"
    assert proposed(read(in_1258(VIETNAMESE)).text).lead == VIETNAMESE.splitlines()[2]
    assert read(ENGLISH.encode("cp1252")).text == ENGLISH


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is empty."),
        (codecs.BOM_UTF8 + b" \n\t\r\n\xc2\xa0", "is empty."),
        (codecs.BOM_UTF16_LE, "is empty."),
        ("\u200b\ufeff".encode(), "is empty."),
        ("Xin chào".encode("latin-1"), UNSURE),
        (TCVN3 * 20, UNSURE),
        (b"\x7fELF\x02\x01\x01\0\0\xff", BINARY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", BINARY),
        (noise(100_000), BINARY),
        (
            codecs.BOM_UTF16_LE + b"a",
            "is damaged: it says that it is Unicode text, and is not. Save it again as UTF-8.",
        ),
        (b"Title\0\nLead", CONTROL),
        (b"Title\nLead \x1b[31mred", CONTROL),
        (b"Title\nLead \xc2\x85 decoded wrongly before", CONTROL),
        ("Title\nLead \uffff".encode(), CONTROL),
        (b"%PDF-1.7 ...", "is a PDF. Copy its text, and paste it or save it as a text file."),
        (
            b"\xd0\xcf\x11\xe0" + b"x" * 100,
            "is an old or encrypted Word document. Save it as .docx without a password, or as text.",
        ),
        (b"{\\rtf1 a}", "is an RTF document. Save it as .docx or as text."),
        (b"\x1f\x8b\x08", "is a compressed archive. Unpack it first."),
        (b"a" * (LARGEST + 1), "is larger than 20 MB."),
        (b"a\n" * (MOST_LINES + 1), TOO_MUCH),
        (b"a" * (LONGEST + 1), TOO_MUCH),
        (b"a" * LARGEST, TOO_MUCH),
    ],
)  # fmt: skip
def test_what_gives_no_text_is_refused_with_its_reason(raw, reason):
    assert refusal(raw) == reason


def test_largest_text_is_read():
    assert len(read(b"a\n" * MOST_LINES).text) == 2 * MOST_LINES
    assert len(read(b"a" * LONGEST).text) == LONGEST


@given(
    st.binary(max_size=400) | st.text(max_size=300).map(str.encode), st.sampled_from(["", "a.html", "a.docx", "a.txt"])
)
@example(b"\xff\xfe", "")
@example(b"PK\x03\x04", "a.docx")
@example(b"<?xml version='1.0' encoding='utf-7'?><html>", "a.html")
def test_bytes_are_read_or_refused_and_nothing_else(raw, name):
    try:
        text = read(raw, name)
    except Unreadable:
        return

    assert text.text
    assert set(text.hints) <= set(range(1, len(text.text.splitlines()) + 1))


# --- HTML -----------------------------------------------------------------------

PAGE = """<!doctype html><html><head><title>A tab</title><style>p{}</style><script>var a = "<p>no</p>"</script></head>
<body><nav><ul><li>Home</li><li>Asia</li></ul></nav><h1>Họp
 bàn</h1><p>One <b>para</b>graph<br>and a line</p><noscript>no</noscript><template><p>no</p></template>
<figure><img src="x" alt="Delegates at the table"><figcaption>Delegates at the table</figcaption></figure>
<img alt="logo"><h2>Then</h2><blockquote><p>Said</p></blockquote><p>&#8;a&nbsp;b &lt;script&gt;</p><footer>© 2024</footer>"""


def test_page_gives_a_line_for_each_block_and_says_what_its_markup_told():
    told = read(PAGE.encode(), "page.html")

    lines = dict(enumerate(told.text.splitlines(), 1))
    assert list(lines.values()) == [
        "A tab", "Home", "Asia", "Họp bàn", "One paragraph", "and a line", "Delegates at the table", "Then", "Said",
        "a b <script>", "© 2024",
    ]  # fmt: skip
    assert {lines[number]: role for number, role in told.hints.items()} == {
        "Home": Role.ASIDE,
        "Asia": Role.ASIDE,
        "Họp bàn": Role.TITLE,
        "Delegates at the table": Role.CAPTION,
        "Then": Role.SUBHEADING,
        "Said": Role.QUOTE,
        "© 2024": Role.ASIDE,
    }


def test_page_is_told_by_its_content_whatever_its_name():
    assert read(PAGE.encode(), "page.txt") == read(PAGE.encode(), "page.html")
    assert read(b"A < B\n<b>not</b> a page", "a.txt").text == "A < B\n<b>not</b> a page"


def test_page_in_another_encoding_names_it():
    page = '<html><head><meta charset="windows-1252"></head><body><p>café “bar”</p></body></html>'

    assert read(page.encode("cp1252"), "a.html").text == "café “bar”"


def test_heading_of_the_page_is_the_title_and_no_script_reaches_the_body():
    text = read(PAGE.replace("One", "One has " + "many words, " * 20).encode(), "page.html")
    proposal = proposed(text.text, hints=text.hints)

    assert proposal.title == "Họp bàn"
    assert "script" not in proposal.body.replace("&lt;script&gt;", "")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<html><body><script>a</script></body></html>", "is empty."),
        (b"<html>" + b"<p>a" * (MOST_LINES + 2), TOO_MUCH),
        (b"<html>" + b"a" * (LONGEST + 1), TOO_MUCH),
    ],
)
def test_page_without_text_or_with_too_much_is_refused(raw, reason):
    assert refusal(raw, "a.html") == reason


def test_page_of_any_depth_is_read():
    assert read(b"<html>" + b"<div>" * 200_000 + b"a", "a.html").text == "a"


# --- Word -----------------------------------------------------------------------


def test_document_gives_its_paragraphs_and_what_their_styles_told():
    told = read(document("Title|Họp bàn", "Một đoạn.", "Heading2|Rồi", "Caption|Các đại biểu", "Quote|Nói"), "a.docx")

    assert told.text.splitlines() == ["Họp bàn", "Một đoạn.", "Rồi", "Các đại biểu", "Nói"]
    assert told.hints == {1: Role.TITLE, 3: Role.SUBHEADING, 4: Role.CAPTION, 5: Role.QUOTE}


def entity(declared: str = '<?xml version="1.0"?>', encoding: str = "utf-8") -> bytes:
    bomb = f'{declared}<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="{WORD}"><w:body>&b;</w:body></w:document>'
    return bomb.encode(encoding)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04 and nothing more", DAMAGED),
        (document(**{"word/document.xml": "<broken"}), DAMAGED),
        (document("a")[:-30], DAMAGED),
        (document(**{"word/document.xml": entity()}), ENTITIES),
        (document(**{"word/document.xml": entity('<?xml version="1.0" encoding="utf-16"?>', "utf-16")}), ENTITIES),
        (document(**{"word/document.xml": entity('<?xml version="1.0" encoding="cp037"?>')}), ENTITIES),
        (document(**{"word/media/a.png": b"\0" * 30_000_000}), UNPACKS),
        (document(**{"word/footnotes.xml": noise(3_100_000)}), UNPACKS),
        (document(**{"word/document.xml": b"<w:p/>" * 160_000}), UNPACKS),
        (document(**{f"word/{number}.xml": b"" for number in range(2_001)}), UNPACKS),
    ],
)
def test_damaged_or_hostile_document_is_refused(raw, reason):
    assert refusal(raw, "a.docx") == reason


def test_archive_that_is_no_document_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")

    assert refusal(packed.getvalue(), "a.zip") == "is an archive and no Word document."


def test_picture_outside_a_document_is_never_opened(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    drawing = (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:t>Text</w:t>'
        '<w:drawing><wp:inline><wp:docPr descr="Các đại biểu dự họp"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:link="b"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        "</w:body></w:document>"
    )
    links = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="b" Type="{OFFICE}/image" Target="{secret.as_uri()}" '
        'TargetMode="External"/></Relationships>'
    )

    told = read(document(**{"word/document.xml": drawing, "word/_rels/document.xml.rels": links}), "a.docx")

    assert told.text.splitlines() == ["Text", "Các đại biểu dự họp"]
    assert told.hints == {2: Role.CAPTION}


# --- Memory ---------------------------------------------------------------------

MEASURED = """
import sys
from pathlib import Path
import django; django.setup()
from news.intake import Unreadable, proposed, read
from news.management.commands.import_articles import content
try:
    text = read(content(Path(sys.argv[1])), sys.argv[1])
    print(len(proposed(text.text, hints=text.hints).body))
except Unreadable as refused:
    print(refused)
# The most that this process ever held; getrusage would count what the one held that started it.
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def crowded() -> bytes:
    """A document with as many paragraphs as are read."""
    rows = "".join(f"<w:p><w:r><w:t>{noise(9).hex()}{number}</w:t></w:r></w:p>" for number in range(24_000))
    return document(**{"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{rows}</w:body></w:document>'})


def lying():
    """A document one part of which unpacks to far more than its heads say."""
    size = 400_000_000
    raw = document(**{"word/document.xml": b" " * size})
    said = struct.pack("<L", size)
    assert raw.count(said) >= 1
    return raw.replace(said, struct.pack("<L", 1_000))


HEAVY = {
    "lying.docx": lying,
    "50mb.txt": lambda: b"a\n" * 25_000_000,
    "20mb.txt": lambda: b"a" * LARGEST,
    "20mb.html": lambda: b"<html>" + b"<b><i></i></b>" * 1_400_000,
    "4mb.html": lambda: b"<html>" + b"<b><i></i></b>" * 280_000 + b"a",
    "bomb.docx": lambda: document(**{"word/media/a.png": b"\0" * 150_000_000}),
    "crowded.docx": crowded,
    "noise.docx": lambda: b"PK\x03\x04" + noise(15_000_000),
}
"""Files that could take much memory, by name."""


@pytest.mark.parametrize("name", list(HEAVY))
def test_no_file_takes_300_megabytes(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(HEAVY[name]())
    settings = {"DJANGO_SETTINGS_MODULE": "aseandigital.settings", "PYTHONPATH": str(ROOT)}

    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | settings,
    )

    *told, megabytes = ended.stdout.splitlines()
    assert "".join(told) != ""
    assert int(megabytes) < 300


def test_a_text_that_begins_with_many_comments_is_read_at_once():
    text = "<!---->" * 40 + "Một bài viết."

    assert read(text.encode()).text == text


def test_a_page_that_names_an_encoding_of_programs_leaves_no_half_characters():
    page = rb"<html><meta charset=unicode_escape><p>\ud800 abc</p></html>"

    try:
        told = read(page, "a.html").text
    except Unreadable:
        told = ""
    told.encode()
