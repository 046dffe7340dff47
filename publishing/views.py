"""What every public page has: its language, its other languages, its address, its filters."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView
from django.views.generic.base import ContextMixin

from publishing.languages import CODES, current, own_name


def absolute(path: str) -> str:
    """The public address of a path. From the settings, never from the request's Host."""
    return settings.SITE_URL + path


class PublicPage(ContextMixin):
    """Context for `base.html`."""

    section = ""

    def address_in(self, language: str) -> str:
        """This same page in a language."""
        match = resolve(self.request.path_info)
        with translation.override(language):
            return reverse(match.view_name, kwargs=match.kwargs)

    def languages_ready(self) -> list[str]:
        """The languages in which this page really exists."""
        return list(CODES)

    def around(self) -> dict:
        """What stands around the content of every page of a room."""
        return {}

    def canonical_path(self) -> str:
        """The one address under which this content is to be known."""
        return self.request.path

    def get_context_data(self, **kwargs):
        language, ready = current(), self.languages_ready()
        alternates = [
            {
                "code": code,
                "name": own_name(code),
                "url": self.address_in(code),
                "absolute": absolute(self.address_in(code)),
                "current": code == language,
                "ready": code in ready,
            }
            for code in CODES
        ]
        return super().get_context_data(
            language=language,
            section=self.section,
            # The name of the site as it is drawn in this language, else as in the site's first one.
            wordmark=[f"_parts/wordmark/{code}.html" for code in (language, settings.LANGUAGE_CODE)],
            wordmark_again=[f"_parts/wordmark/{code}_again.html" for code in (language, settings.LANGUAGE_CODE)],
            locale=settings.LOCALES.get(language, language),
            alternates=alternates,
            canonical=absolute(self.canonical_path()),
            **kwargs,
        )


class Page(PublicPage, TemplateView):
    """A page of its own that is no item."""


class ItemPage(PublicPage, DetailView):
    """The page of a published item, at its one address in each language."""

    def get(self, request, *args, **kwargs):
        published = self.model.objects.published().at_address(kwargs["slug"]).for_page()
        self.object = published.first()
        if self.object is None:
            return self.gone(request, kwargs["slug"])
        if kwargs["slug"] != self.object.slug_in(current()):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(self.object.get_absolute_url() + (f"?{query}" if query else ""))
        return self.render_to_response(self.get_context_data(object=self.object))

    def gone(self, request, slug):
        """410 for what was withdrawn; for all else the same 404 as for what never was."""
        if not self.model.objects.withdrawn().once_public().at_address(slug).exists():
            raise Http404
        context = PublicPage.get_context_data(self, **self.around())
        return TemplateResponse(request, "410.html", context, status=410)

    def address_in(self, language):
        if self.object is None:
            return super().address_in(language)
        return self.object.get_absolute_url(language)

    def languages_ready(self):
        return self.object.languages_ready if self.object else []

    def canonical_path(self):
        if self.object is None:
            return self.request.path
        return self.object.get_absolute_url(self.object.shown.language)


class FilteredList(PublicPage, TemplateView):
    """A list with filters, cut into pages by keyset. Bad values are told, never an error."""

    filterset_class = None
    keyset = None

    def get_queryset(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        chosen = self.filterset_class(self.request.GET, queryset=self.get_queryset(), request=self.request)
        problems = [] if chosen.is_valid() else chosen.problems()
        rows = self.get_queryset() if problems else chosen.qs
        self.query = {} if problems else chosen.chosen()
        page, place_problem = self.page(rows)
        return super().get_context_data(
            filter=chosen,
            page=page,
            chips=chosen.chips(self.request.path) if not problems else [],
            applied=len(self.query),
            clear_url=self.request.path,
            problems=problems + place_problem,
            **kwargs,
        )

    def page(self, rows):
        """The page asked for, and what was wrong with the place in the list, if anything."""
        asked = {name: self.request.GET[name] for name in ("before", "after") if self.request.GET.get(name)}
        try:
            page = self.keyset.page(rows, self.request.path, self.query, **asked)
            if asked and not page.items and rows.exists():
                return self.keyset.page(rows, self.request.path, self.query), [
                    _("Nothing is older than that, so the list begins at the newest.")
                ]
            self.place = {} if page.first else asked
            return page, []
        except ValueError:
            return self.keyset.page(rows, self.request.path, self.query), [
                _("The place in the list was not understood, so the list begins at the newest.")
            ]

    def standing(self) -> str:
        """The filters and the place in the list, as they stand in a clean address."""
        query = urlencode(getattr(self, "query", {}) | getattr(self, "place", {}), safe="~:")
        return f"?{query}" if query else ""

    def address_in(self, language):
        return super().address_in(language) + self.standing()

    def canonical_path(self):
        return self.request.path + self.standing()
