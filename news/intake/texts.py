"""What was read of a file: its text, what its markup said of lines, or why there is none. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from news.intake.lines import Role

LARGEST = 20_000_000
"""Bytes of a file that is read at all."""
LONGEST = 1_000_000
"""Characters of a text that is looked at: more than a hundred times a long article."""
MOST_LINES = 10_000


class Unreadable(ValueError):
    """Why a file gives no article, as the end of a sentence that begins with its name."""


@dataclass(frozen=True)
class Text:
    """The text of a file, and what its markup says of lines by their numbers."""

    text: str
    hints: Mapping[int, Role] = field(default_factory=dict)


def check_size(size: int) -> None:
    """Unreadable where a file has more bytes than are read; to be asked before it is read."""
    if size > LARGEST:
        raise Unreadable(_("is larger than %(megabytes)d MB.") % {"megabytes": LARGEST // 1_000_000})


def check_length(characters: int, lines: int = 0) -> None:
    """Unreadable where a text is longer than an article could be."""
    if characters > LONGEST or lines > MOST_LINES:
        told = _("holds more text than an article: at most %(characters)d characters and %(lines)d lines are read.")
        raise Unreadable(told % {"characters": LONGEST, "lines": MOST_LINES})
