"""The questions that the desk asks about texts that are being taken in."""

from django.db.models import QuerySet


class IntakeQuerySet(QuerySet):
    """Texts that somebody pasted or uploaded."""

    def of_account(self, account):
        """Those of somebody."""
        return self.filter(account=account)

    def with_key(self, key):
        """One of them."""
        return self.filter(pk=key)

    def unfinished(self):
        """Those of which no draft was made, the last one touched first; for lists, without the texts."""
        return self.filter(article=None).defer("text", "hints", "moves").order_by("-changed_at", "pk")

    def of_article(self, article):
        """Those of which an article was made, the newest first."""
        return self.filter(article=article).order_by("-made_at", "pk")

    def over_before(self, moment):
        """Those that nobody finished, and nobody touched since a moment."""
        return self.filter(article=None, changed_at__lt=moment)
