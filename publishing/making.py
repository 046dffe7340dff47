"""Makes the sizes of pictures, in the task worker, and clears away what they replace."""

import datetime as dt
from dataclasses import replace
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from publishing import renditions
from publishing.mail import later
from publishing.models import Picture
from publishing.row_querysets import held, row_at

BEHIND_MAIL = -10
"""Priority in the queue: a letter waits for one picture at most."""
GRACE = dt.timedelta(days=1)
"""How long a file is kept that nothing names any more: pages kept by browsers and proxies still may."""


def make_later(picture: Picture) -> bool:
    """Hand what a picture lacks to the queue, once what is being saved is saved; False where it lacks nothing.

    No query here.
    """
    if not picture.sizes_lacking():
        return False
    later(make_sizes, str(picture.pk))
    return True


@task(priority=BEHIND_MAIL)
def make_sizes(key: str) -> int:
    """Make the sizes that a picture lacks; 0 where it is gone, or lacks none."""
    picture = row_at(Picture, key)
    return make(picture) if picture else 0


def make(picture: Picture) -> int:
    """Make the sizes that a picture lacks, noting each as soon as it is made; answers how many.

    Two queries a size and one more. FileNotFoundError where the picture's own file is gone.
    """
    lacking = picture.sizes_lacking()
    if lacking:
        with picture.file.open("rb") as file:
            image = renditions.opened(file)
        for size in lacking:
            content = renditions.drawn(image, size, picture.focus)
            if not keep(picture, size, content):
                return 0
    tidy(picture.pk)
    return len(lacking)


def keep(picture: Picture, size: renditions.Size, content: bytes) -> bool:
    """Store the file of a size and note it; False where the picture is gone or shows another file by now."""
    storage = picture.file.storage
    kept = replace(size, name=storage.save(size.wanted_name, ContentFile(content)))
    with transaction.atomic():
        row = held(Picture, picture.pk)
        current = row is not None and row.source == size.source
        if current and size.made_from in {made.made_from for made in row.sizes_made()}:
            # Another worker was quicker.
            storage.delete(kept.name)
        elif current:
            row.take(kept)
            row.save(update_fields=["sizes", "old_files"])
    if not current:
        storage.delete(kept.name)
    return current


def tidy(key) -> None:
    """Let go of sizes that are wanted no more, once all that are wanted are there. One query, or two."""
    with transaction.atomic():
        row = held(Picture, key)
        if row is None or row.sizes_lacking():
            return
        wanted = {size.made_from for size in row.sizes_wanted()}
        over = [size for size in row.sizes if renditions.Size(**size).made_from not in wanted]
        if over:
            for size in over:
                row.let_go(size["name"])
            row.sizes = [size for size in row.sizes if size not in over]
            row.save(update_fields=["sizes", "old_files"])


def forget_lost(picture: Picture) -> int:
    """Forget the sizes whose files are gone, as after a restore; answers how many. Asks the disk for each."""
    storage = picture.file.storage
    with transaction.atomic():
        row = held(Picture, picture.pk)
        lost = [size for size in row.sizes if not storage.exists(size["name"])] if row else []
        if lost:
            row.sizes = [size for size in row.sizes if size not in lost]
            row.save(update_fields=["sizes"])
            picture.sizes = row.sizes
    return len(lost)


def clear_old_files(before: dt.datetime | None = None) -> int:
    """Delete the files that were let go before a moment, a day ago by default; answers how many.

    One query for all pictures, and two for each that had such files.
    """
    before = before or timezone.now() - GRACE
    return sum(clear(picture, before) for picture in Picture.objects.iterator() if picture.old_files)


def clear(picture: Picture, before: dt.datetime) -> int:
    """Delete the files of one picture that were let go before a moment; answers how many."""
    with transaction.atomic():
        row = held(Picture, picture.pk)
        old = row.old_files if row else []
        over = [entry for entry in old if dt.datetime.fromisoformat(entry[1]) < before]
        if over:
            row.old_files = [entry for entry in old if entry not in over]
            row.save(update_fields=["old_files"])
            delete_later(picture.file.storage, [name for name, _since in over])
    return len(over)


def delete_later(storage, names: list[str]) -> None:
    """Delete files once what is being saved is saved."""
    for name in names:
        transaction.on_commit(partial(storage.delete, name))
