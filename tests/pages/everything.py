"""Every kind of page that readers get, with much on it, to be looked at by checkers of whole pages."""

from django.urls import reverse
from django.utils import translation

from aseandigital.models import InfoPage
from news.models import Author, Byline
from publishing.models import Correction
from tests.factories import make_article, make_link, make_picture, make_plan, make_recording, public
from tests.pages.world import LANGUAGES, make_world

FIGURE = '<figure data-picture="{}"><figcaption>Phiên họp tại Đà Nẵng</figcaption></figure>'
BODY = (
    "<h2>Nhìn lại</h2><p>Các bộ trưởng rà soát AIM 2020 tại Thái Lan.</p>"
    "<blockquote><p>Cả một ASEAN số.</p><p>– Trưởng đoàn</p></blockquote>"
    "<h3>Việc cần làm</h3><ul><li>Một việc.</li><li>Hai việc.</li></ul>"
)


def full_article():
    """An article that shows all that an article can show."""
    ended = make_plan(label="AIM 2020", first_year=2016, last_year=2020, on_main_line=True)
    ended.names.create(text="AIM 2020", kind="abbreviation")
    make_plan(label="ADM 2025", first_year=2021, last_year=2025).relations.create(kind="succeeds", other=ended)
    figures = "".join(FIGURE.format(make_picture().pk) for _number in range(3))
    article = make_article(
        body_vi=BODY + figures,
        body_en=BODY.replace("Các bộ trưởng rà soát", "Ministers reviewed") + figures,
        kicker_vi="Hội nghị",
        place_vi="Thái Lan",
        cover=make_picture(),
        dated_at="2019-03-29T15:05+07:00",
        original="https://example.org/bai-goc",
    )
    make_link(article, ended, vi="Các bộ trưởng rà soát AIM 2020 tại Thái Lan.", en="")
    make_recording(article)
    Byline.objects.create(article=article, author=Author.objects.create(key="vu", kind="unit", title_vi="Vụ"))
    Correction.objects.create(item=article.pk, room=article.room(), note_vi="Đã sửa con số.", note_en="Mended.")
    return article


def every_page() -> dict[str, str]:
    """{name: path} of each kind of page, in each language."""
    article, plan = make_world(2)
    full, foreign = full_article(), make_article(ready_en=False, title_en=None, slug_en=None, body_en=None)
    gone = make_article(state="withdrawn", withdrawn_because_vi="Trùng bài khác.")
    info = InfoPage.objects.create(
        key="about",
        title_vi="Giới thiệu",
        title_en="About",
        body_vi="<p>Trang.</p>",
        body_en="<p>Site.</p>",
        **public(),
    )
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            pages = {
                "home": reverse("home"),
                "news": reverse("news:list"),
                "news, filtered": f"{reverse('news:list')}?plan={plan.code}&language={language}",
                "news, nothing": f"{reverse('news:list')}?plan={plan.code}&year=1990&topic=x",
                "news, older": f"{reverse('news:list')}?before=2100",
                "archive": reverse("news:archive"),
                "archive, year": reverse("news:archive-year", args=[2019]),
                "archive, month": reverse("news:archive-month", args=[2019, 3]),
                "topics": reverse("news:topics"),
                "topic": reverse("news:topic", args=[article.topics.first().key]),
                "sources": reverse("news:sources"),
                "source": reverse("news:source", args=[article.publisher.key]),
                "article": full.get_absolute_url(),
                "article, plain": article.get_absolute_url(),
                "article, both": f"{full.get_absolute_url()}?with={'en' if language == 'vi' else 'vi'}",
                "article, foreign": foreign.get_absolute_url(language),
                "rating": reverse("news:rating", args=[full.slug_in(language)]),
                "gone": gone.get_absolute_url(),
                "plans": reverse("plans:list"),
                "plan": plan.get_absolute_url(),
                "info": info.get_absolute_url(),
                "search": reverse("search"),
                "search, found": f"{reverse('search')}?q=1",
                "search, plans": f"{reverse('search')}?q=AIM&kind=plans",
                "search, nothing": f"{reverse('search')}?q=zebra",
                "missing": f"/{language}/khong-co-trang-nay-dau/x/",
            }
        found |= {f"{name} ({language})": path for name, path in pages.items()}
    return found
