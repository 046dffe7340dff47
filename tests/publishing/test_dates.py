"""Dates known to the year, the month, the day or the minute."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.dates import Precision, read

HANOI = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2015", dt.datetime(2015, 1, 1, tzinfo=HANOI), Precision.YEAR),
        ("2015-11", dt.datetime(2015, 11, 1, tzinfo=HANOI), Precision.MONTH),
        ("2015-11-27", dt.datetime(2015, 11, 27, tzinfo=HANOI), Precision.DAY),
        ("2015-11-27T17:40", dt.datetime(2015, 11, 27, 17, 40, tzinfo=HANOI), Precision.MINUTE),
        ("2024-02-29", dt.datetime(2024, 2, 29, tzinfo=HANOI), Precision.DAY),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text, moment, precision):
    assert read(text) == (moment, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "27/11/2015",
        "2015-13",
        "2015-00-01",
        "2015-02-30",
        "2023-02-29",
        "2015-11-27T24:00",
        "2015-11-27T17:40:00",
        "2015-11-27 17:40",
        "2015\n",
        "0000",
        "15",
        "２０１５",
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(text):
    with pytest.raises(ValueError, match="write 2015, 2015-11, 2015-11-27 or 2015-11-27T17:40"):
        read(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_written_day_is_read_as_that_day(day):
    moment, precision = read(day.isoformat())

    assert (moment.date(), precision) == (day, Precision.DAY)
