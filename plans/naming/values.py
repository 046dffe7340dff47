"""Plans by their names, as values: what a finder and a comparison of names take. No database, no settings."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.naming.words import key

_ABBREVIATION = re.compile(r"\b[A-ZĐ]{2,}")
FULL, ABBREVIATION, SHORT, CODE = "full", "abbreviation", "short", "code"
"""Kinds of names. A code names its plan only as it is written, letter for letter."""


@dataclass(frozen=True)
class Name:
    """A name of a plan. Language "" is any language."""

    plan: str
    text: str
    language: str = ""
    kind: str = FULL


@dataclass(frozen=True)
class Part:
    """A thrust, outcome or action: its key, its number, what its level is called and its titles in all languages."""

    key: str
    number: str = ""
    levels: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedPlan:
    """A plan with its names and its period. `around` are words that go with it, such as its owner's short name."""

    code: str
    names: tuple[Name, ...]
    first_year: int | None = None
    last_year: int | None = None
    adopted: dt.date | None = None
    around: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


def every_name(
    code: str, label: str, titles: Mapping[str, str | None], given: Iterable[tuple[str, str, str]]
) -> tuple[Name, ...]:
    """The names of a plan: those given as (text, language, kind), its titles by language, its code and label.

    A title counts as full unless it was given as something else. A label is a name only where it is
    an abbreviation ("AIM 2020"): "Hà Nội 2026" stands in texts for a place and a year.
    """
    names = [Name(code, text, language, kind) for text, language, kind in given if key(text)]
    known = {key(name.text) for name in names}
    others = [Name(code, title, language, FULL) for language, title in titles.items() if title]
    if label and _ABBREVIATION.search(label):
        others.append(Name(code, label, "", SHORT))
    names += [name for name in others if key(name.text) and key(name.text) not in known]
    return (*names, Name(code, code, "", CODE))


def words_around(*told: str | None) -> tuple[str, ...]:
    """The abbreviations in what is told of a plan's owner: words that one expects where the plan is spoken of."""
    return tuple(dict.fromkeys(run for text in told if text for run in _ABBREVIATION.findall(text)))


def shared(plans: Iterable[NamedPlan]) -> dict[tuple[str, ...], list[Name]]:
    """Names that say the same and belong to more than one plan: {words: one name for each plan}."""
    by_words: dict[tuple[str, ...], dict[str, Name]] = {}
    for plan in plans:
        for name in plan.names:
            if name.kind != CODE:
                by_words.setdefault(key(name.text), {}).setdefault(plan.code, name)
    return {words: list(names.values()) for words, names in by_words.items() if len(names) > 1}
