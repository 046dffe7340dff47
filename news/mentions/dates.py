"""The day that a raw text seems to be of, for a finder that is told no date. Pure."""

import datetime as dt
import re
import unicodedata
from contextlib import suppress

_MONTHS = " ".join(("january february march april may june", "july august september october november december")).split(
    " "
)
_NUMBERS = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20|21)\d\d)"
_TIME = r"\d{1,2}[:h]\d\d(?:\s*[AP]M)?"
_MARKED = re.compile(
    rf"{_TIME}[\s,|–-]{{0,6}}{_NUMBERS}\b|\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}})[\s,|–-]{{0,6}}{_TIME}",
    re.IGNORECASE | re.ASCII,
)
_NAMES = "|".join(f"{name[:3]}(?:t|{name[3:]})?" for name in _MONTHS)
_WRITTEN = re.compile(
    rf"\b{_NUMBERS}\b|\bngày (?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}) năm (?P<y>\d{{4}})\b"
    rf"|\b(?P<de>\d{{1,2}}) (?P<me>{_NAMES})\.?,? (?P<ye>\d{{4}})\b|\b(?P<mu>{_NAMES})\.? (?P<du>\d{{1,2}}),? (?P<yu>\d{{4}})\b",
    re.IGNORECASE | re.ASCII,
)


def day_of(text: str) -> dt.date | None:
    """The day beside a time of the clock near the top, else the last whole date that the text tells; None for none.

    News tells of what was just done, so the last date in it is near its own.
    """
    text = unicodedata.normalize("NFC", text)
    for found in _MARKED.finditer(text[:2000]):
        if day := _day(found):
            return day
    return max(filter(None, map(_day, _WRITTEN.finditer(text))), default=None)


def _day(found: re.Match) -> dt.date | None:
    """The date of a match, in whichever form it is written; None where there is no such day."""
    told = {name[0]: value for name, value in found.groupdict().items() if value}
    month = (
        told["m"]
        if told["m"].isdigit()
        else 1 + next(number for number, name in enumerate(_MONTHS) if name.startswith(told["m"][:3].lower()))
    )
    with suppress(ValueError):
        return dt.date(int(told["y"]), int(month), int(told["d"]))
    return None
