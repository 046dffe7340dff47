"""Rows that the house keeps beside items: their addresses, and their folded text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.querysets import AddressQuerySet, SearchRowQuerySet


class Address(models.Model):
    """A slug that leads to an item: its own in some language, or one that it had before.

    One table for both, so that the database itself keeps a slug unique in a room across
    languages and old addresses, also when two editors save at once.
    """

    room = models.CharField(max_length=40)
    slug = models.SlugField(max_length=140, db_index=False)
    item = models.UUIDField()
    since = models.DateTimeField(auto_now_add=True)
    known = models.BooleanField(default=False)
    """Whether the item was ever published under it: readers may keep it, so it is never given up."""

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [models.UniqueConstraint(fields=["room", "slug"], name="publishing_address_is_unique_in_a_room")]
        indexes = [models.Index(fields=["item"], name="publishing_address_item")]

    def __str__(self):
        return self.slug


class SearchRow(models.Model):
    """The folded text of an item in a language; both the desk and the site search in it."""

    room = models.CharField(max_length=40)
    item = models.UUIDField()
    language = models.CharField(max_length=8)
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "language"], name="publishing_searchrow_is_one_per_item_and_language"
            )
        ]

    def __str__(self):
        return self.title
