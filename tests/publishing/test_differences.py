"""What differs between two texts is told whole, calmly and quickly."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.differences import Piece, shortened, words

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["kế", "hoạch", "ASEAN", " ", "  ", "\n", ",", ".", "2025", "Số", "\t"]), max_size=40).map(
        "".join
    ),
)


def told(before: str, after: str) -> str:
    """The difference as a line: [-removed-]{+added+}."""
    signs = {"same": "{}", "cut": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in words(before, after))


def joined(pieces: list[Piece], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_pieces(before, after):
    pieces = words(before, after)

    assert joined(pieces, "same", "removed") == before
    assert joined(pieces, "same", "added") == after


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_neighbours_differ_in_kind(before, after):
    pieces = words(before, after)

    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(TEXTS)
def test_equal_texts_are_one_piece_or_none(text):
    assert words(text, text) == ([Piece("same", text)] if text else [])


@given(TEXTS, TEXTS)
def test_a_shortened_difference_keeps_every_change(before, after):
    pieces = words(before, after)
    short = shortened(pieces, around=5)

    assert [piece for piece in short if piece.kind in {"added", "removed"}] == [
        piece for piece in pieces if piece.kind in {"added", "removed"}
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Kế hoạch ASEAN 2025.", "Kế hoạch ASEAN 2030.", "Kế hoạch ASEAN [-2025-]{+2030+}."),
        ("số 2025 được", "số 2030 đã được", "số [-2025-]{+2030 đã+} được"),
        ("Hội nghị họp", "Hội nghị, họp", "Hội nghị{+,+} họp"),
        ("Một đoạn.", "Một đoạn.\nHai đoạn.", "Một đoạn.{+\nHai đoạn.+}"),
        ("hoà bình", "hòa bình", "[-hoà-]{+hòa+} bình"),
        ("", "mới", "{+mới+}"),
        ("cũ", "", "[-cũ-]"),
    ],
)
def test_whole_words_are_told(before, after, expected):
    assert told(before, after) == expected


def test_equal_white_space_between_changes_does_not_flicker():
    assert told("một hai ba", "bốn năm sáu") == "[-một hai ba-]{+bốn năm sáu+}"


def test_a_crumb_between_larger_changes_goes_with_them():
    assert told("The quick brown fox jumps over it", "A slow red fox crawls") == (
        "[-The quick brown fox jumps over it-]{+A slow red fox crawls+}"
    )


def test_line_breaks_stay_between_paragraphs_that_changed():
    assert told("Một\nHai", "Ba\nBốn") == "[-Một-]{+Ba+}\n[-Hai-]{+Bốn+}"


def test_a_change_that_is_a_line_break_alone_can_be_marked():
    (change,) = [piece for piece in words("Một\nHai", "Một\n\nHai") if piece.kind == "added"]

    assert change.breaks_line
    assert not Piece("same", "\n").breaks_line


def test_a_long_unchanged_stretch_is_cut_at_words():
    before = "Mở đầu. " + "Câu giữ nguyên. " * 40 + "Kết thúc."
    short = shortened(words(before, before.replace("Kết thúc", "Hết")), around=20)

    assert [piece.kind for piece in short] == ["cut", "same", "removed", "added", "same"]
    assert short[0].text == "…"
    assert short[1].text.startswith(("Câu", "giữ", "nguyên"))


def test_a_cut_over_paragraphs_stands_on_a_line_of_its_own():
    before = "Đầu\n" + "Giữ nguyên.\n" * 40 + "Cuối"
    short = shortened(words(before, "Mở" + before[3:].replace("Cuối", "Hết")), around=20)

    assert [piece.text for piece in short if piece.kind == "cut"] == ["\n…\n"]


def test_a_text_without_changes_is_cut_behind_its_beginning():
    short = shortened(words("chữ " * 100, "chữ " * 100), around=20)

    assert [piece.kind for piece in short] == ["same", "cut"]


@pytest.mark.parametrize("every", [7, 700])
def test_twenty_thousand_words_are_compared_quickly(every):
    one = [f"từ{number * number * (number // 797 + 1) % 797}" for number in range(20_000)]
    other = [word if place % every else "khác" for place, word in enumerate(one)]
    began = time.perf_counter()
    pieces = words(" ".join(one), " ".join(other))

    assert time.perf_counter() - began < 5
    assert joined(pieces, "same").count("từ") > 16_000


@pytest.mark.parametrize(
    ("before", "after"),
    [("a " * 20_000, "b " * 20_000), ("a " * 20_000, "a b " * 10_000), ("\n" * 20_000, "a\n" * 20_000)],
)
def test_texts_of_one_word_are_compared_quickly_too(before, after):
    began = time.perf_counter()
    pieces = words(before, after)

    assert time.perf_counter() - began < 5
    assert joined(pieces, "same", "added") == after
