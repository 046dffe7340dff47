"""The card with which a page without a cover is shared: its title set in type, drawn. Pure: words in, a file out."""

from bisect import bisect_left
from dataclasses import dataclass
from io import BytesIO

import fontpkg_be_vietnam_pro
import fontpkg_newsreader
from PIL import Image, ImageDraw, ImageFont

from publishing.text import together

WIDTH, HEIGHT = 1200, 630
"""Pixels: what sharing services show whole."""
MARGIN = 72
COLOURS = {"paper": "#FAF6ED", "ink": "#1B1926", "son": "#9C1A1C", "rb-on": "#343C80", "rb-now": "#A51E20"}
"""By the names of static/css/tokens.css, the light ones; a test compares them."""
SERIF = str(fontpkg_newsreader.ROOT / "files" / "Newsreader[opsz,wght].ttf")
SANS = str(fontpkg_be_vietnam_pro.ROOT / "files" / "BeVietnamPro-SemiBold.ttf")
TEXT_SIZE = 16
"""Optical size of the serif, as in the web fonts."""
LABEL_SIZES, LABEL_TOP, LABEL_HEIGHT = range(32, 17, -2), 60, 60
TITLE_SIZES = range(92, 27, -4)
TITLE_TOP, TITLE_HEIGHT, LEADING = 124, 340, 1.24
SITE_SIZE, SITE_BASELINE = 44, 538
RIBBON_TOP, RIBBON_HEIGHT, RIBBON_GAP, SLANT = 576, 26, 8, 15
RIBBON = ("rb-on", "rb-on", "rb-on", "rb-now")


@dataclass(frozen=True)
class Words:
    """What stands on a card."""

    title: str
    label: str
    site: str


def serif(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The serif of the design in a size (pixels) and weight."""
    font = ImageFont.truetype(SERIF, size)
    font.set_variation_by_axes([weight, TEXT_SIZE])
    return font


def drawn(words: Words) -> bytes:
    """The card as PNG: label, title, name of the site, ribbon."""
    image = Image.new("RGB", (WIDTH, HEIGHT), COLOURS["paper"])
    pen = ImageDraw.Draw(image)
    label, font = fitted(words.label, lambda size: ImageFont.truetype(SANS, size), LABEL_SIZES, LABEL_HEIGHT)
    write(pen, label, font, LABEL_TOP, COLOURS["son"])
    title, font = fitted(words.title, lambda size: serif(size, 500), TITLE_SIZES, TITLE_HEIGHT)
    write(pen, title, font, TITLE_TOP, COLOURS["ink"])
    pen.text((MARGIN, SITE_BASELINE), words.site, COLOURS["ink"], serif(SITE_SIZE, 600), anchor="ls")
    draw_ribbon(pen)
    written = BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def fitted(text: str, font_of, sizes, height: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """A text in lines, with the largest of the fonts in which they fit between the margins and into a height."""

    def fits(size: int) -> bool:
        return len(in_lines(text, font_of(size), WIDTH - 2 * MARGIN)) * size * LEADING <= height

    # The last one where none fits.
    size = sizes[min(bisect_left(sizes, True, key=fits), len(sizes) - 1)]
    font = font_of(size)
    return balanced(text, font, len(in_lines(text, font, WIDTH - 2 * MARGIN))), font


def balanced(text: str, font, count: int) -> list[str]:
    """A text in so many lines, of about the same length: as narrow as they can be."""
    widest = WIDTH - 2 * MARGIN
    widths = range(widest // 2, widest, 12)
    enough = bisect_left(widths, True, key=lambda width: len(in_lines(text, font, width)) <= count)
    return in_lines(text, font, widths[enough] if enough < len(widths) else widest)


def write(pen: ImageDraw.ImageDraw, lines: list[str], font, top: int, colour: str) -> None:
    """Lines one below the other, from a height on."""
    for number, line in enumerate(lines):
        baseline = top + font.size + round(number * font.size * LEADING)
        pen.text((MARGIN, baseline), line, colour, font, anchor="ls")


def in_lines(text: str, font, width: int) -> list[str]:
    """A text broken at its spaces so that no line is wider; a word that is too long by itself is broken anywhere."""
    lines = [""]
    # Word joiners have said where no line breaks; the fonts can't draw them.
    for word in together(text).replace("\u2060", "").split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines += pieces(word, font, width)
    return [line for line in lines if line]


def pieces(word: str, font, width: int) -> list[str]:
    """A word in pieces of which none is wider."""
    found = [""]
    for sign in word:
        if found[-1] and font.getlength(found[-1] + sign) > width:
            found.append("")
        found[-1] += sign
    return found


def draw_ribbon(pen: ImageDraw.ImageDraw) -> None:
    """The ribbon from edge to edge: leaning bars, the last of which is the plan in force."""
    across = WIDTH / len(RIBBON)
    for number, tone in enumerate(RIBBON):
        start, end = round(number * across), round((number + 1) * across) - RIBBON_GAP
        first, last = number == 0, number == len(RIBBON) - 1
        left, right = (0 if first else start), (WIDTH if last else end)
        top, bottom = RIBBON_TOP, RIBBON_TOP + RIBBON_HEIGHT
        outline = [(left if first else left + SLANT, top), (right if last else right + SLANT, top)]
        pen.polygon([*outline, (right, bottom), (left, bottom)], fill=COLOURS[tone])
