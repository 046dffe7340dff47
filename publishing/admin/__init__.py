"""The base desk of every room: languages side by side, states, search, and no lost save."""

from publishing.admin.accounts import AccountAdmin
from publishing.admin.bilingual import BilingualAdmin, side_by_side
from publishing.admin.desk import PublishedAdmin
from publishing.admin.pictures import PictureAdmin

__all__ = ["AccountAdmin", "BilingualAdmin", "PictureAdmin", "PublishedAdmin", "side_by_side"]
