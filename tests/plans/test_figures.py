"""How the ribbon of plans is measured out, and how a moment finds its place on it."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.figures import Span, place, ribbon, stacks, tone

FOUR = [Span(2011, 2015), Span(2016, 2020), Span(2021, 2025), Span(2026, 2030)]

spans = st.lists(
    st.builds(lambda first, years: Span(first, first + years), st.integers(1950, 2100), st.integers(0, 40)),
    min_size=1,
    max_size=12,
)


def test_no_plan_makes_no_segment():
    assert ribbon([], width=100, height=8) == []


def test_plans_of_equal_length_share_the_width_equally():
    segments = ribbon(FOUR, width=103, height=8, slant=0, gap=1)

    assert [(segment.start, segment.end) for segment in segments] == [(0, 25), (26, 51), (52, 77), (78, 103)]


def test_a_plan_twice_as_long_is_twice_as_wide():
    short, long = ribbon([Span(2011, 2015), Span(2016, 2025)], width=300, height=8)

    assert long.end - long.start == 2 * (short.end - short.start)


def test_segments_stand_in_the_order_in_which_the_plans_are_given():
    segments = ribbon(FOUR[:2], width=100, height=8)

    assert [segment.span for segment in segments] == FOUR[:2]


def test_an_open_plan_is_as_wide_as_five_years():
    closed, open_ended = ribbon([Span(2011, 2015), Span(2016, None)], width=100, height=8)

    assert open_ended.end - open_ended.start == closed.end - closed.start


def test_a_segment_leans_to_the_right_by_the_slant():
    (segment,) = ribbon([Span(2011, 2015)], width=104, height=8, slant=4, top=4)

    assert segment.path == "M4 4H104L100 12H0z"


def test_square_ends_fill_the_width_to_both_edges():
    first, last = ribbon(FOUR[:2], width=100, height=8, slant=4, gap=4, square=True)

    assert (first.path, last.path) == ("M0 0H50L46 8H0z", "M54 0H100L100 8H50z")


def test_paths_have_a_decimal_point_in_every_language():
    first, _second, _third = ribbon(FOUR[:3], width=100, height=8)

    assert first.path == "M0 0H33.3L33.3 8H0z"


def test_gaps_never_take_more_than_half_of_the_room():
    segments = ribbon(FOUR, width=40, height=8, gap=1000)

    assert sum(segment.end - segment.start for segment in segments) >= 20


@pytest.mark.parametrize(
    ("moment", "x"),
    [
        (dt.date(2011, 1, 1), 0),
        (dt.date(2013, 7, 2), 50),
        (dt.date(2016, 1, 1), 100),
        (dt.date(2020, 12, 31), 199.9),
        (dt.datetime(2013, 7, 2, 12, 0, tzinfo=dt.UTC), 50),
    ],
)
def test_a_moment_stands_in_its_plan_as_far_as_its_years_have_gone(moment, x):
    segments = ribbon(FOUR[:2], width=200, height=8)

    assert place(moment, segments) == pytest.approx(x, abs=0.1)


def test_a_tick_stands_in_the_middle_of_the_lean():
    segments = ribbon(FOUR[:1], width=104, height=8, slant=4)

    assert place(dt.date(2011, 1, 1), segments) == 2


@pytest.mark.parametrize("moment", [None, dt.date(2010, 12, 31), dt.date(2031, 1, 1)])
def test_a_moment_outside_every_plan_has_no_place(moment):
    assert place(moment, ribbon(FOUR, width=100, height=8)) is None


def test_a_moment_between_two_plans_stands_between_their_segments():
    segments = ribbon([Span(2011, 2015), Span(2018, 2022)], width=104, height=8, gap=4)

    assert place(dt.date(2016, 6, 1), segments) == 52


def test_an_open_plan_holds_every_later_moment():
    segments = ribbon([Span(2011, 2015), Span(2016, None)], width=100, height=8)

    assert place(dt.date(2050, 1, 1), segments) == 100


@pytest.mark.parametrize(
    ("span", "concerned", "colour"),
    [
        (Span(2016, 2020), True, "on"),
        (Span(2021, 2025), True, "now"),
        (Span(2021, None), True, "now"),
        (Span(2026, 2030), True, "on"),
        (Span(2021, 2025), False, "off"),
    ],
)
def test_a_segment_is_coloured_by_whether_its_plan_is_concerned_and_in_force(span, concerned, colour):
    assert tone(span, 2023, concerned=concerned) == colour


@given(spans, st.floats(0, 20), st.floats(0, 20))
def test_segments_never_overlap(plans, slant, gap):
    segments = ribbon(plans, width=400, height=8, slant=slant, gap=gap)

    assert all(left.end <= right.start + 1e-6 for left, right in pairwise(segments))


@given(spans, st.floats(0, 20), st.floats(0, 20), st.booleans())
def test_segments_stay_inside_the_width(plans, slant, gap, square):
    segments = ribbon(plans, width=400, height=8, slant=slant, gap=gap, square=square)

    assert all(
        -1e-6 <= segment.start < segment.end and segment.end + segment.slant <= 400 + 1e-6 for segment in segments
    )


@given(spans, st.floats(0, 20))
def test_widths_are_proportional_to_years(plans, gap):
    segments = ribbon(plans, width=400, height=8, gap=gap)

    widths_of_a_year = [(segment.end - segment.start) / segment.span.years for segment in segments]
    assert widths_of_a_year == pytest.approx([widths_of_a_year[0]] * len(plans))


@given(spans, st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_place_is_inside_the_width(plans, moment):
    x = place(moment, ribbon(plans, width=400, height=8, slant=5, gap=3))

    assert x is None or 0 <= x <= 400


# --- Blocks above the ribbon --------------------------------------------------

quarters = st.dictionaries(st.tuples(st.integers(2005, 2035), st.integers(1, 4)), st.integers(0, 500), max_size=30)


def test_each_quarter_has_a_block_for_each_article_in_its_middle():
    segments = ribbon([Span(2016, 2020)], width=500, height=8)

    found = stacks({(2016, 1): 2, (2020, 4): 1, (2021, 1): 5}, segments)

    assert (found.each, found.highest, [number for _x, number in found.columns]) == (1, 2, [2, 1])
    assert [round(x) for x, _number in found.columns] == [12, 487]


def test_what_the_ribbon_does_not_show_makes_no_block_stand_for_more():
    segments = ribbon([Span(2016, 2020)], width=500, height=8)

    found = stacks({(2012, 1): 60, (2017, 1): 3}, segments)

    assert (found.each, found.highest) == (1, 3)


@given(quarters, st.integers(1, 20))
def test_no_column_is_too_high_and_none_loses_an_article(counts, most):
    segments = ribbon(FOUR, width=1000, height=8)

    found = stacks(counts, segments, most)

    here = {place: number for place, number in counts.items() if 2011 <= place[0] <= 2030 and number}
    assert found.highest <= most
    assert len(found.columns) == len(here)
    for (_x, blocks), (_quarter, number) in zip(found.columns, sorted(here.items()), strict=True):
        assert (blocks - 1) * found.each < number <= blocks * found.each
