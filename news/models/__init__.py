"""Articles, who wrote and published them, their links to plans, looks for more, and what readers hear and say of them."""

from news.models.archive import LinkChange, Look
from news.models.article import Article, Byline, Source
from news.models.intake import Intake
from news.models.links import Evidence, PlanLink
from news.models.lists import Author, Publisher, Topic
from news.models.rating import Rating
from news.models.recordings import Reading, Recording

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Evidence",
    "Intake",
    "LinkChange",
    "Look",
    "PlanLink",
    "Publisher",
    "Rating",
    "Reading",
    "Recording",
    "Source",
    "Topic",
]
