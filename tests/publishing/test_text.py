"""Vietnamese and English text: normal form, folding, slugs, sentences, places."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.text import SLUG_LENGTH, folded, line, normal, place_of, sentences, slug_for, together

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(VIETNAMESE + VIETNAMESE.upper() + " .,!?…\n\u00a0“”()0123456789")
anything = st.one_of(st.text(), vietnamese)


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Đà Nẵng", "Đà Nẵng"),
        (unicodedata.normalize("NFD", "Kế hoạch tổng thể"), "Kế hoạch tổng thể"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\0b\x1fc\x7fd\x85e", "abcde"),
        ("e\x08\u0302\ufffe\u0301", "ế"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("  spaces stay  ", "  spaces stay  "),
    ],
)
def test_normal_text_is_nfc_without_control_signs(given_text, kept):
    assert normal(given_text) == kept


@given(anything)
def test_normal_text_is_normal_already(text):
    assert normal(normal(text)) == normal(text)


@given(anything)
def test_normal_text_is_nfc(text):
    assert unicodedata.is_normalized("NFC", normal(text))


@pytest.mark.parametrize(
    ("text", "on_one_line"),
    [
        ("  Hà   Nội\n ngày\t16 \u00a0 tháng 1 ", "Hà Nội ngày 16 tháng 1"),
        ("", ""),
        (" \n\u3000\u00a0", ""),
    ],
)
def test_a_line_has_single_spaces_and_none_at_its_ends(text, on_one_line):
    assert line(text) == on_one_line


@given(anything)
def test_a_line_is_a_line_already(text):
    assert line(line(text)) == line(text)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Đà Nẵng", "da nang"),
        ("CHUYỂN ĐỔI SỐ", "chuyen doi so"),
        ("hoà thuận", "hoa thuan"),
        ("hòa thuận", "hoa thuan"),
        ("Thuỷ, Thủy", "thuy, thuy"),
        ("Ưu đãi: ướt, đượm", "uu dai: uot, duom"),
        ("naïve Straße", "naive strasse"),
        ("ﬁle №5", "file no5"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_folding_leaves_lower_case_without_marks(text, compared):
    assert folded(text) == compared


def test_folding_tells_d_from_other_letters_but_not_from_its_barred_form():
    assert [folded(word) for word in ("đá", "da", "ta")] == ["da", "da", "ta"]


def test_every_vietnamese_letter_folds_to_a_plain_one():
    assert set(folded(VIETNAMESE + VIETNAMESE.upper())) <= set(string.ascii_lowercase)


@given(anything)
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(vietnamese)
def test_folding_does_not_see_how_marks_are_encoded(text):
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_folding_does_not_see_case(text):
    assert folded(text.upper()) == folded(text.lower())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đà Nẵng", "da-nang"),
        ("Kế hoạch tổng thể số ASEAN 2025", "ke-hoach-tong-the-so-asean-2025"),
        ("  “Chuyển đổi số”: 5 năm – nhìn lại! ", "chuyen-doi-so-5-nam-nhin-lai"),
        ("ADM 2030 & DEFA", "adm-2030-defa"),
        ("!!!", ""),
        ("", ""),
        ("日本", ""),
        (unicodedata.normalize("NFD", "Đà Nẵng"), "da-nang"),
    ],
)
def test_a_slug_is_the_folded_text_with_hyphens(text, slug):
    assert slug_for(text) == slug


def test_a_long_slug_is_cut_at_a_hyphen():
    assert slug_for("từ " * 50) == "-".join(["tu"] * 40)


def test_a_slug_exactly_as_long_as_allowed_stays_whole():
    whole = "a" * 59 + "-" + "b" * 60

    assert slug_for(whole) == whole


def test_a_word_longer_than_a_slug_is_cut_inside():
    assert slug_for("x" * 500) == "x" * SLUG_LENGTH


@given(anything)
def test_a_slug_holds_ascii_letters_digits_and_single_hyphens_only(text):
    slug = slug_for(text)

    assert set(slug) <= set(string.ascii_lowercase + string.digits + "-")
    assert slug == "-".join(piece for piece in slug.split("-") if piece)
    assert len(slug) <= SLUG_LENGTH


@given(anything)
def test_a_slug_of_a_slug_is_the_slug(text):
    assert slug_for(slug_for(text)) == slug_for(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("Không có dấu chấm", ["Không có dấu chấm"]),
        ("Câu một. Câu hai.", ["Câu một.", "Câu hai."]),
        ("Ông nói: “Đúng vậy.” Rồi ông đi.", ["Ông nói: “Đúng vậy.”", "Rồi ông đi."]),
        ("Họp tại TP. Đà Nẵng. Ngày mai kết thúc.", ["Họp tại TP. Đà Nẵng.", "Ngày mai kết thúc."]),
        ("Mr. Lim spoke. Dr. Son agreed.", ["Mr. Lim spoke.", "Dr. Son agreed."]),
        ("Tăng 20.10 điểm. Vậy thôi.", ["Tăng 20.10 điểm.", "Vậy thôi."]),
        ("Tăng 5 %. 51 dự án đã xong.", ["Tăng 5 %.", "51 dự án đã xong."]),
        ("Thật sao? Vâng! Ồ… Thế à.", ["Thật sao?", "Vâng!", "Ồ…", "Thế à."]),
        ("Đến năm 2025. Để làm gì? “Để tiến.”", ["Đến năm 2025.", "Để làm gì?", "“Để tiến.”"]),
        ("i.e. không kết thúc ở đây", ["i.e. không kết thúc ở đây"]),
        ("GS. TS. Nguyễn Văn A. phát biểu", ["GS. TS. Nguyễn Văn A. phát biểu"]),
        ("  Có khoảng trắng.   Ở hai đầu. ", ["Có khoảng trắng.", "Ở hai đầu."]),
        ("Ứng dụng mới. Ở đó. Ủy ban họp.", ["Ứng dụng mới.", "Ở đó.", "Ủy ban họp."]),
    ],
)
def test_sentences_are_found_as_a_reader_finds_them(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(anything)
def test_each_sign_between_sentences_belongs_to_exactly_one(text):
    covered = [place for start, end in sentences(text) for place in range(start, end)]

    assert sorted(set(covered)) == covered
    assert "".join(text[place] for place in covered if not text[place].isspace()) == "".join(text.split())


@given(anything)
def test_no_sentence_is_empty_or_begins_with_a_space(text):
    pieces = [text[start:end] for start, end in sentences(text)]

    assert [piece.strip() for piece in pieces if piece.strip()] == pieces


@pytest.mark.parametrize(
    ("sentence", "text", "place"),
    [
        ("Câu hai.", "Câu một. Câu hai.", (9, 17)),
        ("Câu\nhai.", "Câu một. Câu hai.", (9, 17)),
        ("Câu hai.", "Câu một. Câu\u00a0 hai.", (9, 18)),
        ("  Câu hai. ", "Câu hai.", (0, 8)),
        (unicodedata.normalize("NFD", "Đà Nẵng"), "Ở Đà Nẵng", (2, 9)),
        ("a.b", "axb a.b", (4, 7)),
        ("Câu ba.", "Câu một. Câu hai.", None),
        ("câu hai.", "Câu một. Câu hai.", None),
        ("", "Câu một.", None),
        (" \n", "Câu một.", None),
        ("(C++) [x]*", "dùng (C++) [x]* ở đây", (5, 15)),
    ],
)
def test_a_sentence_is_found_in_a_text_white_space_aside(sentence, text, place):
    assert place_of(sentence, text) == place


@given(st.lists(st.text(VIETNAMESE + ".?*(", min_size=1), min_size=1), vietnamese, vietnamese)
def test_a_sentence_that_stands_in_a_text_is_found_in_it(words, ahead, behind):
    text = f"{ahead} {'  '.join(words)} {behind}"

    start, end = place_of(" ".join(words), text)

    assert text[start:end].split() == words


@pytest.mark.parametrize(
    ("text", "kept_together"),
    [
        ("82 dự án", "82\u00a0dự án"),
        ("AIM 2020", "AIM\u00a02020"),
        ("2016–2020", "2016\u2060–\u20602020"),
        ("2016 - 2020", "2016\u2060-\u20602020"),
        ("Kế hoạch số", "Kế hoạch số"),
    ],
)
def test_figures_and_years_are_kept_on_one_line(text, kept_together):
    assert together(text) == kept_together
