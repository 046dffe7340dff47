"""What readers see: publishing, publishing changes, scheduling, withdrawing, the bin.

Each is one transaction that holds the item. What follows from it outside the database (mail)
hangs on `after_public_change`, on commit.
"""

from publishing.publication.due import go_out, unschedule
from publishing.publication.putting_out import publish
from publishing.publication.taking_back import (
    IN_THE_BIN,
    delete_for_good,
    empty_bin,
    put_into_bin,
    take_out_of_bin,
    withdraw,
)

__all__ = [
    "IN_THE_BIN",
    "delete_for_good",
    "empty_bin",
    "go_out",
    "publish",
    "put_into_bin",
    "take_out_of_bin",
    "unschedule",
    "withdraw",
]
