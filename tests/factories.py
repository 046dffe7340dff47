"""Plans, articles and pictures for tests: valid, published, in both languages, unless told otherwise."""

import datetime as dt
import io
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from aseandigital.models import InfoPage
from news import linking
from news.models import Article, PlanLink, Recording
from plans.models import Plan
from publishing.models import Picture

numbers = count(1)


def make_plan(**fields) -> Plan:
    """A master plan for 2021 to 2025, in force for who asks in these years."""
    number = next(numbers)
    return Plan.objects.create(
        **{
            "code": f"PLAN{number}",
            "label": f"Plan {number}",
            "title_vi": f"Kế hoạch số {number}",
            "title_en": f"Master plan number {number}",
            "summary_vi": f"Tóm tắt kế hoạch số {number}.",
            "summary_en": f"Summary of plan number {number}.",
            "first_year": 2021,
            "last_year": 2025,
        }
        | public()
        | fields
    )


def make_article(discussing: Plan | None = None, **fields) -> Article:
    """An article that stands under the moment of its publication: the last one made is the newest."""
    number = next(numbers)
    article = Article.objects.create(
        **{
            "title_vi": f"Bài viết số {number}",
            "title_en": f"Article number {number}",
            "lead_vi": f"Đoạn dẫn của bài số {number}.",
            "lead_en": f"Lead of article number {number}.",
            "body_vi": f"<p>Câu đầu của bài số {number}. Câu thứ hai.</p><p>Đoạn cuối.</p>",
            "body_en": f"<p>First sentence of article number {number}. Second sentence.</p><p>Last paragraph.</p>",
        }
        | public()
        | fields
    )
    if discussing is not None:
        make_link(article, discussing)
    return article


def make_named(code, name, **fields):
    """A plan that texts name by one abbreviation."""
    plan = make_plan(code=code, label=name, **fields)
    plan.names.create(text=name, kind="abbreviation")
    return plan


def make_link(article: Article, plan: Plan, vi: str | None = None, en: str | None = None, **fields) -> PlanLink:
    """An accepted link; its sentences are the first ones of the text, or those given ("" for none)."""
    link = PlanLink.objects.create(article=article, plan=plan, **fields)
    firsts = {
        "vi": linking.sentences_of(linking.paragraphs_of(None, None, article.body_vi))[:1],
        "en": linking.sentences_of(linking.paragraphs_of(None, None, article.body_en))[:1],
    }
    given = {"vi": vi, "en": en}
    chosen = {code: "".join(firsts[code]) if given[code] is None else given[code] for code in firsts}
    if missing := linking.prove(link, chosen):
        raise ValueError(f"No such sentence in the text: {missing}")
    return link


def make_picture(**fields) -> Picture:
    """A red picture of 4 by 3 pixels."""
    number = next(numbers)
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(drawn, "PNG")
    return Picture.objects.create(
        **{
            "file": ContentFile(drawn.getvalue(), name=f"picture-{number}.png"),
            "alt_vi": f"Ảnh số {number}",
            "alt_en": f"Picture number {number}",
            "credit_vi": "Ảnh: TTXVN",
            "credit_en": "Photo: VNA",
        }
        | fields
    )


def public() -> dict:
    """What makes an item public since yesterday, in both languages."""
    return {
        "state": "published",
        "published_at": timezone.now() - dt.timedelta(days=1),
        "ready_vi": True,
        "ready_en": True,
    }


def make_recording(article: Article | None = None, **fields) -> Recording:
    """A person reading for six seconds in Vietnamese, of the article if one is given."""
    number = next(numbers)
    recording = Recording.objects.create(
        **{
            "subject": f"Bản đọc số {number}",
            "file": ContentFile(mp3(6), name=f"recording-{number}.mp3"),
            "language": "vi",
            "seconds": 6,
        }
        | fields
    )
    if article is not None:
        article.readings.create(recording=recording)
    return recording


def mp3(seconds: float) -> bytes:
    """Silence as MP3 of 128 kbit/s, in frames of 1152 samples."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * round(seconds * 44_100 / 1152)


def make_info_page(**fields) -> InfoPage:
    """A page about the site."""
    number = next(numbers)
    return InfoPage.objects.create(
        **{
            "key": f"page-{number}",
            "order": number % 1000,
            "title_vi": f"Trang số {number}",
            "title_en": f"Page number {number}",
            "lead_vi": f"Đoạn dẫn của trang số {number}.",
            "lead_en": f"Lead of page number {number}.",
            "body_vi": f"<p>Nội dung trang số {number}.</p>",
            "body_en": f"<p>Text of page number {number}.</p>",
        }
        | public()
        | fields
    )
