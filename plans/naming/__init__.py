"""How plans are named: names as values, and the words of which a text makes them. Pure."""

from plans.naming.values import ABBREVIATION, CODE, FULL, SHORT, Name, NamedPlan, Part, every_name, shared, words_around
from plans.naming.words import Reader, Unit, key

__all__ = [
    "ABBREVIATION", "CODE", "FULL", "SHORT", "Name", "NamedPlan", "Part", "Reader", "Unit", "every_name", "key", "shared", "words_around",
]  # fmt: skip
