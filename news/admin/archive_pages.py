"""What the desk's pages of looks through the archive share: who may open them, and how they are put together."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path


class ArchiveDesk:
    """Who may look through the archive, and how its pages are put together."""

    def may(self, request) -> bool:
        """Whether somebody decides what readers see of articles and of plans."""
        return request.user.has_perms(["news.publish_article", "plans.publish_plan"])

    def has_module_permission(self, request):
        return self.may(request)

    def has_view_permission(self, request, obj=None):
        return self.may(request)

    def has_add_permission(self, request):
        return self.may(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def paths(self, views: dict[str, tuple]) -> list:
        """Addresses for those who may, 403 for everybody else who is logged in: {name: (path, view)}."""
        return [
            path(where, self.admin_site.admin_view(self.guarded(view)), name=f"news_look_{name}")
            for name, (where, view) in views.items()
        ]

    def guarded(self, view):
        def looked_at(request, *args, **kwargs):
            if not self.may(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return looked_at

    def page(self, request, template, title, status=200, **context):
        """A page of the desk."""
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/news/archive/{template}.html", context, status=status)


def pages_of(page):
    """The numbers of pages that lead on from one."""
    return page.paginator.get_elided_page_range(page.number)
