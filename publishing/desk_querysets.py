"""The questions that the desk asks about versions, open forms and what was said."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

GONE_AFTER = dt.timedelta(seconds=75)
"""A form that has not been heard of for this long counts as closed; it calls every 20 seconds."""


class ItemRowsQuerySet(QuerySet):
    """Rows that are kept about items."""

    def all_of(self, room, item):
        """Every row about one item."""
        return self.filter(room=room, item=item)


class VersionQuerySet(ItemRowsQuerySet):
    """Versions of items."""

    def of(self, item):
        """Every version of an item, the newest first."""
        return self.filter(room=item.room(), item=item.pk).order_by("-number")

    def standing(self, item):
        """What was really kept: without the clashes that wait to be settled."""
        return self.of(item).exclude(kind=self.model.Kind.CONFLICT)

    def numbered(self, item, number):
        """One version of an item."""
        return self.of(item).filter(number=number)

    def up_to(self, number):
        """Versions that were made before a number, or with it."""
        return self.filter(number__lte=number)

    def with_key(self, key):
        """One version."""
        return self.filter(pk=key)

    def unsettled(self, item):
        """Clashes of an item about which nobody has decided yet."""
        return self.of(item).filter(kind=self.model.Kind.CONFLICT, settled=False)

    def lived(self, item):
        """Versions that the rows of the item were put to."""
        return self.standing(item).filter(live=True)

    def due(self, at=None):
        """Working versions whose time to go out has come, the first one first."""
        return self.filter(goes_out_at__lte=at or timezone.now()).order_by("goes_out_at", "pk")

    def ahead(self, room):
        """What may come to readers of a room yet: the newest version of each item, and what goes out by itself."""
        kept = self.filter(room=room).exclude(kind=self.model.Kind.CONFLICT)
        newer = self.model.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
        newest = ~Exists(newer.exclude(kind=self.model.Kind.CONFLICT))
        return kept.filter(newest | Q(goes_out_at__isnull=False))

    def naming(self, key):
        """Versions in which a key stands, in a column or a text. Reads them whole."""
        return self.annotate(said=Cast("content", TextField())).filter(said__contains=str(key))

    def waiting(self, item):
        """Working versions of an item that will go out at a time."""
        return self.of(item).filter(goes_out_at__isnull=False)

    def with_author(self):
        """With who made them. No further query."""
        return self.select_related("author").defer("content")


def newest_is_live(room):
    """Whether the newest version of an item (the outer query's row) is what its rows say; None without versions."""
    from publishing.models import Version

    newest = Version.objects.filter(room=room, item=OuterRef("pk")).exclude(kind=Version.Kind.CONFLICT)
    return Subquery(newest.order_by("-number").values("live")[:1])


class UnsavedQuerySet(ItemRowsQuerySet):
    """Texts that were typed and not saved."""

    def by(self, account, room, item=None):
        """What somebody left in forms of an item, or of items still to be made, the newest first."""
        return self.filter(account=account, room=room, item=item).order_by("-kept_at")

    def with_token(self, account, token):
        """What somebody left in one form."""
        return self.filter(account=account, token=token)

    def besides(self, token):
        """All but what was left in one form."""
        return self.exclude(token=token)

    def older_than(self, moment):
        """What nobody came back to."""
        return self.filter(kept_at__lt=moment)

    def beyond(self, most, account, room):
        """What somebody left in forms of one kind of item, without the newest ones."""
        left = self.filter(account=account, room=room)
        return left.exclude(pk__in=left.order_by("-kept_at", "-pk").values("pk")[:most])


class OpenQuerySet(ItemRowsQuerySet):
    """Forms that are open."""

    def at(self, item):
        """Open forms of an item, by whomever."""
        return self.filter(item=item)

    def now(self, item, besides):
        """Who else has an item open, the first one first. One query with the accounts."""
        seen = timezone.now() - GONE_AFTER
        rows = self.filter(item=item, seen_at__gte=seen).exclude(account=besides)
        return rows.select_related("account").order_by("since")

    def by(self, account, item):
        """The open form of somebody."""
        return self.filter(account=account, item=item)

    def gone(self):
        """Forms that have not been heard of."""
        return self.filter(seen_at__lt=timezone.now() - GONE_AFTER)


class PreviewLinkQuerySet(QuerySet):
    """Links for somebody without an account."""

    def of(self, item):
        """Every link to a version of an item, with who made it."""
        return self.filter(version__room=item.room(), version__item=item.pk).select_related("version", "made_by")

    def working(self, at=None):
        """Links that still show something."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def with_key(self, key):
        """One link, with its version."""
        return self.filter(pk=key).select_related("version")

    def over_before(self, moment):
        """Links that had expired or were revoked before a moment."""
        return self.filter(Q(expires_at__lt=moment) | Q(revoked_at__lt=moment))

    def without_contents(self):
        """For lists, which say of a version only which one it is."""
        return self.defer("version__content")


class EventQuerySet(ItemRowsQuerySet):
    """What was said and done."""

    def of(self, item):
        """About an item, the newest first, with who did it."""
        return self.filter(room=item.room(), item=item.pk).select_related("author", "about")

    def of_kind(self, *kinds):
        """Events of some kinds."""
        return self.filter(kind__in=kinds)


class CorrectionQuerySet(ItemRowsQuerySet):
    """Corrections of public pages."""

    def of(self, item):
        """The corrections of an item, the newest first."""
        return self.filter(room=item.room(), item=item.pk)
