"""What a finder gives back, and what it works with on the way."""

from dataclasses import dataclass

from plans.naming import ABBREVIATION, Name

NAME, REFERENCE = "name", "reference"
"""Kinds of mentions: by a name, or by a short form that stands for the plan named before."""

CONFIDENCE = {
    "full": 0.98,
    "abbreviation": 0.97,
    "reordered": 0.92,
    "typo": 0.88,
    "short-by-year": 0.9,
    "short-by-neighbour": 0.8,
    "short-by-date": 0.75,
    "short": 0.65,
    "reference": 0.5,
}
"""How sure each rule is, 0 to 1: an order for editors, no probability."""


@dataclass(frozen=True)
class Mention:
    """A place of a text that names a plan. Offsets are code points of the text as given, end exclusive.

    Mentions with the same `group` are a name and its abbreviation in brackets: one piece of evidence.
    `part` is the key of the one part of the plan that the sentence names, too.
    """

    plan: str
    text: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    rule: str
    kind: str
    confidence: float
    group: int
    part: str | None = None


TOLD = ("plan", "text", "start", "end", "sentence", "kind", "rule", "confidence", "group", "part")


def as_told(mention: Mention) -> dict:
    """A mention for other programs."""
    return {field: getattr(mention, field) for field in TOLD}


@dataclass(frozen=True)
class Form:
    """A sequence of words that names a plan: a name, or what is left of one without its year (`implied`)."""

    name: Name
    words: tuple[str, ...]
    implied: bool = False
    initials: bool = False
    """Whether it is letters alone, such as MPAC."""
    lacks: frozenset[str] = frozenset()
    """Words that names of its plan usually have and this one has not."""
    caps: tuple[str, ...] = ()
    """The capitals that each word has at least, where it is an abbreviation."""
    is_coordinated: bool = False
    """Whether it has a comma or an "and"."""

    @property
    def has_year(self) -> bool:
        """Whether it says the plan's year or years."""
        return any(len(word) == 4 and word.isdigit() for word in self.words)

    @property
    def is_short(self) -> bool:
        """Whether it names the plan only in a fitting context."""
        return self.implied or self.name.kind == "short"

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is written in capitals."""
        return self.name.kind == ABBREVIATION or self.initials


@dataclass
class Match:
    """Units of a text, `first` to `last`, that are the words of some forms."""

    first: int
    last: int
    forms: list[Form]
    rule: str
    plan: str = ""

    def told(self, plan: str, rule: str) -> "Match":
        """The match, which is now known to mean a plan by a rule."""
        self.plan, self.rule = plan, rule
        return self

    @property
    def plans(self) -> set[str]:
        """Whose names it may be."""
        return {form.name.plan for form in self.forms}
