"""Dates and times as pages of news write them, in Vietnamese and English. Pure functions.

The day comes first ("02/04/2019" is the second of April) unless that can't be. Where no time
zone is written, the moment is in Asia/Ho_Chi_Minh. A year that is not written is not invented.
"""

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YEARS = range(1990, 2100)
"""Between which an original may be dated; other numbers are no years."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
)
_LABEL = (
    r"(?:(?:ngày\s+)?(?:đăng|cập\s+nhật|xuất\s+bản|phát\s+hành)(?:\s+(?:lúc|ngày|lần\s+cuối))?"
    r"|(?:last\s+)?(?:published|updated?|posted|modified)(?:\s+(?:on|at))?|(?:publication |release )?date|ngày|on)\s*:?"
)
_ZONES = {"myt": 8, "sgt": 8, "pht": 8, "pst": 8, "hkt": 8, "wita": 8, "wib": 7, "ict": 7, "gmt": 0, "utc": 0}
_TIME = (
    r"(?P<hour{0}>\d{{1,2}})(?:\s?(?:[:h]|giờ)\s?(?P<minute{0}>\d{{2}})(?::\d{{2}}(?:\.\d+)?)?(?:\s?phút)?"
    r"\s?(?P<half{0}>[ap]\.?m\b\.?)?|\s?(?P<only{0}>[ap]\.?m\b\.?))"
)
_ZONE = r"(?:\s?\(?(?P<zone>gmt|utc|(?:myt|sgt|pht|wib|wita|ict|hkt)\b)?\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\)?)"
_BETWEEN = r"T?[\s,|•·*–—-]*(?:(?:vào\s+)?lúc\s|at\s)?[\s,|•·*–—-]*"
_DAY = (
    r"(?:(?P<iso_y>\d{4})-(?P<iso_m>\d{2})-(?P<iso_d>\d{2})"
    r"|(?P<d>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<m>\d{1,2})\s?(?P=sign)\s?(?P<y>\d{4}|\d{2}\b(?![/.-]))"
    r"|(?P<vi_d>\d{1,2})\s+tháng\s+(?P<vi_m>\d{1,2}|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+một|\s+hai)?)"
    r"(?:\s*,?\s*năm\s+|\s*[/,-]\s*|\s+)(?P<vi_y>\d{4})"
    rf"|(?P<en_d>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s+)?(?P<en_m>{_MONTH})[\s,-]*(?P<en_y>\d{{4}})"
    rf"|(?P<us_m>{_MONTH})(?:\s|,\s)\s*(?P<us_d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s+|\s?/\s?)(?P<us_y>\d{{4}}))(?!\d)"
)
_WHOLE = re.compile(
    rf"(?<![\w/])(?:{_LABEL}\s*)?(?:{_TIME.format('1')}{_ZONE.replace('zone', 'zone1').replace('offset', 'offset1')}"
    rf"(?:\s*ngày)?{_BETWEEN})?"
    rf"(?:{_WEEKDAY}{_BETWEEN})?(?:ngày\s+)?{_DAY}(?:{_BETWEEN}{_TIME.format('2')}{_ZONE})?",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"{_TIME.format('2')}{_ZONE}\Z", re.IGNORECASE)
_PARTIAL = re.compile(
    r"(?<![\d/.])(?:\d{1,2}\s?[-–]\s?)?\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])"
    r"|(?:ngày\s+)(\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
    rf"|\b{_MONTH}\s+\d{{1,2}}\b(?:,\s+\d{{4}})?|\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?",
    re.IGNORECASE,
)
_NUMBERS = {
    name: number
    for number, names in enumerate(("một giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1)
    for name in names.split()
} | {"mười một": 11, "mười hai": 12}


@dataclass(frozen=True)
class Dated:
    """A moment in Asia/Ho_Chi_Minh; midnight where only the day is known."""

    moment: dt.datetime
    time_known: bool

    def __str__(self):
        """ISO 8601: with its offset, or the date alone where no time is known."""
        return self.moment.isoformat() if self.time_known else self.moment.date().isoformat()


@dataclass(frozen=True)
class Found:
    """A date in a text: where it stands and what it says."""

    start: int
    end: int
    dated: Dated


def found_in(text: str) -> list[Found]:
    """Every date with its year in a text, in order."""
    found = []
    for match in _WHOLE.finditer(text):
        if (dated := _dated(match)) is not None:
            end = match.start() + len(match.group().rstrip(" ("))
            found.append(Found(match.start(), end, dated))
    return found


def with_clock(dated: Dated, text: str) -> Dated:
    """The date with the time that stands on a line of its own ("4:20 PM MYT"), if it is one."""
    match = _CLOCK.match(text.strip())
    if dated.time_known or match is None or (clock := _clock(match, "2")) is None:
        return dated
    day = dated.moment.date()
    return _moment(day, clock, match["zone"], match["offset"]) or dated


def is_clock(text: str) -> bool:
    """Whether a text is a time and nothing else."""
    match = _CLOCK.match(text.strip())
    return match is not None and _clock(match, "2") is not None


def hint_in(text: str) -> tuple[int, int] | None:
    """Where a text speaks of a day first, though it may lack its year: "27/11", "Nov. 27"."""
    match = _PARTIAL.search(text)
    if match is None:
        return None
    return match.span(1) if match[1] else match.span()


def _dated(match: re.Match) -> Dated | None:
    day = _day(match)
    if day is None:
        return None
    for slot, zone in (("1", "1"), ("2", "")):
        if match[f"hour{slot}"] and (clock := _clock(match, slot)):
            return _moment(day, clock, match[f"zone{zone}"], match[f"offset{zone}"])
    return Dated(dt.datetime.combine(day, dt.time(), ZONE), time_known=False)


def _day(match: re.Match) -> dt.date | None:
    kind = next(kind for kind in ("iso_y", "y", "vi_y", "en_y", "us_y") if match[kind])[:-1]
    year, month, day = (match[f"{kind}{part}"].lower() for part in "ymd")
    number = _number(month)
    first, year = int(day), int(year) + (2000 if len(year) == 2 else 0)
    if number > 12 >= first:
        number, first = first, number
    with suppress(ValueError):
        if year in YEARS:
            return dt.date(year, number, first)
    return None


def _number(month: str) -> int:
    if month.isdecimal():
        return int(month)
    return _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else _NUMBERS[" ".join(month.split())]


def _clock(match: re.Match, slot: str) -> dt.time | None:
    hour, minute = int(match[f"hour{slot}"]), int(match[f"minute{slot}"] or 0)
    half = (match[f"half{slot}"] or match[f"only{slot}"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _moment(day: dt.date, clock: dt.time, zone: str | None, offset: str | None) -> Dated | None:
    """The moment, told in Asia/Ho_Chi_Minh; None where the offset is none."""
    there = ZONE
    if zone or offset:
        hours, minutes = _ZONES[zone.lower()] if zone else 0, 0
        if offset:
            digits = offset[1:].replace(":", "")
            hours, minutes = int(digits[:2]), int(digits[2:] or 0)
            if offset[0] == "-":
                hours, minutes = -hours, -minutes
        if abs(hours) > 14 or abs(minutes) > 59:
            return None
        there = dt.timezone(dt.timedelta(hours=hours, minutes=minutes))
    return Dated(dt.datetime.combine(day, clock, there).astimezone(ZONE), time_known=True)
