"""In which language a reader sees an item: reading order, readiness, and what is shown."""

from django.conf import settings
from django.db.models import Case, CharField, F, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import get_language, get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header
from modeltranslation.utils import build_localized_fieldname

from publishing.text import normal

CODES = tuple(code for code, _name in settings.LANGUAGES)


def localized(field: str, language: str) -> str:
    """The column of a translated field in a language: ("title", "vi") gives "title_vi"."""
    return build_localized_fieldname(field, language)


def current() -> str:
    """The language of this request or command; the site's first one where none is active."""
    language = (get_language() or "").split("-")[0]
    return language if language in CODES else settings.LANGUAGE_CODE


def preferred(header: str) -> str:
    """The site's language that comes first in an Accept-Language header, else the site's first."""
    for wanted, weight in parse_accept_lang_header(header[:500].lower()):
        if weight and (code := wanted.split("-")[0]) in CODES:
            return code
    return settings.LANGUAGE_CODE


def reading_order(language: str | None = None) -> tuple[str, ...]:
    """The languages in which a reader of `language` is offered a text, best first."""
    first = language or current()
    return tuple(dict.fromkeys([first, settings.LANGUAGE_CODE, *CODES]))


def own_name(language: str) -> str:
    """A language by its own name, with a capital: "Tiếng Việt"."""
    name = get_language_info(language)["name_local"]
    return normal(name[:1].upper() + name[1:])


def ready_somewhere() -> Q:
    """That an item is ready in at least one language."""
    wanted = Q()
    for code in CODES:
        wanted |= Q(**{localized("ready", code): True})
    return wanted


def shown(field: str, language: str | None = None, through: str = ""):
    """An expression for what a reader sees in a translated field, from ready languages only.

    To order, search and link by what is shown, never by the bare column: its language is that
    of whoever saved last. `through` is the path to the item ("plan__"). "" where nothing is ready.
    """
    return Case(
        *(
            When(
                Q(**{f"{through}{localized('ready', code)}": True})
                & Q(**{f"{through}{localized(field, code)}__isnull": False}),
                then=Cast(F(f"{through}{localized(field, code)}"), TextField()),
            )
            for code in reading_order(language)
        ),
        default=Value(""),
        output_field=CharField(),
    )


class Shown:
    """The texts of one item as a reader of one language sees them.

    `shown.title` is the text, `shown.language` the language it stands in, `shown.foreign`
    whether that is another one than the page's. No query.
    """

    def __init__(self, item, language: str | None = None):
        self._item = item
        self._page = language or current()
        ready = item.languages_ready
        order = reading_order(self._page)
        self.language = next((code for code in order if code in ready), order[0])
        self.foreign = self.language != self._page

    def __getattr__(self, field: str):
        if field.startswith("_"):
            raise AttributeError(field)
        value = getattr(self._item, localized(field, self.language))
        return "" if value is None else value
