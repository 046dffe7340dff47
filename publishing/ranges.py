"""An uploaded file for readers, whole or in part: without parts no browser can jump in a recording."""

import mimetypes
import re
from io import SEEK_END

from django.http import FileResponse, HttpResponse

# Not every system knows it, and browsers are told to believe what the header says.
mimetypes.add_type("audio/mp4", ".m4a")

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


def answer(request, file):
    """A file that was opened, or the part of it that is asked for; the answer closes it.

    206 with the one part that a Range header names, 416 where the file is shorter than that. The
    whole file where several parts are asked for, or nothing that can be understood, and where
    If-Range asks whether the file is still the same: uploads never change, and so have no validator.
    """
    size = file.seek(0, SEEK_END)
    file.seek(0)
    asked = request.method == "GET" and "If-Range" not in request.headers
    bounds = part_asked(request.headers.get("Range", ""), size) if asked else None
    if bounds is None:
        return FileResponse(file, headers={"Accept-Ranges": "bytes"})
    start, end = bounds
    if start >= end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    told = {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
    return FileResponse(Part(file, end - start), status=206, headers={"Accept-Ranges": "bytes"} | told)


def part_asked(header: str, size: int) -> tuple[int, int] | None:
    """Where the part that a Range header names begins, and where it is over; None where it names none.

    "bytes=100-199", "bytes=100-" to the end, "bytes=-100" the last hundred. Where it begins at
    its end or behind it, the file has no such part.
    """
    first, last = found.groups() if (found := _RANGE.match(header)) else ("", "")
    if not first:
        return (max(0, size - int(last)), size) if last and size else None
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


class Part:
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file, length: int):
        self.file, self.left, self.name = file, length, file.name

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them."""
        piece = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self.file.close()
