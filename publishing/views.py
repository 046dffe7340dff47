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
from publishing.share import share_image

FURTHEST = 10
"""Withdrawn pages that are followed, each to the one that replaces it."""


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


def instead_of(item):
    """The first public page to which withdrawn ones lead on, one after the other; None where they lead to none.

    A query a step. Two pages that were withdrawn for each other lead nowhere.
    """
    seen = set()
    while item and item.is_withdrawn and item.pk not in seen and len(seen) < FURTHEST:
        seen.add(item.pk)
        item = item.replaced_by
    return item if item and item.is_public() else None


class ItemPage(PublicPage, DetailView):
    """The page of a published item, at its one address in each language."""

    def get(self, request, *args, **kwargs):
        self.object = self.shown_object(kwargs["slug"])
        if self.object is None:
            return self.gone(request, kwargs["slug"])
        if kwargs["slug"] != self.object.slug_in(current()):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(self.object.get_absolute_url() + (f"?{query}" if query else ""))
        return self.render_to_response(self.get_context_data(object=self.object))

    def shown_object(self, slug):
        """The public item at an address, with all that its page shows; None where there is none."""
        return self.model.objects.published().at_address(slug).for_page().first()

    def gone(self, request, slug):
        """410 for what readers could have known, or the page that replaces it; for all else the 404 of what never was."""
        item = self.model.objects.taken_away().at_address(slug).select_related("replaced_by").first()
        if item is None:
            raise Http404
        if instead := instead_of(item):
            return HttpResponsePermanentRedirect(instead.get_absolute_url())
        context = PublicPage.get_context_data(self, **self.around())
        context["reason"] = item.reason() if item.is_withdrawn else None
        return TemplateResponse(request, "410.html", context, status=410)

    def get_context_data(self, **kwargs):
        return super().get_context_data(share=share_image(self.object), **kwargs)

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


class PagedList(PublicPage, TemplateView):
    """A list cut into pages by keyset. A place that makes no sense is told, never an error."""

    keyset = None

    def get_queryset(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.listed(), **kwargs)

    def listed(self) -> dict:
        """The page asked for, and what was wrong with the address."""
        page, problems = self.page(self.get_queryset())
        return {"page": page, "problems": problems}

    def page(self, rows):
        """The page asked for, and what was wrong with the place in the list, if anything."""
        asked = {name: self.request.GET[name] for name in ("before", "after") if self.request.GET.get(name)}
        query = getattr(self, "query", {})
        try:
            page = self.keyset.page(rows, self.request.path, query, **asked)
            if asked and not page.items and rows.exists():
                return self.keyset.page(rows, self.request.path, query), [
                    _("Nothing is older than that, so the list begins at the newest.")
                ]
            self.place = {} if page.first else asked
            return page, []
        except ValueError:
            return self.keyset.page(rows, self.request.path, query), [
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


class FilteredList(PagedList):
    """A list with filters, too. Bad values are told, never an error."""

    filterset_class = None

    def listed(self):
        chosen = self.filterset_class(self.request.GET, queryset=self.get_queryset(), request=self.request)
        problems = [] if chosen.is_valid() else chosen.problems()
        rows = self.get_queryset() if problems else chosen.qs
        self.query = {} if problems else chosen.chosen()
        page, place_problem = self.page(rows)
        return {
            "filter": chosen,
            "page": page,
            "chips": chosen.chips(self.request.path) if not problems else [],
            "applied": len(self.query),
            "clear_url": self.request.path,
            "problems": problems + place_problem,
        }
