"""The ribbon of successive plans, as each place on a page draws it.

Every tag takes the main line (plans, oldest first) as the view gives it, and asks the database
nothing. Where the main line is empty, nothing is drawn.
"""

from dataclasses import dataclass, replace

from django import template
from django.utils import timezone

from plans.figures import Span, place, ribbon, short, stacks, tone

register = template.Library()


@dataclass(frozen=True)
class Sheet:
    """The size of one drawing, in units of its viewBox."""

    width: float
    height: float
    bar: float
    """Height of the ribbon itself."""
    slant: float
    gap: float
    top: float = 0
    square: bool = False


MINI = Sheet(width=104, height=16, bar=8, slant=4, gap=2, top=4)
WIDE = Sheet(width=1280, height=8, bar=8, slant=5, gap=6, square=True)
BOX = Sheet(width=326, height=44, bar=12, slant=7, gap=5, top=10)
STEPS = Sheet(width=1280, height=26, bar=26, slant=14, gap=8, square=True)
BAND = Sheet(width=1280, height=46, bar=22, slant=12, gap=8, top=16, square=True)
BLOCK_STEP = 7
"""From one block to the one on it."""
VOID = Sheet(width=530, height=18, bar=18, slant=10, gap=6)


@register.inclusion_tag("_parts/ribbon_mini.html")
def mini_ribbon(main_line, concerned=(), moment=None):
    """The ribbon of a card: the plans concerned in colour, and a tick at the article's date.

    `concerned` are plans, or links that lead to one.
    """
    return drawing(MINI, main_line, concerned, moment)


@register.inclusion_tag("_parts/ribbon_wide.html")
def wide_ribbon(main_line, concerned=(), plan=None):
    """The ribbon from edge to edge under the masthead and above the footer: the plans concerned in colour.

    `concerned` are plans, or links that lead to one; `plan` is a single one.
    """
    return drawing(WIDE, main_line, [plan] if plan else concerned)


@register.inclusion_tag("_parts/ribbon_box.html")
def box_ribbon(main_line, concerned=(), moment=None):
    """The ribbon of the plans box beside an article: as on its card, with the first year of each plan."""
    return drawing(BOX, main_line, concerned, moment)


@register.inclusion_tag("_parts/ribbon_steps.html")
def plan_steps(main_line, plan):
    """The way from a plan of the main line to those before and after it; nothing for any other plan."""
    codes = [step.code for step in main_line]
    if plan.code not in codes:
        return {"segments": []}
    here = codes.index(plan.code)
    relations = {-1: "before", 0: "here", 1: "after"}
    steps = [
        {"plan": step, "relation": relations.get(number - here, "earlier" if number < here else "later")}
        for number, step in enumerate(main_line)
    ]
    return drawing(STEPS, main_line, [plan]) | {"steps": steps}


@register.inclusion_tag("_parts/ribbon_band.html")
def band_ribbon(main_line, quarters=None):
    """The ribbon of the home band: the plan in force in colour, a tick at today, and a block for each article.

    `quarters` says how many articles each quarter has: {(2019, 1): 3}.
    """
    segments = ribbon([span(plan) for plan in main_line], BAND.width, BAND.bar, BAND.slant, BAND.gap, square=True)
    found = stacks(quarters or {}, segments)
    room = found.highest * BLOCK_STEP
    sheet = replace(BAND, top=BAND.top + room, height=BAND.height + room)
    blocks = [
        {"x": short(x), "y": short(sheet.top - (level + 1) * BLOCK_STEP)}
        for x, number in found.columns
        for level in range(number)
    ]
    return drawing(sheet, main_line, in_force(main_line), timezone.localtime()) | {"blocks": blocks}


@register.simple_tag
def articles_a_block(main_line, quarters):
    """How many articles one block of the band stands for; 0 where there is none."""
    segments = ribbon([span(plan) for plan in main_line], BAND.width, BAND.bar, BAND.slant, BAND.gap, square=True)
    found = stacks(quarters or {}, segments)
    return found.each if found.columns else 0


@register.inclusion_tag("_parts/ribbon_void.html")
def void_ribbon(main_line):
    """The ribbon above an empty list: no plan in colour."""
    return drawing(VOID, main_line)


@register.filter
def in_force(main_line):
    """The plans of the main line that are in force today."""
    year = timezone.localdate().year
    return [plan for plan in main_line or () if span(plan).holds(year)]


def drawing(sheet: Sheet, main_line, concerned=(), moment=None) -> dict:
    """What the template of a ribbon needs: its sheet, a tone and a path for each plan, the tick's x or ""."""
    main_line = list(main_line or ())
    year = timezone.localdate().year
    codes = {getattr(item, "plan", item).code for item in concerned or ()}
    segments = ribbon(
        [span(plan) for plan in main_line],
        sheet.width,
        sheet.bar,
        sheet.slant,
        sheet.gap,
        top=sheet.top,
        square=sheet.square,
    )
    tick = place(timezone.localtime(moment) if hasattr(moment, "tzinfo") else moment, segments)
    return {
        "sheet": sheet,
        "segments": [
            {
                "path": segment.path,
                "tone": tone(segment.span, year, concerned=plan.code in codes),
                "x": short(segment.start),
                "year": segment.span.first,
            }
            for plan, segment in zip(main_line, segments, strict=True)
        ],
        "tick": "" if tick is None else short(tick),
    }


def span(plan) -> Span:
    """The years of a plan."""
    return Span(plan.first_year, plan.last_year)
