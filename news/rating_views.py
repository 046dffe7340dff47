"""The small page at which a reader rates an article; nothing of it stands in the article's own page."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from news import ratings
from news.models import Article
from plans.views import MainLine
from publishing.languages import current
from publishing.private import address_of, private, sent_from_here
from publishing.views import ItemPage


class Refused(Exception):
    """A vote that is not kept: the sentence that says why, and the status of the answer."""

    def __init__(self, sentence: str, status: int):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@method_decorator(private, name="dispatch")
class RatingPage(MainLine, ItemPage):
    """What readers think of an article, and what this reader said."""

    model = Article
    template_name = "news/rating.html"
    section = "news"

    def shown_object(self, slug):
        return Article.objects.published().at_address(slug).without_body().first()

    def get(self, request, *args, **kwargs):
        self.object = self.shown_object(kwargs["slug"])
        if self.object is None:
            return self.gone(request, kwargs["slug"])
        if kwargs["slug"] != self.object.slug_in(current()):
            return HttpResponsePermanentRedirect(self.object.rating_url())
        return self.render_to_response(self.get_context_data())

    def address_in(self, language):
        return self.object.rating_url(language) if self.object else super().address_in(language)

    def get_context_data(self, **kwargs):
        token = ratings.token_in(self.request, current())
        figures, given = ratings.figures_of(self.object), ratings.given(self.object, token)
        return super().get_context_data(article=self.object, rating=figures, given=given, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.shown_object(kwargs["slug"])
        if self.object is None:
            return self.gone(request, kwargs["slug"])
        token = ratings.token_in(request, current())
        try:
            stars = self.vote(token)
        except Refused as refused:
            return self.refused(refused)
        response = HttpResponseRedirect(self.object.rating_url(), status=303)
        if token or not self.sent_twice(stars):
            token = token or ratings.new_token()
            ratings.give(self.object, token, stars)
            ratings.keep_token(response, self.object, token)
        return response

    def vote(self, token: str) -> int:
        """The stars that were sent. Refused where they are none, or not this reader's to give."""
        if not sent_from_here(self.request):
            raise Refused(_("This vote was not sent from a page of this site, so it was not counted."), 403)
        stars = ratings.stars_in(self.request.POST.get("stars", ""))
        if stars is None:
            raise Refused(_("Choose one to five stars, then send."), 400)
        new = ratings.given(self.object, token) is None
        if new and ratings.too_many(address_of(self.request)):
            raise Refused(_("Too many votes came from your network. Try again in ten minutes."), 429)
        return stars

    def sent_twice(self, stars: int) -> bool:
        """Whether a reader without a token sent these stars a moment ago, such as by clicking twice."""
        browser = self.request.headers.get("User-Agent", "")
        return ratings.sent_twice(address_of(self.request), browser, self.object, stars)

    def refused(self, refused: Refused):
        """The page again, with the sentence that says why the vote was not kept."""
        context = self.get_context_data(problems=[refused.sentence])
        headers = {"Retry-After": str(ratings.WHILE)} if refused.status == 429 else {}
        return self.render_to_response(context, status=refused.status, headers=headers)
