"""Addresses of the desk's pages about one item."""

from django.urls import path, reverse


def desk_url(item, name: str, *arguments) -> str:
    """The address of a page of the desk about an item: "change", "history", "compare", "publish" …"""
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_{name}", args=[item.pk, *arguments])


def desk_paths(desk, views: dict[str, tuple]) -> list:
    """The addresses of a desk's own pages, for those who are logged in: {name: (path, view)}."""
    named = f"{desk.opts.app_label}_{desk.opts.model_name}"
    return [
        path(where, desk.admin_site.admin_view(view), name=f"{named}_{name}") for name, (where, view) in views.items()
    ]
