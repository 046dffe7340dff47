"""The secret of a site on one's own machine: made once, kept under `var/`."""

import contextlib
import os
import secrets
from pathlib import Path


def made(file: Path) -> str:
    """The secret kept in `file`, which is created if need be, readable by its owner alone.

    Two processes that start at once get the same one: each writes its own aside, and the first
    whose link succeeds gives the file its name, whole.
    """
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as target:
        target.write(secrets.token_urlsafe(50))
    with contextlib.suppress(FileExistsError):
        os.link(aside, file)
    aside.unlink()
    return file.read_text().strip()
