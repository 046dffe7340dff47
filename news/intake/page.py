"""A page as blocks with what is known of them so far; lists of other articles are told from it first. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from news.intake.chrome import Chrome
from news.intake.credits import credit
from news.intake.dates import is_clock
from news.intake.features import Features, features_of, is_prose
from news.intake.lines import Block, Field, Role
from news.intake.marks import Marks

FOOT = {Chrome.BUTTON, Chrome.LABEL, Chrome.CRUMBS, Chrome.TRAIL, Chrome.COMMENTS}
"""With what the foot of a page begins."""
TEXT_AGAIN = 140
"""Characters of a paragraph with which a text goes on behind a list of other articles; a teaser is shorter."""


class Page:
    """The blocks of a page, and the roles that are given so far; no role yet is None."""

    def __init__(self, blocks: Sequence[Block], marks: Marks):
        self.found, self.marks = features_of(blocks), marks
        self.roles: list[Role | None] = [None] * len(self.found)
        self.given: set[Role] = set()
        self.title_key: str | None = None
        self.has_text = True
        """Whether anything on the page is a sentence."""
        self.credits = [credit(one.text, marks) for one in self.found]
        for number, one in enumerate(self.found):
            # A time alone belongs to the date above it; elsewhere it counts the length of a recording.
            if is_clock(one.text) and not (number and self.tells(number - 1, Field.DATE)):
                self.credits[number] = ()

    def give(self, number: int, role: Role) -> None:
        """Say what a block is."""
        self.roles[number] = role
        self.given.add(role)
        if role == Role.TITLE:
            self.title_key = self.found[number].key

    def tells(self, number: int, field: Field) -> bool:
        """Whether a block is a line of credits that tells a field."""
        return any(span.field == field for span in self.credits[number])

    def bare_name(self, number: int) -> bool:
        """Whether a block is a line of credits that holds names alone."""
        spans = self.credits[number]
        return bool(spans) and all(span.field == Field.AUTHOR for span in spans)

    def credit_role(self, number: int) -> Role:
        """What a line of credits is called: after its author, else its date, else its publisher."""
        told = {span.field for span in self.credits[number]}
        if Field.AUTHOR in told:
            return Role.BYLINE
        return Role.DATE if Field.DATE in told else Role.PUBLISHER

    def furniture(self, number: int) -> bool:
        """Whether a block is a piece of the page around the article."""
        one = self.found[number]
        around = one.block.hint == Role.ASIDE and not is_prose(one)
        return (one.chrome is not None or around) and not self.credits[number]

    def repeats_title(self, number: int) -> bool:
        return self.found[number].key == self.title_key and self.roles[number] != Role.TITLE

    def prose(self) -> list[int]:
        """The numbers of the blocks of running text that are not set aside."""
        return [one.number for one in self.found if is_prose(one) and self.roles[one.number] is None]


def set_lists_aside(page: Page) -> None:
    """Lists of other articles and readers' comments: from their heading to where the text goes on, if it does."""
    prose = page.prose()
    sums = [0, *accumulate(page.found[number].length for number in prose)]
    long = [number for number in prose if page.found[number].length >= TEXT_AGAIN]
    for number, one in enumerate(page.found):
        place = bisect_right(prose, number)
        if one.chrome not in {Chrome.TRAIL, Chrome.COMMENTS} or not place or page.roles[number]:
            continue
        comments, shorter = one.chrome == Chrome.COMMENTS, sums[-1] - sums[place] < sums[place]
        if comments and not shorter:
            continue  # a button above the text
        later = long[bisect_right(long, number) :][:1]
        over = not later or (shorter and (comments or _closed(page, prose[place - 1], number)))
        for aside in range(number, len(page.found) if over else later[0]):
            page.give(aside, Role.ASIDE)


def _closed(page: Page, last: int, number: int) -> bool:
    """Whether the article is over before a block: its end mark, or who wrote it, stands behind its last paragraph."""
    ended = re.search(r"\./\.|[(\[][^()]{2,20}[)\]]\s*\Z", page.found[last].text[-30:]) is not None
    return ended or any(page.credits[place] for place in range(last + 1, number))


def text_of(page: Page) -> tuple[int, int]:
    """The numbers of the first and last block of the text; where nothing is long, of whole sentences."""
    numbers = page.prose() or [
        one.number for one in page.found if one.number and len(one.text.split()) >= 3 and _is_sentence(page, one)
    ]
    page.has_text = bool(numbers)
    return (numbers[0], _last(page, numbers[-1])) if numbers else (len(page.found), len(page.found) - 1)


def _is_sentence(page: Page, one: Features) -> bool:
    """Whether a block is a sentence that may belong to the text, however short."""
    free = page.roles[one.number] is None and not page.furniture(one.number) and not page.credits[one.number]
    return free and "ended" in one and "photo" not in one


def _last(page: Page, last: int) -> int:
    """The number of the last whole sentence behind the running text, before the foot of the page begins."""
    for one in page.found[last + 1 :]:
        if page.roles[one.number] is not None or (one.chrome in FOOT and not page.credits[one.number]):
            break
        if len(one.text.split()) >= 6 and _is_sentence(page, one):
            last = one.number
    return last
