"""From a content to the rows of an item: what `publishing/rows.py` takes, put back.

Only rows that differ are written; what is gone meanwhile is left out; a trial hurts nobody.
"""

from uuid import UUID, uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from publishing.languages import CODES, localized
from publishing.merge import column_of
from publishing.row_querysets import keys_alive, others_with, take_out
from publishing.rows import columns_of, key_of, models_of, plain, take


def put(content, model, key, *, trial: bool = False, check: bool = False, now=None, **first) -> list[str]:
    """Make the rows of an item what a content says; answers the names of columns that had to stay empty.

    Only rows that differ are written. What refers to a row that is deleted since is left empty,
    or left out with its row where it can't be empty. In a trial, which is rolled back, other
    items step aside from a value that only one may have. With `check`, ValidationError with a
    sentence for all that is wrong with the rows that differ; the caller rolls back. `first` is
    for a row of the item that is made here, `now` what the rows say where that was taken already.
    Queries: those of `take`, one or two a written row.
    """
    item = model(pk=key)
    now = take(item) if now is None else now
    content = upgraded(content, model, now)
    gone = [name for name in now if name not in content]
    if gone:
        _spare(content, now, set(gone), model)
        _remove(gone, model)
        # Removing a row takes along what belonged to it, although the content may keep that elsewhere.
        now = take(item)
    changed = {name: row for name, row in content.items() if row != now.get(name)}
    changed, lost = without_dead(changed, content, model)
    problems = _write(changed, now, model, trial=trial, check=check, first=first)
    if problems:
        raise ValidationError(problems)
    if lost:
        # A row that had to be left out may have been in the database still.
        _remove([name for name in take(item) if name not in content], model)
    return lost


def _spare(content, now, gone, model) -> None:
    """Take rows out that stay and that belonged to one which goes: they are put back as they are to be.

    Left in place they would be deleted with it, and whatever else refers to them be emptied.
    """
    for part in models_of(model):
        keys = [
            name.partition("/")[2]
            for name, row in now.items()
            if name in content and name.startswith(f"{part._meta.label_lower}/") and _names_one(row, gone)
        ]
        take_out(list(part._base_manager.in_bulk(keys).values()) if keys else [])


def _names_one(row, names) -> bool:
    return any(isinstance(value, str) and value in names for value in row.values())


def _remove(names, model) -> None:
    for part in reversed(models_of(model)):
        for row in part._base_manager.in_bulk(_keys(part, names)).values():
            row.delete()


def _keys(part, names) -> list[UUID]:
    return [UUID(name.partition("/")[2]) for name in names if name.startswith(f"{part._meta.label_lower}/")]


def _write(changed, now, model, *, trial, check, first) -> list[str]:
    """Store the rows that differ; answers what is wrong with them, where that is asked for."""
    rows, problems = _found(changed, model, first), []
    # Rows that trade a value which only one may have would be in each other's way, so they leave
    # first. References to them are looked at when the transaction ends and they are back.
    trading = [row for row in rows if type(row) is not model and not row._state.adding and _trades(row, changed, now)]
    take_out(trading)
    for row in rows:
        lists = _fill(row, changed[key_of(row)])
        if trial:
            _make_way(row)
            _stand_back(row)
        wrong = problems_of(row) if check else []
        problems += wrong
        if wrong:
            continue  # the database would refuse it; all is rolled back anyway
        row.save(force_insert=row._state.adding or row in trading)
        for name, keys in lists.items():
            getattr(row, name).set(keys)
    return problems


def _found(changed, model, first) -> list[models.Model]:
    """A row for each of the names, from the database or new. One query a model."""
    rows = []
    for part in models_of(model):
        keys = _keys(part, changed)
        there = part._base_manager.in_bulk(keys)
        rows += [there.get(key) or part(pk=key, **(first if part is model else {})) for key in keys]
    return rows


def problems_of(row) -> list[str]:
    """A sentence for all that is wrong with a row, its references apart."""
    refers = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=refers)
        row.clean()
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        named = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        return [_told(row, name, message) for name, messages in named.items() for message in messages]
    return []


def _told(row, name, message) -> str:
    where = f"{capfirst(row._meta.verbose_name)} “{row}”"
    if name == NON_FIELD_ERRORS:
        return f"{where}: {message}"
    return f"{where}, {row._meta.get_field(name).verbose_name}: {message}"


