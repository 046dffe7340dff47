"""Pages of a long list, each as cheap as the first: the next one begins behind the last row.

No page numbers and no count of everything; a place in the list is told by the row beside it.
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import QuerySet

SIZE = 20


@dataclass(frozen=True)
class Page:
    """Some rows of a list in its order, and the addresses of the pages beside it ("" if none)."""

    items: list
    newer: str
    older: str
    first: bool


class Keyset:
    """A list ordered newest first by `column`, then by key, cut into pages of `size`.

    `read(text)` and `write(value)` turn a value of the column into text for the address and
    back; `read` answers a pair (value, key or None) and raises ValueError for what it can't read.
    """

    def __init__(self, column: str, write, read, size: int = SIZE):
        self.column, self.write, self.read, self.size = column, write, read, size

    def page(self, queryset: QuerySet, address: str, query: dict[str, str], before: str = "", after: str = "") -> Page:
        """One page of `queryset`. Two queries, whatever the depth (three on the way back to the top).

        ValueError where `before` or `after` is no place in a list.
        """
        rows = queryset.order_by(f"-{self.column}", "-pk")
        if after:
            rows = queryset.newer_than(self.column, *self.read(after)).order_by(self.column, "pk")
        elif before:
            rows = queryset.older_than(self.column, *self.read(before)).order_by(f"-{self.column}", "-pk")
        items = list(rows[: self.size + 1])
        more, items = len(items) > self.size, items[: self.size]
        if after and not more:
            # Fewer rows than a page stand above: that is the first page, shown whole.
            return self.page(queryset, address, query)
        if after:
            items.reverse()
        newer = more if after else bool(before) and self._any_newer(queryset, items)
        older = bool(items) if after else more
        return Page(
            items,
            newer=self._address(address, query, "after", items[0]) if newer and items else "",
            older=self._address(address, query, "before", items[-1]) if older and items else "",
            first=not newer,
        )

    def place(self, item) -> str:
        """Where an item stands in the list, as text for an address."""
        return f"{self.write(getattr(item, self.column))}~{item.pk}"

    def _any_newer(self, queryset, items) -> bool:
        if not items:
            return queryset.exists()
        return queryset.newer_than(self.column, getattr(items[0], self.column), items[0].pk).exists()

    def _address(self, address, query, direction, item):
        pairs = [*query.items(), (direction, self.place(item))]
        return address + "?" + "&".join(f"{name}={quote(str(value), safe='~:')}" for name, value in pairs)
