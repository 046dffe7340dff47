"""Plans with names, and articles whose texts say them, for tests of what names change in the archive."""

from plans.models import Name
from publishing import markup
from tests.factories import make_article, make_plan

VI, EN = "Các bộ trưởng bàn về Sáng kiến Sao Mai 2031.", "Ministers discussed the Sao Mai Initiative 2031."


def make_named(*names, **fields):
    """A plan with these full names."""
    plan = make_plan(label="Chung", **fields)
    for text in names:
        Name.objects.create(plan=plan, text=text)
    return plan


def sao_mai(**fields):
    return make_named("Sáng kiến Sao Mai 2031", "Sao Mai Initiative 2031", first_year=2026, last_year=2031, **fields)


def telling(vi=VI, en=EN, **fields):
    """A public article whose texts say these sentences, among others."""
    texts = {
        "body_vi": markup.clean(f"<p>Câu mở đầu. {vi}</p><p>Đoạn cuối.</p>"),
        "body_en": markup.clean(f"<p>It begins. {en}</p><p>Last paragraph.</p>"),
    }
    return make_article(**texts | fields)
