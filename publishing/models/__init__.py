"""What every published item has: a state, ready languages, addresses, pictures, search rows."""

from publishing.models.account import Account
from publishing.models.bases import Bilingual, Cited, Keyed
from publishing.models.picture import Picture, random_name
from publishing.models.published import Published, State, published_constraints
from publishing.models.rows import Address, SearchRow

__all__ = [
    "Account",
    "Address",
    "Bilingual",
    "Cited",
    "Keyed",
    "Picture",
    "Published",
    "SearchRow",
    "State",
    "published_constraints",
    "random_name",
]
