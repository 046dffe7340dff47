"""What a raw text proposes as an article, and what is refused."""

import codecs
import unicodedata

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from news import intake
from news.intake import Proposal, Unreadable, decoded, language_of, lines_of, proposed
from news.models import Article
from publishing import markup

VIETNAMESE = "Các Bộ trưởng đã thông qua kế hoạch của ASEAN.\n"
LETTERS = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cf")) | st.sampled_from("\n\t\r\f")
)
readable = st.builds(
    lambda text, encoding, mark: mark + text.encode(encoding),
    LETTERS,
    st.just("utf-8"),
    st.sampled_from([b"", codecs.BOM_UTF8]),
) | LETTERS.map(lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"))


def refusal(raw: bytes) -> str:
    """Why bytes give no article, in English."""
    with translation.override("en"), pytest.raises(Unreadable) as refused:
        proposed(raw)
    return str(refused.value)


def told(proposal: Proposal) -> list[str]:
    """Every word of a proposal in reading order."""
    return " ".join([proposal.title, proposal.lead, *proposal.paragraphs]).split()


def test_first_line_is_the_title_second_the_lead_and_each_further_one_a_paragraph():
    raw = "Họp tại Đà Nẵng\n\n  Các Bộ trưởng đã họp. \n\nĐoạn một.\nĐoạn hai.\n\n".encode()

    assert proposed(raw) == Proposal(
        title="Họp tại Đà Nẵng", lead="Các Bộ trưởng đã họp.", paragraphs=("Đoạn một.", "Đoạn hai."), language="vi"
    )


def test_title_alone_is_enough():
    assert proposed("Chỉ có đầu đề".encode()) == Proposal("Chỉ có đầu đề", "", (), "vi")


def test_body_is_a_paragraph_of_rich_text_for_each_line_with_its_signs_escaped():
    raw = b"Title\nLead\nR&D <b>is</b> 5 > 3\n</p><script>alert(1)</script>"

    assert proposed(raw).body == (
        "<p>R&amp;D &lt;b&gt;is&lt;/b&gt; 5 &gt; 3</p><p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_decomposed_letters_are_put_together():
    raw = unicodedata.normalize("NFD", "Đà Nẵng\nHội nghị\nKế hoạch").encode()

    assert told(proposed(raw)) == ["Đà", "Nẵng", "Hội", "nghị", "Kế", "hoạch"]


def test_line_breaks_of_every_system_part_paragraphs():
    assert lines_of("a\r\nb\rc\n\nd\fe\u2028f\v g") == ["a", "b", "c", "d", "e", "f", "g"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_the_same_in_each_encoding_that_is_understood(encoding):
    assert decoded(VIETNAMESE.encode(encoding)) == VIETNAMESE


def test_utf16_is_understood_in_both_orders_of_bytes():
    assert decoded(codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be")) == VIETNAMESE
    assert decoded(codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le")) == VIETNAMESE


NOT_UTF8 = "is no text in UTF-8. Save it as UTF-8 and try again."
CONTROL = "is no text: it holds control characters."


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is empty."),
        (codecs.BOM_UTF8 + b" \n\t\r\n\xc2\xa0", "is empty."),
        (codecs.BOM_UTF16_LE, "is empty."),
        ("Xin chào".encode("latin-1"), NOT_UTF8),
        ("Hội nghị".encode("cp1258", errors="replace") + b"\xf0", NOT_UTF8),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NOT_UTF8),
        (codecs.BOM_UTF16_LE + b"a", NOT_UTF8),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", NOT_UTF8),
        (b"Title\0\nLead", CONTROL),
        ("Hội nghị".encode("utf-16-le").replace(b"\x1e", b"\0"), NOT_UTF8),
        (b"Title\nLead \x1b[31mred", CONTROL),
        (b"Title\nLead \xc2\x85 decoded wrongly before", CONTROL),
        ("Title\nLead \uffff".encode(), CONTROL),
        (b"-----\nLead", "has no title: its first line holds no word."),
        (b"a" * 301, "has no title: its first line has 301 characters, and a title at most 300."),
    ],
)
def test_what_gives_no_article_is_refused_with_its_reason(raw, reason):
    assert refusal(raw) == reason


def test_file_of_five_megabytes_is_read_and_one_byte_more_is_refused():
    assert len(decoded(b"a\n" * 2_500_000)) == 5_000_000
    assert refusal(b"a\n" * 2_500_000 + b"a") == "is larger than 5 MB."


def test_longest_title_is_what_the_column_holds():
    assert Article._meta.get_field("title_vi").max_length == intake.LONGEST_TITLE
    assert proposed("ă".encode() * 300).title == "ă" * 300


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (VIETNAMESE, "vi"),
        ("The ministers adopted the plan at their meeting.", "en"),
        ("The ministers met in Đà Nẵng, and Nguyễn Bắc Son was the chair of the meeting.", "en"),
        ("Hội nghị bàn về the ASEAN Digital Masterplan", "vi"),
        ("Cac Bo truong cua cac nuoc da thong qua ke hoach", "vi"),
        (unicodedata.normalize("NFD", "Đà Nẵng họp bàn"), "vi"),
        ("KẾ HOẠCH TỔNG THỂ", "vi"),
        ("2020-2025", "vi"),
        ("", "vi"),
    ],
)
def test_language_is_guessed_from_letters_and_commonest_words(text, language):
    assert language_of(text, ["vi", "en"]) == language


