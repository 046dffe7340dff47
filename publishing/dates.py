"""Dates known to the year, the month, the day or the minute."""

import datetime as dt
import re
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a date is known; what is finer than that is never shown."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")
    MINUTE = "minute", _("minute")


FIRST, LAST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
"""Between which a date may lie; databases and time zones stumble at the ends of time, and a typing
error there would stretch every list of years."""


def inside(moment: dt.datetime) -> None:
    """ValidationError where a moment is not between FIRST and LAST."""
    if not FIRST <= moment <= LAST:
        raise ValidationError(_("Give a date from 1900 to 2199."))


_FORMS = (
    (re.compile(r"\d{4}\Z", re.ASCII), "%Y", Precision.YEAR),
    (re.compile(r"\d{4}-\d\d\Z", re.ASCII), "%Y-%m", Precision.MONTH),
    (re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), "%Y-%m-%d", Precision.DAY),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\Z", re.ASCII), "%Y-%m-%dT%H:%M", Precision.MINUTE),
)


def read(text: str) -> tuple[dt.datetime, Precision]:
    """A date as written in a file ("2015", "2015-11", "2015-11-27", "2015-11-27T17:40").

    The moment is in the site's time zone, at the start of what is not told. ValueError otherwise.
    """
    for form, pattern, precision in _FORMS:
        if form.match(text):
            with suppress(ValueError):
                moment = dt.datetime.strptime(text, pattern)  # noqa: DTZ007 -- made aware below
                return timezone.make_aware(moment), precision
    raise ValueError(f"{text} is no date: write 2015, 2015-11, 2015-11-27 or 2015-11-27T17:40.")
