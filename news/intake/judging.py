"""What each block of a page is: title, credits, text, end, and the page around it. Pure.

First lists of other articles are told from the text; then the title is chosen among what stands
before it; then the parts around the title, the text and its end are judged one after the other,
each by its own rules.
"""

import re
from collections.abc import Sequence

from news.intake import people
from news.intake.chrome import Chrome
from news.intake.credits import FROM
from news.intake.features import Features
from news.intake.heading import PICTURED, SURE, believed, choose_title, judge_above, judge_below
from news.intake.lines import Block, Field, Role
from news.intake.marks import Marks
from news.intake.page import FOOT, Page, set_lists_aside, text_of
from news.intake.places import is_place
from news.intake.weights import weighed, weight

_DASHED = re.compile(r"\s*[-–—]\s*")
_ACTS = re.compile(r"\b(?:tham dự|phát biểu|hội đàm|tiếp|chụp)\b")


def roles_of(blocks: Sequence[Block], marks: Marks) -> list[Role]:
    """The role of each block."""
    page = Page(blocks, marks)
    set_lists_aside(page)
    first, last = text_of(page)
    title = choose_title(page, first)
    if title is not None:
        page.give(title, Role.TITLE)
        judge_above(page, title)
    below = 0 if title is None else title + 1
    judge_below(page, below, first)
    judge_text(page, max(first, below), last)
    judge_end(page, max(first, below, last + 1))
    settle_dates(page, title)
    return [role or Role.ASIDE for role in page.roles]


def judge_text(page: Page, first: int, last: int) -> None:
    """What stands between the first and the last sentence of the text."""
    lead = None if Role.LEAD in page.given else first
    second = next((number for number in page.prose() if number > first), last + 1)
    for number in range(first, last + 1):
        if page.roles[number] is not None:
            continue
        if number == lead:
            page.give(number, Role.LEAD)
        elif number < second and page.credits[number] and believed(page, number):
            # The lead of some pages stands above their credits.
            page.give(number, page.credit_role(number))
        elif _is_around(page, number) or (number < second and is_place(page.found[number].text)):
            page.give(number, Role.ASIDE)
        elif number < last and _is_quote(page.found[number]) and is_speaker(page.found[number + 1]):
            page.give(number, Role.QUOTE)
            page.give(number + 1, Role.SPEAKER)
        else:
            one = page.found[number]
            page.give(number, Role.QUOTE if one.block.hint == Role.QUOTE else weighed(one))


def _is_around(page: Page, number: int) -> bool:
    """Whether a block in the middle of the text does not belong to it."""
    one, before = page.found[number], page.found[number - 1] if number else None
    # "Read more" on a line of its own, and the title of another article behind it.
    linked = before is not None and before.chrome == Chrome.LINK and before.length <= 20 and "ended" not in one
    dated = page.tells(number, Field.DATE)
    return linked or dated or page.furniture(number) or page.repeats_title(number)


def _is_quote(one: Features) -> bool:
    """Whether a block may be a sentence that is set large: quoted, or short and told by nobody."""
    if one.chrome or one.length > 350 or "photo" in one:
        return False
    untold = "ended" in one and not one.true & {"speech", "connective", "scene"}
    return "quote first" in one or (one.length <= 260 and untold)


def is_speaker(one: Features) -> bool:
    """Whether a block says who spoke: a name with an office before or behind it, and nothing that happens."""
    text = _DASHED.sub("", one.text, count=1) if _DASHED.match(one.text) else one.text
    if one.chrome or one.length > 120 or one.true & {"ended", "photo", "speech", "quote first"} or not text:
        return False
    name = text.partition(",")[0]
    if people.is_name(name) or people.is_name(text.partition("(")[0].strip()):
        return True
    return "person first" in one and people.is_name(" ".join(name.split()[-2:])) and not _ACTS.search(text)


def judge_end(page: Page, start: int) -> None:
    """What stands behind the text: who wrote it, whose it is, pictures of a gallery; then the foot of the page."""
    over: set[Chrome] = set()
    for number in range(start, len(page.found)):
        if page.roles[number] is None:
            page.give(number, _at_end(page, number, over))
        over |= {page.found[number].chrome} & FOOT


def _at_end(page: Page, number: int, over: set[Chrome]) -> Role:
    one = page.found[number]
    if page.credits[number] and _believed_at_end(page, number, over):
        # The name of a section alone is a piece of the page, though it may tell whose page it is.
        around = "section" in one or (over and one.chrome)
        return Role.ASIDE if around else page.credit_role(number)
    if source := _source(page, one):
        return source
    if page.furniture(number) or over:
        return Role.ASIDE
    role = weighed(one)
    if one.true & PICTURED or (role == Role.CAPTION and weight(one, role) >= SURE):
        return Role.CAPTION
    if role == Role.PARAGRAPH and one.length >= 60:
        return role
    whole = ("ended" in one and len(one.text.split()) >= 2) or one.true & {"bullet", "numbered"}
    return Role.PARAGRAPH if whole else Role.ASIDE


def _source(page: Page, one: Features) -> Role | None:
    """What "Theo TTXVN" or "Nguồn: Minh An" tells: a publisher or an author; None for any other line."""
    told = FROM.match(one.text)
    if not told or one.length > 120 or "several sentences" in one:
        return None
    name = one.text[told.end() :].strip(" ()[].")
    if not page.marks.whole(name) and len(name.split()) > 6:
        return None
    return Role.BYLINE if people.is_name(name) and not page.marks.whole(name) else Role.PUBLISHER


def _believed_at_end(page: Page, number: int, over: set[Chrome]) -> bool:
    """A bare name is an author where none is told yet, or behind another one; later it is a piece of the foot."""
    if not page.bare_name(number):
        return True
    if Role.BYLINE not in page.given:
        # Behind "Contact:" or "Tags:" names are those of somebody else.
        return not over - {Chrome.BUTTON, Chrome.CRUMBS}
    again = any(
        role == Role.BYLINE and page.found[place].key in page.found[number].key for place, role in enumerate(page.roles)
    )
    return again or (not over and number > 0 and page.roles[number - 1] not in {Role.DATE, Role.ASIDE})


def settle_dates(page: Page, title: int | None) -> None:
    """A date above the title is that of the page's head where another one stands below."""
    told = {Role.DATE, Role.BYLINE}
    dated = [number for number, role in enumerate(page.roles) if role in told and page.tells(number, Field.DATE)]
    if title is None or not any(number > title for number in dated):
        return
    for number in dated:
        if number < title:
            page.roles[number] = Role.ASIDE
