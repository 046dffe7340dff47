"""Preview at the desk: the page of any version as readers would get it, and links for outsiders."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from publishing import previews, versions
from publishing.admin.addresses import desk_paths, desk_url
from publishing.languages import CODES, own_name
from publishing.models import PreviewLink, State, Version

WIDTHS = {"phone": gettext_lazy("Phone"), "desktop": gettext_lazy("Desktop")}
"""Widths at which a page is shown; static/css/desk-preview.css knows how wide they are."""


class LinkForm(forms.Form):
    """What a link for an outsider shows, and how long."""

    version = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Works for"),
        coerce=int,
        choices=lambda: [(days, ngettext("%d day", "%d days", days) % days) for days in previews.DAYS],
        initial=previews.USUAL_DAYS,
    )


class PreviewDesk:
    """The pages of the desk that show versions. Beside `StepsDesk`."""

    def preview_urls(self):
        return desk_paths(
            self,
            {
                "preview": ("<uuid:key>/preview/", self.preview_view),
                "page": ("<uuid:key>/page/<str:language>/", self.page_view),
                "links": ("<uuid:key>/links/", self.links_view),
            },
        )

    def previewed(self, request, item) -> Version:
        """The version that the address asks for, the newest one without such a wish; Http404 where there is none."""
        number = request.GET.get("version", "")
        if not number:
            return self.recorded(item) if versions.drifted(item) else versions.newest(item)
        if not number.isdecimal() or len(number) > 9:
            raise Http404
        version = Version.objects.numbered(item, int(number)).select_related("author").first()
        if version is None:
            raise Http404
        return version

    @method_decorator(require_safe)
    def page_view(self, request, key, language):
        """The page itself, for a frame."""
        item = self.item_for(request, key, self.has_view_permission)
        if language not in CODES:
            raise Http404
        return previews.page(request, item, self.previewed(request, item), language)

    @method_decorator(require_safe)
    def preview_view(self, request, key):
        """Frames with the page, and what to choose: version, language, width."""
        item = self.item_for(request, key, self.has_view_permission)
        version = self.previewed(request, item)
        language, width = request.GET.get("language"), request.GET.get("width")
        context = self.admin_site.each_context(request) | {
            "title": _("Preview of version %(number)s of “%(item)s”") % {"number": version.number, "item": item},
            "item": item,
            "opts": self.opts,
            "version": version,
            "versions": Version.objects.of(item).with_author(),
            "languages": [(code, own_name(code)) for code in CODES],
            "language": language if language in CODES else "",
            "widths": WIDTHS.items(),
            "width": width if width in WIDTHS else next(iter(WIDTHS)),
            "frames": self.frames(item, version, [language] if language in CODES else CODES),
            "is_nav_sidebar_enabled": False,
            **self.links_told(request, item, version),
        }
        return TemplateResponse(request, "admin/desk/preview.html", context)

    def frames(self, item, version, languages) -> list[dict]:
        """What stands in each frame: its language, its address, and what the version lacks in it. No query."""
        lacking = self.lacking(item, version)
        return [
            {
                "code": code,
                "name": own_name(code),
                "url": f"{desk_url(item, 'page', code)}?version={version.number}",
                "lacking": lacking[code],
            }
            for code in languages
        ]

    # Links for outsiders

    def has_link_permission(self, request, item) -> bool:
        """Whether somebody may show an item to outsiders: who may publish it, unless it is in the bin."""
        return self.has_publish_permission(request, item) and item.state != State.BINNED

    def links_told(self, request, item, version) -> dict:
        """The links that work, and the form for one more; nothing for who may not make any. One query."""
        if not self.has_link_permission(request, item):
            return {}
        links = PreviewLink.objects.of(item).working().without_contents()
        return {
            "link_form": LinkForm(initial={"version": version.number, "language": request.GET.get("language")}),
            "links": [{"link": link, "address": previews.address(link)} for link in links],
        }

    @method_decorator(require_POST)
    def links_view(self, request, key):
        """Make a link, or revoke one."""
        item = self.item_for(request, key, self.has_link_permission)
        if "revoke" in request.POST:
            return self.revoke_link(request, item)
        form = LinkForm(request.POST)
        version = Version.objects.numbered(item, form.cleaned_data["version"]).first() if form.is_valid() else None
        if version is None:
            raise Http404
        previews.make_link(item, version, form.cleaned_data["language"], request.user, form.cleaned_data["days"])
        self.message_user(request, _("The link is made. Copy it and send it to whom you like."))
        return self.back_to_links(request, item)

    def revoke_link(self, request, item):
        """End a link at once."""
        try:
            key = forms.UUIDField().clean(request.POST["revoke"])
        except ValidationError as error:
            raise Http404 from error
        PreviewLink.objects.of(item).working().with_key(key).update(revoked_at=timezone.now())
        self.message_user(request, _("The link is revoked: it shows nothing any more."))
        return self.back_to_links(request, item)

    def back_to_links(self, request, item):
        """To the preview as it was looked at, at its links."""
        return HttpResponseRedirect(f"{desk_url(item, 'preview')}?{request.GET.urlencode()}#links")
