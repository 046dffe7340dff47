"""Whether an uploaded file is a recording, of which kind, and how long it lasts."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException

MOST_BYTES = 100 * 1024 * 1024
LONGEST = 6 * 60 * 60
"""Seconds. What claims to last longer is damaged: nobody reads an article for six hours."""
HEAD = 12
"""Bytes by which the kinds are told apart."""


@dataclass(frozen=True)
class Sound:
    """What a file holds: the ending that its kind has, and its length in whole seconds."""

    ending: str
    seconds: int


def ending_of(head: bytes) -> str:
    """The kind of a file by its first bytes: "mp3", "m4a" or "ogg"; "" for anything else."""
    if head[4:8] == b"ftyp":
        return "m4a"
    if head.startswith(b"OggS"):
        return "ogg"
    # A tag, or a frame of MPEG audio: eleven bits set, then its version and its layer.
    in_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06
    return "mp3" if head.startswith(b"ID3") or in_frame else ""


def heard(file) -> Sound:
    """What an uploaded file holds, whatever its name says. Reads little of it; the file is not changed.

    ValidationError for anything but an MP3, M4A or OGG recording of at most 100 MB.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 100 MB. Choose a smaller recording."))
    file.seek(0)
    ending = ending_of(file.read(HEAD))
    file.seek(0)
    seconds = _length(file) if ending else 0
    file.seek(0)
    if not 1 <= seconds <= LONGEST:
        raise ValidationError(_("This file is no MP3, M4A or OGG recording, or it is damaged."))
    return Sound(ending, seconds)


def _length(file) -> int:
    """How many seconds of sound a file holds; 0 where it holds none, or can't be read."""
    try:
        found = TinyTag.get(file_obj=file, tags=False)
        return round(found.duration) if found.duration and found.samplerate else 0
    except (TinyTagException, OSError, OverflowError, ValueError):
        return 0
