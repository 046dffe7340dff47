"""Which paragraph of a translation stands for which."""

from hypothesis import given
from hypothesis import strategies as st

from publishing.alignment import Piece, aligned

pieces = st.lists(st.builds(Piece, st.sampled_from(["p", "h2", "figure"]), st.integers(0, 2000)), max_size=12)


def test_paragraphs_of_like_length_stand_for_each_other():
    left = [Piece("p", 300), Piece("h2", 30), Piece("p", 500)]
    right = [Piece("p", 240), Piece("h2", 26), Piece("p", 410)]

    assert aligned(left, right) == [(0, 0), (1, 1), (2, 2)]


def test_a_paragraph_without_a_counterpart_shifts_nothing_behind_it():
    left = [Piece("p", 300), Piece("h2", 30), Piece("p", 500), Piece("h2", 25), Piece("p", 90)]
    right = [Piece("p", 290), Piece("h2", 31), Piece("h2", 24), Piece("p", 95)]

    assert aligned(left, right) == [(0, 0), (1, 1), (2, None), (3, 2), (4, 3)]


def test_a_heading_never_stands_for_a_text():
    assert aligned([Piece("h2", 40)], [Piece("p", 40)]) in ([(0, None), (None, 0)], [(None, 0), (0, None)])


@given(pieces, pieces)
def test_each_place_occurs_once_and_in_order(left, right):
    pairs = aligned(left, right)

    assert [i for i, _j in pairs if i is not None] == list(range(len(left)))
    assert [j for _i, j in pairs if j is not None] == list(range(len(right)))


@given(pieces)
def test_a_text_stands_for_itself(text):
    assert aligned(text, text) == [(place, place) for place in range(len(text))]
