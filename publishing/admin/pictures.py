"""The desk of pictures."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.admin.bilingual import BilingualAdmin, side_by_side
from publishing.forms import PictureForm
from publishing.models import Picture
from publishing.pictures import nearest_jpeg, thumbnail
from publishing.querysets import items_showing

FOCUS_WIDTH = 480
"""Pixels across of the picture in which the focus is chosen."""


@admin.register(Picture)
class PictureAdmin(BilingualAdmin):
    """Pictures, and the window in which an editor chooses one for a text."""

    form = PictureForm
    list_display = ("told", "thumbnail", "told_size", "told_sizes", "created_at")
    readonly_fields = ("focus", "told_sizes")
    fieldsets = [
        (None, {"fields": ("file", *side_by_side("alt", "credit"), "focus", ("focus_x", "focus_y"), "told_sizes")})
    ]

    def get_fieldsets(self, request, obj=None):
        """A picture that is still to be sent can't be shown, and has no sizes."""
        if obj is not None:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ("file", *side_by_side("alt", "credit"), ("focus_x", "focus_y"))})]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return format_html('<img class="desk-thumbnail" src="{}" alt="" loading="lazy">', thumbnail(picture))

    @admin.display(description=_("size"))
    def told_size(self, picture):
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("files for readers"))
    def told_sizes(self, picture):
        """How many of the sizes are made, such as "3 of 15 sizes made"."""
        wanted, lacking = len(picture.sizes_wanted()), len(picture.sizes_lacking())
        return gettext("%(made)d of %(wanted)d sizes made") % {"made": wanted - lacking, "wanted": wanted}

    @admin.display(description=_("focus"))
    def focus(self, picture):
        """The picture, in which a click sets the focus, and what is left of it on cards."""
        address, width, height = nearest_jpeg(picture, FOCUS_WIDTH)
        shown = {"address": address, "width": width, "height": height}
        return render_to_string("admin/publishing/picture/_focus.html", shown)

    def delete_queryset(self, request, queryset):
        """One by one: each takes its files along."""
        for picture in queryset:
            picture.delete()

    def get_deleted_objects(self, objs, request):
        """A picture that a text shows is not deleted: its figure would be left without it."""
        names, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return names, counts, lacking, [*protected, *(str(item) for picture in objs for item in items_showing(picture))]

    def get_urls(self):
        return [
            path("choose/", self.admin_site.admin_view(self.choose), name="publishing_picture_choose"),
            *super().get_urls(),
        ]

    def choose(self, request):
        """The newest pictures, or those that match what was typed, for the editor's figure dialog."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = request.GET.get("q", "")
        found, _distinct = self.get_search_results(request, Picture.objects.all(), typed)
        context = self.admin_site.each_context(request) | {
            "title": _("Choose a picture"),
            "pictures": [(picture, thumbnail(picture), nearest_jpeg(picture, 800)[0]) for picture in found[:60]],
            "typed": typed,
            "number": request.GET.get("CKEditorFuncNum", ""),
            "is_popup": True,
        }
        return TemplateResponse(request, "admin/publishing/picture/choose.html", context)
