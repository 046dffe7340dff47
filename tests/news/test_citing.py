"""How to cite an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.citing import Citation, bibtex, citation_of, ris
from news.models import Article, Author, Byline, Publisher
from tests.factories import make_article

CITED = Citation(
    key="0f3c9a77d1",
    authors=("Vụ Hợp tác quốc tế", "Nguyễn An"),
    title="5G & dữ liệu: 100% {số}",
    publisher="Bộ TT&TT",
    site="ASEAN Số",
    address="https://example.org/vi/tin-tuc/5g/",
    language="vi",
    day=(2019, 3, 29),
)
lines = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def test_bibtex_keeps_signs_that_it_would_read_as_orders():
    assert bibtex(CITED).splitlines() == [
        "@online{asean2019-5g-du-lieu-100-0f3c9a,",
        r"  title = {{5G \& dữ liệu: 100\% \{số\}}},",
        "  author = {{Vụ Hợp tác quốc tế} and {Nguyễn An}},",
        r"  publisher = {Bộ TT\&TT},",
        "  organization = {ASEAN Số},",
        "  date = {2019-03-29},",
        "  year = {2019},",
        "  langid = {vietnamese},",
        "  url = {https://example.org/vi/tin-tuc/5g/},",
        "}",
    ]


def test_ris_has_a_line_for_each_fact():
    assert ris(CITED).split("\r\n") == [
        "TY  - NEWS",
        "AU  - Vụ Hợp tác quốc tế,",
        "AU  - Nguyễn An,",
        "TI  - 5G & dữ liệu: 100% {số}",
        "T2  - ASEAN Số",
        "PB  - Bộ TT&TT",
        "PY  - 2019",
        "DA  - 2019/03/29/",
        "LA  - vi",
        "UR  - https://example.org/vi/tin-tuc/5g/",
        "ER  - ",
        "",
    ]


@given(
    st.builds(
        Citation,
        st.just("abc"),
        st.tuples(lines),
        lines,
        lines,
        lines,
        st.just("https://x/"),
        st.sampled_from(["vi", "en", ""]),
        st.just(()),
    )
)
def test_no_text_adds_a_line_or_leaves_a_brace_open(citation):
    written = bibtex(citation)

    plain = written.replace(r"\textbackslash{}", "").replace(r"\^{}", "").replace(r"\~{}", "")
    plain = plain.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")
    assert all(row[2:6] == "  - " for row in ris(citation).split("\r\n")[:-1])


@pytest.mark.django_db
def test_a_date_known_to_the_month_is_cited_no_finer(settings):
    publisher = Publisher.objects.create(key="bo", title_vi="Bộ")
    article = make_article(dated_at="2015-11-01T00:00+07:00", dated_precision="month", publisher=publisher)
    Byline.objects.create(article=article, author=Author.objects.create(key="an", title_vi="An"))

    cited = citation_of(Article.objects.published().for_page().get(), "https://x/")

    assert (cited.day, cited.authors, cited.publisher) == ((2015, 11), ("An",), "Bộ")