def _fill(row, values) -> dict[str, list]:
    """Set the columns of a row; answers its many-to-many fields, which are set once it is saved."""
    lists = {}
    for field in columns_of(type(row)):
        value = values[field.name]
        if field.many_to_many:
            lists[field.name] = value
        elif value is None and not field.null:
            setattr(row, field.attname, field.get_default())
        else:
            if field.is_relation and value is not None:
                value = value.rpartition("/")[2] if isinstance(value, str) else value
            setattr(row, field.attname, (field.target_field if field.is_relation else field).to_python(value))
    return lists


def _trades(row, changed, now) -> bool:
    """Whether a column changes whose value only one row may have."""
    alone = {name for fields in row._meta.total_unique_constraints for name in fields.fields}
    alone |= {field.name for field in columns_of(type(row)) if field.unique}
    before, after = now.get(key_of(row), {}), changed[key_of(row)]
    return any(before.get(name) != after.get(name) for name in alone)


def _make_way(row) -> None:
    """Give another row that has a value which only one may have some other value."""
    for field in columns_of(type(row)):
        if field.unique and not field.many_to_many and (value := field.value_from_object(row)):
            others_with(row, field.name, value).update(**{field.name: uuid4().hex[: field.max_length]})


def _stand_back(row) -> None:
    """In a trial a text may be unfinished in a language that is public: nobody sees it."""
    for code in CODES if hasattr(row, "lacking") else ():
        if row.lacking(code):
            setattr(row, localized("ready", code), False)
            if not row.languages_ready:
                row.state = row.State.DRAFT


# --- A content of another day ---------------------------------------------------


def upgraded(content, model, now) -> dict[str, dict[str, object]]:
    """A content as the models of today read it.

    Models and columns that are gone are dropped, renamed ones (`renamed` of a model) found again;
    a column that is new has what the row has now, else its default.
    """
    known = {part._meta.label_lower: part for part in models_of(model)}
    return {
        name: _upgraded_row(row, known[label], now.get(name, {}))
        for name, row in content.items()
        if (label := name.partition("/")[0]) in known
    }


def _upgraded_row(row, model, now) -> dict[str, object]:
    old = {new: old for old, new in getattr(model, "renamed", {}).items()}
    values = {}
    for field in columns_of(model):
        name = field.name if field.name in row else old.get(field.name)
        if name in row:
            values[field.name] = row[name]
        elif field.name in now:
            values[field.name] = now[field.name]
        else:
            values[field.name] = [] if field.many_to_many else plain(field, model())
    return values


def without_dead(changed, content, model) -> tuple[dict, list[str]]:
    """Changed rows without references to rows that are no more, and the names of the columns concerned.

    A column that may be empty becomes so; a row whose column may not be empty is left out of
    both `changed` and `content`, and so is what refers to it. One query a model that is referred to.
    """
    changed, lost = {name: dict(row) for name, row in changed.items()}, []
    alive = _alive(changed, content, model)
    while True:
        dropped = []
        for name, row in changed.items():
            for field in _references(name, model):
                kept = _living(field, row[field.name], alive, content)
                may_be_so = kept is not None or field.null or field.many_to_many
                if kept == row[field.name] and may_be_so:
                    continue
                lost.append(column_of(name, field.name))
                row[field.name] = kept
                if not may_be_so:
                    dropped.append(name)
        for name in dropped:
            changed.pop(name, None)
            content.pop(name, None)
        if not dropped:
            return changed, lost


def _references(name, model) -> list[models.Field]:
    part = next(part for part in models_of(model) if name.startswith(f"{part._meta.label_lower}/"))
    return [field for field in columns_of(part) if field.is_relation]


def _living(field, value, alive, content):
    """What is left of a reference: itself, None, or the keys of a list that are still there."""
    if value is None:
        return None
    there = alive[field.related_model]
    if field.many_to_many:
        return [key for key in value if key in there]
    return value if value in content or value.rpartition("/")[2] in there else None


def _alive(changed, content, model) -> dict[type, set[str]]:
    """The keys that are referred to and still there, for each model that is referred to.

    A part of the item itself is there where the content has it, whatever the database says.
    """
    asked: dict[type, set[str]] = {}
    for name, row in changed.items():
        for field in _references(name, model):
            value = row[field.name]
            keys = value if field.many_to_many else [value] if value is not None and value not in content else []
            asked.setdefault(field.related_model, set()).update(key.rpartition("/")[2] for key in keys)
    own = set(models_of(model)) - {model}
    return {
        related: keys_alive(related, keys) if keys and related not in own else set() for related, keys in asked.items()
    }
