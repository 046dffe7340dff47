"""Which pictures a text shows, with which words and in which sizes; and in what order a new one is brought."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from publishing import markup, renditions
from publishing.languages import Shown
from publishing.models import Picture
from publishing.renditions import CARD, FORMS, JPEG, WHOLE, Size


@dataclass(frozen=True)
class Place:
    """A place of the design that shows a picture: its shape, how wide it is there, and whether it is described."""

    shape: str
    sizes: str
    """How wide it is drawn, as HTML's `sizes` says it; see the blocks in static/css."""
    common: int
    """The width that is sent where a browser chooses none itself."""
    described: bool = True
    """Off where the words beside it say the same."""
    first: bool = False
    """Whether it is in view at once: fetched early instead of late."""


IN_TEXT = "(min-width: 70rem) 38rem, (min-width: 48rem) calc(92vw - 20rem), 92vw"
# "auto" lets a browser that knows it measure a picture which is fetched late; its blocks fix width and ratio.
PLACES = {
    "hero": Place(CARD, "(min-width: 70rem) 34.5rem, (min-width: 48rem) 57vw, 92vw", 800, first=True),
    "cover": Place(WHOLE, IN_TEXT, 800, first=True),
    "figure": Place(WHOLE, IN_TEXT, 800),
    "card": Place(
        CARD, "auto, (min-width: 84rem) 25rem, (min-width: 64rem) 29vw, (min-width: 40rem) 45vw, 92vw", 480, False
    ),
    "row": Place(CARD, "auto, 9.5rem", 240, False),
}


def shown_in(source: str) -> dict[str, Picture]:
    """The pictures that a rich text names, by key. One query, none without a figure."""
    keys = markup.pictures_in(source)
    return {str(picture.pk): picture for picture in Picture.objects.in_bulk(keys).values()} if keys else {}


def attributes(picture: Picture | None, language: str | None = None, place: str = "figure") -> dict | None:
    """The attributes of the <img> for a picture at a place, in the language of the text around it. No query.

    Besides: "sources" with the attributes of each <source>, and the "credit" of the picture.
    """
    if picture is None:
        return None
    shown, wanted = Shown(picture, language), PLACES[place]
    chosen = sizes_for(picture, wanted.shape)
    return {
        **fallback(picture, wanted, [size for size in chosen if size.form is JPEG]),
        "alt": shown.alt if wanted.described else "",
        **({"fetchpriority": "high"} if wanted.first else {"loading": "lazy"}),
        "decoding": "async",
        **({"lang": shown.language} if wanted.described and shown.foreign else {}),
        "sources": sources(picture, wanted, chosen),
        "credit": shown.credit,
    }


def sizes_for(picture: Picture, shape: str) -> list[Size]:
    """The sizes that are made and fit a shape, the smallest first; the nearest where none is made of it."""
    made = sorted(picture.sizes_made(), key=lambda size: size.width)
    both = shape == CARD and renditions.is_card_shaped(picture.width, picture.height)
    fitting = [size for size in made if both or size.shape == shape]
    return fitting or [size for size in made if size.shape == WHOLE]


def address(picture: Picture, size: Size) -> str:
    """The address of a size."""
    return picture.file.storage.url(size.name)


def srcset(picture: Picture, sizes: list[Size]) -> str:
    """The addresses of sizes with their widths, as HTML lists them."""
    return ", ".join(f"{address(picture, size)} {size.width}w" for size in sizes)


def sources(picture: Picture, place: Place, chosen: list[Size]) -> list[dict[str, str]]:
    """What a browser may take instead of JPEG, the smallest format first."""
    by_form = [
        (form, [size for size in chosen if size.form is form]) for form in reversed(FORMS.values()) if form is not JPEG
    ]
    return [
        {"type": form.mime, "srcset": srcset(picture, sizes), "sizes": place.sizes} for form, sizes in by_form if sizes
    ]


def fallback(picture: Picture, place: Place, jpegs: list[Size]) -> dict[str, str]:
    """What every browser can show: JPEG, or the uploaded file until one is made."""
    if not jpegs:
        return {"src": picture.url, "width": str(picture.width), "height": str(picture.height)}
    return {
        "src": address(picture, nearest(jpegs, place.common)),
        "srcset": srcset(picture, jpegs),
        "sizes": place.sizes,
        "width": str(jpegs[-1].width),
        "height": str(jpegs[-1].height),
    }


def nearest(sizes: list[Size], width: int) -> Size:
    """The smallest size that is at least so wide, else the widest. Takes them in order, the smallest first."""
    return next((size for size in sizes if size.width >= width), sizes[-1])


def nearest_jpeg(picture: Picture, width: int, shape: str = WHOLE) -> tuple[str, int, int]:
    """Address, width and height of the JPEG nearest to a width; of the uploaded file where none is made. No query."""
    jpegs = [size for size in sizes_for(picture, shape) if size.form is JPEG]
    if not jpegs:
        return picture.url, picture.width, picture.height
    size = nearest(jpegs, width)
    return address(picture, size), size.width, size.height


def thumbnail(picture: Picture) -> str:
    """The address of the smallest file that shows a picture. No query."""
    return nearest_jpeg(picture, 1, CARD)[0]


def in_the_editor(source: str) -> str:
    """Rich text as the desk's editor opens it. One query where it has figures."""
    if not markup.pictures_in(source):
        return source
    found = shown_in(source)
    return markup.editable(source, lambda key: attributes(found.get(key)))


MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 40_000_000
UPLOADS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
KEPT_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}
"""Kinds of pixels that every browser shows as they are meant."""


def in_order(file) -> ContentFile:
    """An uploaded picture turned upright, in sRGB, and without what its camera wrote into it (place, owner).

    ValidationError for anything but a JPEG, PNG or WebP picture of at most 40 MB and 40
    megapixels. The size is read from the head of the file, before anything is decoded; of
    a moving picture the first frame is kept.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 40 MB. Choose a smaller picture."))
    try:
        file.seek(0)
        with Image.open(file, formats=list(UPLOADS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            # Telephones put a second picture behind the first, which Pillow calls another format.
            form = picture.format if picture.format in UPLOADS else "JPEG"
            kept = written(upright(picture), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("This picture has more than 40 megapixels. Choose a smaller one.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This file is no JPEG, PNG or WebP picture, or it is damaged.")) from error
    return ContentFile(kept, name=f"picture.{UPLOADS[form]}")


def upright(picture: Image.Image) -> Image.Image:
    """A picture turned as its camera was held, in colours that browsers know."""
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode in KEPT_MODES and not picture.info.get("icc_profile"):
        return picture
    return renditions.plain(picture)


def written(picture: Image.Image, form: str) -> bytes:
    """The file of a picture, with nothing in it but the picture."""
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    kept = BytesIO()
    picture.save(kept, form, quality=92, exif=b"")
    return kept.getvalue()
