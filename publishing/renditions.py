"""Which sizes a picture is kept in, and how each is drawn from it. Touches no database and no disk."""

import hashlib
import mimetypes
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, features

WHOLE, CARD = "whole", "card"
"""Shapes: the picture as it is, and cut to 3:2 around its focus."""
WIDTHS = {WHOLE: (480, 800, 1200, 1600), CARD: (240, 480, 800, 1200)}
"""Pixels across, by shape. None is wider than the picture itself."""
CARD_RATIO = 3 / 2
MOST_SIDE = 16_000
"""Pixels: WebP holds 16 383 a side."""
GROUND = (255, 255, 255)
"""What shows through a transparent picture in JPEG, which knows no transparency."""


@dataclass(frozen=True)
class Form:
    """A file format: Pillow's name, the ending of files, what browsers call it, how it is written."""

    name: str
    ending: str
    mime: str
    options: tuple[tuple[str, object], ...]


JPEG = Form("JPEG", "jpg", "image/jpeg", (("quality", 82), ("progressive", True), ("optimize", True)))
WEBP = Form("WEBP", "webp", "image/webp", (("quality", 78), ("method", 4)))
# One thread: the worker shares the machine with the server.
AVIF = Form("AVIF", "avif", "image/avif", (("quality", 60), ("speed", 6), ("max_threads", 1)))
FORMS = {form.ending: form for form in (JPEG, WEBP, AVIF) if form is not AVIF or features.check("avif")}
"""The formats, by the ending of their files: the quickest to make first, the smallest to send last."""
for _form in (WEBP, AVIF):
    # Python 3.12 does not know them, and a picture of an unknown type is offered for saving.
    mimetypes.add_type(_form.mime, f".{_form.ending}")


@dataclass(frozen=True)
class Size:
    """One file that a picture is kept in. `mark` differs with the recipe and, for a cut, with the focus."""

    shape: str
    ending: str
    width: int
    height: int
    mark: str = ""
    source: str = ""
    """The name of the uploaded file that it is drawn from, without folder and ending."""
    name: str = ""
    """Where it is kept, once it is."""

    @property
    def form(self) -> Form:
        """Its format."""
        return FORMS[self.ending]

    @property
    def place(self) -> tuple[str, str, int]:
        """What there is only one of: shape, format and width."""
        return self.shape, self.ending, self.width

    @property
    def made_from(self) -> tuple:
        """What is the same of two sizes exactly if their files are."""
        return self.source, *self.place, self.mark

    @property
    def wanted_name(self) -> str:
        """The name under which it is to be kept: a new one when it changes, so that no cache shows an old one."""
        return f"pictures/{self.source}/{self.shape}-{self.width}-{self.mark}.{self.ending}"


def wanted(source: str, width: int, height: int, focus: tuple[float, float]) -> list[Size]:
    """The sizes that a picture of so many pixels is to be kept in, in the order in which they are to be made."""
    if not width or not height:
        return []
    cut_width, _cut_height = cut_size(width, height)
    sizes = [(WHOLE, across, round(across * height / width)) for across in up_to(width, WIDTHS[WHOLE])]
    cuts = up_to(cut_width, WIDTHS[CARD])
    if is_card_shaped(width, height):
        # The whole picture is its own cut: only the small one is lacking.
        cuts = [across for across in cuts if across < WIDTHS[WHOLE][0]]
    sizes += [(CARD, across, round(across / CARD_RATIO)) for across in cuts]
    return [
        marked(Size(shape, ending, across, max(1, down), source=source), focus)
        for ending in FORMS
        for shape, across, down in sizes
        if down <= MOST_SIDE
    ]


def up_to(width: int, widths: tuple[int, ...]) -> list[int]:
    """The widths that are smaller than a picture, and then its own, or the largest of them."""
    return [*(across for across in widths[:-1] if across < width), min(width, widths[-1])]


def cut_size(width: int, height: int) -> tuple[int, int]:
    """The largest 3:2 part of a picture."""
    return min(width, round(height * CARD_RATIO)), min(height, round(width / CARD_RATIO))


def is_card_shaped(width: int, height: int) -> bool:
    """Whether a picture is 3:2 already, give or take a hundredth."""
    return abs(width - height * CARD_RATIO) <= width / 100


def marked(size: Size, focus: tuple[float, float]) -> Size:
    """The size with its mark. That of most pictures is the same, which a page of many pictures compresses well."""
    recipe = (size.shape, size.form, focus if size.shape == CARD else None)
    return replace(size, mark=hashlib.sha256(repr(recipe).encode()).hexdigest()[:8])


def opened(file) -> Image.Image:
    """An uploaded file, decoded no larger than its sizes need, in RGB or RGBA.

    At most 40 million pixels of four bytes in memory, and that again while colours are converted;
    a JPEG is decoded at a half, a quarter or an eighth where that is enough. The file stands
    upright already: `publishing.pictures.in_order` saw to that.
    """
    image = Image.open(file, formats=["JPEG", "PNG", "WEBP"])
    cut_width, _cut_height = cut_size(*image.size)
    scale = min(1, max(WIDTHS[WHOLE][-1] / image.width, WIDTHS[CARD][-1] / cut_width))
    image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image.load()
    return plain(image)


def plain(image: Image.Image) -> Image.Image:
    """A picture in RGB, or RGBA where it is transparent, in the colours that every screen means (sRGB)."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith(("I", "F")):
        # Sixteen bits: Pillow would cut off what is brighter than 255.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        return in_srgb(image, profile, mode)
    return image if image.mode == mode else image.convert(mode)


def in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """A picture with the colours that its profile means; as it is where the profile is damaged."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(mode)
    converted.info.pop("icc_profile", None)
    return converted


def drawn(image: Image.Image, size: Size, focus: tuple[float, float]) -> bytes:
    """The file of one size, drawn from a picture that `opened` gave. The slow part: AVIF takes seconds."""
    measures = (size.width, size.height)
    if size.shape == CARD:
        small = ImageOps.fit(image, measures, Image.Resampling.LANCZOS, centering=focus)
    else:
        small = image.resize(measures, Image.Resampling.LANCZOS, reducing_gap=3)
    if size.form is JPEG and small.mode == "RGBA":
        ground = Image.new("RGB", measures, GROUND)
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    small.info = {}
    written = BytesIO()
    small.save(written, size.form.name, **dict(size.form.options))
    return written.getvalue()
