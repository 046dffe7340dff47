"""The title of a page, and what stands around it: kicker, credits, captions above the text. Pure."""

from news.intake.chrome import Chrome
from news.intake.datelines import before
from news.intake.features import Features
from news.intake.lines import Field, Role
from news.intake.page import Page
from news.intake.places import is_place
from news.intake.weights import weighed, weight

LONGEST_TITLE = 300
"""Characters that a title has room for."""
LONGEST_KICKER = 60
FAR = 4
"""Blocks between a kicker and the title, a date among them, at most."""
SURE = 3.0
"""What has to speak for a caption where nothing else would be kept in the text."""
PICTURED = {"photo", "photo first", "after a picture's file"}
"""Any of these tells a caption, however long it is."""


def choose_title(page: Page, first: int) -> int | None:
    """The block before the text for which most speaks; the first one with a word where none convinces."""
    fit = [one for one in page.found[:first] if _may_be_title(page, one)]
    if fit:
        scores = {one.number: _title_weight(page, one) - 0.25 * place for place, one in enumerate(fit)}
        return max(scores, key=lambda number: (scores[number], -number))
    rest = [one for one in page.found[: first + 1] if _could_be_printed(one)]
    return next((one.number for one in rest if not page.furniture(one.number)), rest[0].number if rest else None)


def _could_be_printed(one: Features) -> bool:
    return one.length <= LONGEST_TITLE and any(map(str.isalnum, one.text))


def _may_be_title(page: Page, one: Features) -> bool:
    free = page.roles[one.number] is None and not page.furniture(one.number)
    if one.chrome == Chrome.CRUMBS and one.length > 30:
        # The title of a tab: "A meeting | Section | Newspaper".
        free = bool(page.marks.within(one.text)) and not page.credits[one.number]
    return free and _could_be_printed(one)


def _title_weight(page: Page, one: Features) -> float:
    """What speaks for a block as the title."""
    words = len(one.text.split())
    told = {
        "words": 2.0 if 5 <= words <= 30 else {3: 0.0, 4: 1.0}.get(words, -2.0),
        "length": 1.0 if 30 <= one.length <= 160 else 0.0,
        "stop": -3.0 if one.text[-1] in ".:" else 0.0,
        "capitals": -1.5 if "capitals" in one else 0.0,
        "section": -4.0 if "section" in one else 0.0,
        "photo": -4.0 if one.true & PICTURED else 0.0,
        "scene": -1.0 if "scene first" in one else 0.0,
        "again": 2.5 if "again" in one else 0.0,
        "credits": -5.0 if page.credits[one.number] or page.marks.whole(one.text) else 0.0,
        "dateline": -4.0 if before(one.text, page.marks)[0] else 0.0,
        "place": -4.0 if is_place(one.text) else 0.0,
        "markup": 6.0 if one.block.hint == Role.TITLE else 0.0,
    }
    return sum(told.values())


def judge_above(page: Page, title: int) -> None:
    """What stands above the title: a kicker next to it, a date; the rest is the page's head."""
    for number in range(title - 1, -1, -1):
        if page.roles[number] is not None:
            continue
        if page.found[number].true & PICTURED:
            page.give(number, Role.CAPTION)
        elif page.tells(number, Field.DATE):
            # The nearest one; a date above it is that of the day on which the page was copied.
            page.give(number, Role.ASIDE if page.given & {Role.DATE, Role.BYLINE} else page.credit_role(number))
        elif Role.KICKER not in page.given and title - number <= FAR and _is_kicker(page, number, title - number == 1):
            page.give(number, Role.KICKER)
        else:
            page.give(number, Role.ASIDE)


def _is_kicker(page: Page, number: int, next_to_title: bool = False) -> bool:
    """Whether a block is a few words as they stand above a title: a section, capitals, or next to none."""
    one, words = page.found[number], len(page.found[number].text.split())
    named = page.credits[number] or page.marks.within(one.text) or is_place(one.text)
    if one.chrome or named or words > 8 or one.length > LONGEST_KICKER or one.true & {"ended", "photo"}:
        return False
    return "section" in one or "capitals" in one or words <= (6 if next_to_title else 4)


def judge_below(page: Page, start: int, first: int) -> None:
    """What stands between the title and the text: credits, captions, a lead that is no sentence."""
    for number in range(start, first):
        if page.roles[number] is None:
            page.give(number, _below(page, number))


def _below(page: Page, number: int) -> Role:
    one = page.found[number]
    if page.credits[number] and believed(page, number):
        return page.credit_role(number)
    if page.repeats_title(number) or page.furniture(number) or is_place(one.text):
        return Role.ASIDE
    if Role.KICKER not in page.given and one.true & {"section", "capitals"} and _is_kicker(page, number):
        return Role.KICKER
    return _of_text(page, one)


def _of_text(page: Page, one: Features) -> Role:
    """A block above the running text that is no furniture: a caption, the lead, or a sentence of the text."""
    words = len(one.text.split())
    if one.true & PICTURED or ("middling" not in one and weight(one, Role.CAPTION) >= SURE):
        return Role.CAPTION
    if Role.LEAD not in page.given and (words >= 9 or ("ended" in one and words >= 2) or not page.has_text):
        return Role.LEAD
    # Where nothing is a sentence, as in a list, every line is the text.
    return weighed(one) if ("ended" in one and words >= 6) or not page.has_text else Role.ASIDE


def believed(page: Page, number: int) -> bool:
    """A bare name is an author once; a second one below the title is somebody in a picture."""
    return not page.bare_name(number) or Role.BYLINE not in page.given
