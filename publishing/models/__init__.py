"""What every published item has: a state, ready languages, addresses, pictures, search rows."""

from publishing.models.account import Account
from publishing.models.bases import Bilingual, Cited, Keyed, Passing
from publishing.models.picture import Picture, random_name
from publishing.models.published import PERMISSIONS, Published, State, published_constraints
from publishing.models.rows import Address, SearchRow
from publishing.models.versions import Open, PreviewLink, Unsaved, Version
from publishing.models.workflow import Correction, Event

__all__ = [
    "PERMISSIONS",
    "Account",
    "Address",
    "Bilingual",
    "Cited",
    "Correction",
    "Event",
    "Keyed",
    "Open",
    "Passing",
    "Picture",
    "PreviewLink",
    "Published",
    "SearchRow",
    "State",
    "Unsaved",
    "Version",
    "published_constraints",
    "random_name",
]
