"""Two sets of changes to one item, put together row by row and field by field. Pure functions over plain values.

A content is {"room.model/<key>": {column: value}}: an item with its parts. Columns of several
languages are columns of their own, so merging by field is merging by language too. A value that
is itself a key of the content refers to that row; a list is a set (many-to-many).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

Row = Mapping[str, object]
Content = Mapping[str, Row]


@dataclass(frozen=True)
class Clash:
    """A field that both changed differently; `field` is None where one removed the whole row."""

    key: str
    field: str | None
    base: object
    mine: object
    theirs: object
    along: tuple[str, ...] = ()
    """Of a whole row: the rows that belong to it, and stay or go with it."""

    @property
    def id(self) -> str:
        """A name for it in a form."""
        return f"{self.key}.{self.field or ''}"


def model_of(key: str) -> str:
    """The model of a row: "news.evidence"."""
    return key.partition("/")[0]


def column_of(key: str, field: str) -> str:
    """A field of a row as `derived` names it: "news.evidence.start"."""
    return f"{key.partition('/')[0]}.{field}"


def merge(
    base: Content | None, mine: Content, theirs: Content, derived: Collection[str] = ()
) -> tuple[dict[str, dict], list[Clash]]:
    """Both sets of changes since base, and where they clash.

    Where they clash theirs stands, and a row that one of them kept before one that is gone, with
    what belongs to it. Without a base nobody knows who changed what: every difference clashes.
    `derived` names columns that follow from others ("news.evidence.start"): theirs stands,
    and nobody is asked.
    """
    merged: dict[str, dict] = {}
    clashes: list[Clash] = []
    for key in dict.fromkeys([*theirs, *mine, *(base or {})]):
        b, m, t = (base or {}).get(key), mine.get(key), theirs.get(key)
        if m is not None and t is not None:
            row, found = _merged_row(key, None if base is None else b or {}, m, t, derived)
            clashes += found
        elif m is t or (base is not None and _same_row(key, t, b, derived)):
            row = m
        elif base is not None and _same_row(key, m, b, derived):
            row = t
        else:
            row = m if t is None else t
            clashes.append(Clash(key, None, b, m, t))
        if row is not None:
            merged[key] = dict(row)
    clashes += _keep_referred(merged, base or {}, mine, theirs)
    return merged, [_with_what_belongs(clash, merged, mine, theirs) for clash in clashes]


def _merged_row(key, base: Row | None, mine: Row, theirs: Row, derived) -> tuple[dict, list[Clash]]:
    row, clashes = {}, []
    for field in dict.fromkeys([*theirs, *mine]):
        m, t = mine.get(field), theirs.get(field)
        b = None if base is None else base.get(field)
        if m == t or (base is not None and t == b):
            row[field] = m
        elif (base is not None and m == b) or column_of(key, field) in derived:
            row[field] = t
        elif base is not None and isinstance(m, list) and isinstance(t, list):
            row[field] = _merged_set(b or [], m, t)
        else:
            row[field] = t
            clashes.append(Clash(key, field, b, m, t))
    return row, clashes


def _with_what_belongs(clash: Clash, merged: dict[str, dict], mine: Content, theirs: Content) -> Clash:
    """A clash about a whole row, with the rows that refer to it and went with it on the other side."""
    if clash.field is not None:
        return clash
    side, along, owners = mine if clash.mine is not None else theirs, [], [clash.key]
    while owners:
        owner = owners.pop()
        for key, row in side.items():
            if key not in merged and owner in row.values():
                merged[key] = dict(row)
                along.append(key)
                owners.append(key)
    return replace(clash, along=tuple(along))


def _merged_set(base: list, mine: list, theirs: list) -> list:
    """What either added and neither took away."""
    kept = [one for one in theirs if one in mine or one not in base]
    return sorted({*kept, *(one for one in mine if one not in base)})


def _same_row(key, one: Row | None, other: Row | None, derived) -> bool:
    if one is None or other is None:
        return one is other
    return all(one.get(field) == other.get(field) for field in {*one, *other} if column_of(key, field) not in derived)


def _keep_referred(merged: dict[str, dict], *sides: Content) -> list[Clash]:
    """Rows that one removed and to which the other made a row refer: they stay, and are a clash."""
    base, mine, theirs = sides
    known, clashes, rows = {**base, **mine, **theirs}, [], list(merged.values())
    while rows:
        for value in rows.pop().values():
            if isinstance(value, str) and value in known and value not in merged:
                merged[value] = dict(known[value])
                rows.append(known[value])
                clashes.append(Clash(value, None, base.get(value), mine.get(value), theirs.get(value)))
    return clashes


def resolve(merged: Content, decided: Iterable[tuple[Clash, object]], known: Content | None = None) -> dict[str, dict]:
    """The merged content with a decision for each clash: the value that is to stand, None for no row.

    What referred to a row that goes is None; a row that can't do without it goes too when the
    content is put (`rows.without_dead`). A row of `known` to which a decision makes another
    refer comes back with it.
    """
    decided = list(decided)
    content = {key: dict(row) for key, row in merged.items()}
    for clash, value in decided:
        if clash.field is not None:
            if clash.key in content:
                content[clash.key][clash.field] = value
        elif value is not None:
            content[clash.key] = dict(value)
    gone = {
        key for clash, value in decided if clash.field is None and value is None for key in (clash.key, *clash.along)
    }
    content = {key: row for key, row in content.items() if key not in gone}
    rows = list(content.values())
    while rows:
        row = rows.pop()
        for field, value in row.items():
            if not isinstance(value, str) or value in content:
                continue
            if value in gone:
                row[field] = None
            elif value in (known or {}):
                content[value] = dict(known[value])
                rows.append(content[value])
    return content


def outgoing(
    live: Content, working: Content, stays: Collection[str], goes: Collection[str] | None = None
) -> dict[str, dict]:
    """What is live once a working version goes out in some languages.

    `stays` names the columns of the languages that don't go out ("news.article.title_en"): they
    keep what is live; in a row that is new they are empty. `goes` names those of the languages
    that do, where a new row with texts in the others alone is to stay behind with them.
    """
    content = {}
    for key, row in working.items():
        before = live.get(key, {})
        if not before and goes is not None and _waits(key, row, stays, goes):
            continue
        content[key] = {
            field: before.get(field) if column_of(key, field) in stays else value for field, value in row.items()
        }
    return content


def apart(live: Content, going: Content, bound: Mapping[str, str], staying: Collection[str]) -> dict[str, dict]:
    """`going`, but for the rows that belong to a language which doesn't go out: these stay as they are live.

    `bound` names the models whose rows belong to one language, with the field that says which. A
    live row goes with a row that it refers to.
    """

    def stays(key: str, row: Row) -> bool:
        return row.get(bound.get(model_of(key), "")) in staying

    gone = {key.partition("/")[2] for key in live.keys() - going.keys()}
    kept = {key: row for key, row in going.items() if not stays(key, row)}
    left = {key: row for key, row in live.items() if stays(key, row) and gone.isdisjoint(_references(row))}
    return kept | left


def _references(row: Row) -> list[str]:
    return [value for value in row.values() if isinstance(value, str)]


def _waits(key: str, row: Row, stays, goes) -> bool:
    """Whether all that a row says in words stands in the languages that don't go out."""

    def said(columns) -> bool:
        return any(
            isinstance(value, str) and value and column_of(key, field) in columns for field, value in row.items()
        )

    return said(stays) and not said(goes)


def same(one: Content, other: Content, derived: Collection[str] = ()) -> bool:
    """Whether two contents say the same, apart from columns that follow from others."""
    return set(one) == set(other) and all(_same_row(key, row, other[key], derived) for key, row in one.items())
