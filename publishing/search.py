"""Words typed into a search box, and the items that hold them.

Folded text of each item and language lies in `SearchRow`; what is typed is folded alike, so
"ke hoach" and "Kế hoạch" find the same, on every database.
"""

from publishing import markup
from publishing.languages import CODES, localized
from publishing.text import folded

LONGEST = 100
"""Characters of a query that count; the rest is cut."""


def words_of(typed: str) -> list[str]:
    """The folded words of a query, at most LONGEST characters of it."""
    return folded(typed[:LONGEST].replace("\0", " ")).split()


def matching(room: str, typed: str, language: str = ""):
    """The keys of the items of a room that hold all the words in one language, as a subquery."""
    from publishing.models import SearchRow

    return SearchRow.objects.holding(room, words_of(typed), language)


def matching_titles(queryset, field: str, typed: str):
    """Rows of a small table whose `field` holds all the words in some language. Reads the whole table."""
    words = words_of(typed)
    columns = [localized(field, code) for code in CODES]
    keys = [
        row["pk"]
        for row in queryset.order_by().values("pk", *columns)
        if all(word in folded(" ".join(row[column] or "" for column in columns)) for word in words)
    ]
    return queryset.filter(pk__in=keys)


def index(item) -> None:
    """Keep the folded text of an item, one row per language that has any. Two queries.

    `item.search_fields` names what goes into the columns: {"title": […], "lead": […], "body": […]}.
    """
    from publishing.models import SearchRow

    rows = []
    for language in CODES:
        columns = {
            column: folded(" ".join(_text(item, field, language) for field in fields)).strip()
            for column, fields in item.search_fields.items()
        }
        if any(columns.values()):
            rows.append(SearchRow(room=item.room(), item=item.pk, language=language, **columns))
    SearchRow.objects.of(item).delete()
    SearchRow.objects.bulk_create(rows)


def _text(item, field: str, language: str) -> str:
    """The plain text of a field; a field without languages counts in each."""
    translated = localized(field, language)
    value = getattr(item, translated) if hasattr(item, translated) else getattr(item, field)
    return markup.plain(value) if field in item.rich_fields else (value or "")
