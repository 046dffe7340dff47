"""Which pictures a text shows, and with which words."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from publishing import markup
from publishing.languages import Shown
from publishing.models import Picture


def shown_in(source: str) -> dict[str, Picture]:
    """The pictures that a rich text names, by key. One query, none without a figure."""
    keys = markup.pictures_in(source)
    return {str(picture.pk): picture for picture in Picture.objects.in_bulk(keys).values()} if keys else {}


def attributes(picture: Picture | None, language: str | None = None) -> dict[str, str] | None:
    """The attributes of the <img> for a picture, and its credit, in the language of the text around it."""
    if picture is None:
        return None
    shown = Shown(picture, language)
    return {
        "src": picture.url,
        "alt": shown.alt,
        "width": str(picture.width),
        "height": str(picture.height),
        "loading": "lazy",
        **({"lang": shown.language} if shown.foreign else {}),
        "credit": shown.credit,
    }


def in_the_editor(source: str) -> str:
    """Rich text as the desk's editor opens it. One query where it has figures."""
    if not markup.pictures_in(source):
        return source
    found = shown_in(source)
    return markup.editable(source, lambda key: attributes(found.get(key)))


MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def in_order(file) -> ContentFile:
    """An uploaded picture turned upright and without what its camera wrote into it (place, owner).

    ValidationError for anything but a JPEG, PNG or WebP picture of at most 40 MB and 40
    megapixels. The size is read from the head of the file, before anything is decoded.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 40 MB. Choose a smaller picture."))
    try:
        file.seek(0)
        with Image.open(file, formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This picture has more than 40 megapixels. Choose a smaller one."))
            kept, form = BytesIO(), picture.format
            upright = ImageOps.exif_transpose(picture)
            upright.info.pop("exif", None)
            upright.save(kept, form, quality=92, exif=b"")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This file is no JPEG, PNG or WebP picture, or it is damaged.")) from error
    return ContentFile(kept.getvalue(), name=f"picture.{FORMATS[form]}")