def test_language_is_the_first_one_where_no_word_speaks_for_any():
    assert language_of("ASEAN", ["en", "vi"]) == "en"
    assert language_of("ASEAN", ["km", "vi"]) == "km"


@given(st.binary(max_size=400) | readable)
@example(b"\xff\xfe")
@example("\ufeff\ufeffa".encode())
@example("a\n\u0301b".encode())
@example("\ufdd0\n\u200bx\n\ufdd0\ufffd".encode())
def test_intake_refuses_or_loses_no_word(raw):
    try:
        proposal = proposed(raw)
    except Unreadable:
        return

    assert sorted(told(proposal)) == sorted(unicodedata.normalize("NFC", decoded(raw)).split())


@given(readable)
@example("a\nb\n\ufdd0<p>&amp;\n\ufdd0<!-- x -->\n&#0;\n<![CDATA[x]]>".encode())
def test_sanitiser_keeps_each_paragraph_of_a_proposal(raw):
    try:
        proposal = proposed(raw)
    except Unreadable:
        return

    kept = [paragraph.text for paragraph in markup.paragraphs(markup.clean(proposal.body))]

    assert kept == list(proposal.paragraphs)


@pytest.mark.seeds
def test_each_of_the_five_texts_keeps_every_word_and_is_vietnamese(seeds):
    files = sorted(seeds.glob("*.txt"))

    proposals = [proposed(file.read_bytes()) for file in files]

    assert [proposal.language for proposal in proposals] == ["vi"] * 5
    assert [sorted(told(proposal)) for proposal in proposals] == [
        sorted(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")).split()) for file in files
    ]


@pytest.mark.parametrize(
    ("lines", "title", "last"),
    [
        (["MỚI NHẤT", "CƠ QUAN CỦA BÁO", "Hội nghị khai mạc", "Dẫn.", "Thân."], "Hội nghị khai mạc", "CƠ QUAN CỦA BÁO"),
        (["MỚI NHẤT", "Hội nghị khai mạc"], "Hội nghị khai mạc", "MỚI NHẤT"),
        (["TOÀN CHỮ HOA", "CŨNG VẬY"], "TOÀN CHỮ HOA", "CŨNG VẬY"),
        (["ASEAN ký kết", "Dẫn."], "ASEAN ký kết", "Dẫn."),
    ],
)
def test_a_masthead_in_capitals_above_the_title_goes_to_the_end(lines, title, last):
    proposal = proposed("\n".join(lines).encode())

    assert (proposal.title, [proposal.lead, *proposal.paragraphs][-1]) == (title, last)
