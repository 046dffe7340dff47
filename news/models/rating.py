"""What readers think of an article, in stars."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.models.article import Article
from news.querysets import RatingQuerySet

STARS = range(1, 6)
"""How many stars a reader can give."""


class Rating(models.Model):
    """The stars that one reader gave to one article.

    It stands outside versions: an editor neither writes nor restores it. Nobody can tell from
    it who the reader is, or which other articles they rated.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="ratings", verbose_name=_("article"))
    reader = models.CharField(_("reader"), max_length=64)
    """Hash of the random token in the reader's cookie, which is another one for each article."""
    stars = models.PositiveSmallIntegerField(_("stars"))
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        # Readers give them, nobody at the desk does.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="news_rating_is_one_per_article_and_reader"),
            models.CheckConstraint(
                condition=models.Q(stars__range=(STARS[0], STARS[-1])), name="news_rating_is_one_to_five_stars"
            ),
        ]

    def __str__(self):
        return str(self.stars)
