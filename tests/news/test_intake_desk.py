"""Taking in a text at the desk: pasted or uploaded, refused, reviewed line by line, made into a draft once."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from lxml import html

from news import intake, taking_in
from news.admin.review import chosen_in
from news.intake import Role
from news.models import Article, Author, Intake, Publisher
from publishing.models import Event, Version
from publishing.roles import AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import desk_of, make_account, recorded
from tests.desk.steps import page, publish, texts
from tests.factories import make_article
from tests.news.test_suggesting import AIM, make_named

pytestmark = pytest.mark.django_db

START = "/admin/news/article/intake/"
TITLE = "Mười nước thống nhất bộ tiêu chí về kỹ năng số"
BODY = (
    "Bộ tiêu chí gồm năm bậc, từ biết dùng thiết bị an toàn tới thiết kế dịch vụ số. Mỗi nước giữ cách thi riêng.",
    "Theo ban soạn thảo, điểm khó nhất là cách tính kinh nghiệm tự học, vì mỗi nước đã có một cách hiểu của mình.",
)
LINES = (
    "CHUYỂN ĐỔI SỐ",
    TITLE,
    "Hải Đường - Vũ Minh Thu LDO | 18/01/2024 15:40",
    "Sau hai ngày thảo luận tại Hà Nội, đại diện mười nước đồng ý dùng chung một bộ tiêu chí.",
    BODY[0],
    "Các đại biểu dự phiên thảo luận. Ảnh: LDO",
    BODY[1],
    "Đọc tiếp",
)
PAGE = "\n".join(LINES)


@pytest.fixture
def editor():
    return make_account(EDITOR)


@pytest.fixture
def desk(editor):
    return desk_of(editor)


def paste(desk, text=PAGE):
    return desk.post(START, {"text": text})


def upload(desk, content, name="bai.txt", **fields):
    raw = content.encode() if isinstance(content, str) else content
    return desk.post(START, {"file": SimpleUploadedFile(name, raw)} | fields)


def kept(desk, text=PAGE) -> Intake:
    """The text as it waits for its review, once it is pasted."""
    answer = paste(desk, text)
    assert answer.status_code == 302, errors(answer)
    return Intake.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def review(one: Intake) -> str:
    return reverse("admin:news_article_review_intake", args=[one.pk])


def errors(answer):
    return texts(answer, "//*[contains(@class, 'errorlist')]/li")


def roles(answer) -> dict[int, str]:
    """The role of each line, as the page shows it."""
    tree = html.fromstring(answer.content.decode())
    return {int(one.get("data-line")): one.get("data-role") for one in tree.xpath("//li[@data-line]")}


def part(answer, name):
    """What the review says of a field: its texts and remarks."""
    return texts(answer, f"//*[@id='part-{name}']/dd")


def told(answer):
    return texts(answer, "//ul[contains(@class, 'messagelist')]/li")


# --- Paste or upload ------------------------------------------------------------


def test_the_form_of_a_new_article_offers_to_paste_and_to_upload(desk):
    answer = desk.get("/admin/news/article/add/")

    assert texts(answer, "//nav[@class='intake-bar']/a") == ["Paste a text", "Upload a file"]
    assert html.fromstring(answer.content.decode()).xpath("//nav[@class='intake-bar']/a/@href") == [
        START,
        f"{START}#id_file",
    ]


def test_a_pasted_text_is_kept_as_it_came_and_leads_to_its_review(desk, editor):
    one = kept(desk, PAGE.replace("\n", "\r\n"))

    assert (one.text, one.account, one.name, one.title, one.article) == (PAGE, editor, "", TITLE, None)
    assert Article.objects.count() == 0


def docx(*paragraphs):
    """A Word document with these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        }
    )


def zipped(files: dict) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


PAGE_HTML = f"<html><body><h1>{TITLE}</h1><script>alert(1)</script><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name"),
    [(PAGE, "bai.txt"), (PAGE.encode("utf-16"), "bai.txt"), (PAGE_HTML, "bai.html"), (docx(*LINES), "bai.docx")],
)
def test_a_file_is_read_whatever_its_kind(desk, content, name):
    answer = upload(desk, content, name)

    one = Intake.objects.get()
    assert answer["Location"] == review(one)
    assert (one.name, one.title) == (name, TITLE)
    assert BODY[1] in one.text
    assert "alert" not in one.text


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "trong.txt", "is empty."),
        (b"\x7fELF\x02\x01\x01\0\0\xff", "a.txt", "is no text: it is a program, a picture or another binary file."),
        (b"%PDF-1.7", "a.pdf", "is a PDF. Copy its text, and paste it or save it as a text file."),
        (b"x" * 20_000_001, "to.txt", "is larger than 20 MB."),
    ],
)
def test_a_file_that_gives_no_article_is_named_with_its_reason_and_nothing_is_kept(desk, content, name, reason):
    answer = upload(desk, content, name)

    assert (answer.status_code, errors(answer)) == (200, [f"{name} {reason}"])
    assert Intake.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [
        "Xin chào".encode("latin-1"),
        b"PK\x03\x04 broken",
        docx(*LINES)[:-40],
        zipped({"word/document.xml": b" " * 300_000_000}),
        zipped({"other.xml": "<a/>"}),
        "<html><body><script>alert(1)</script></body></html>",
    ],
    ids=["encoding", "no archive", "broken archive", "bomb", "no document", "nothing but a script"],
)
def test_other_bad_files_are_refused_in_a_sentence_of_the_readers_language(content):
    said = [errors(upload(desk_of(make_account(EDITOR, language=code)), content, "xau.docx")) for code in ("en", "vi")]

    assert all(len(one) == 1 and one[0].startswith("xau.docx ") for one in said), said
    assert said[0] != said[1]
    assert Intake.objects.count() == 0


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_gives_nothing(desk, text):
    assert errors(paste(desk, text)) == ["Paste a text, or choose a file."]
    assert Intake.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "file", "reason"),
    [
        (PAGE, PAGE, "Paste a text or choose a file, not both."),
        (
            "%PDF-1.7 ...",
            None,
            "The text that you pasted is a PDF. Copy its text, and paste it or save it as a text file.",
        ),
        ("Một dòng\x01 và", None, "The text that you pasted is no text: it holds control characters."),
    ],
)
def test_what_was_pasted_stays_in_the_field_where_it_can_not_be_taken_in(desk, text, file, reason):
    answer = upload(desk, file, text=text) if file else paste(desk, text)

    assert errors(answer) == [reason]
    shown = answer.content.decode().partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert shown.strip() == text
    assert Intake.objects.count() == 0


def test_a_text_longer_than_an_article_is_refused_and_not_sent_back(desk):
    answer = paste(desk, "một hai ba\n" * 100_000)

    assert errors(answer)[0].startswith("The text that you pasted holds more text than an article")
    assert len(answer.content) < 100_000


def test_a_request_too_large_to_be_looked_at_is_answered_in_a_sentence(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000

    answer = paste(desk, "một hai ba\n" * 1_000)

    assert (answer.status_code, errors(answer)) == (413, ["What you sent is larger than 20 MB."])


def test_a_forged_request_takes_nothing_in(editor):
    desk = desk_of(editor)
    desk.handler.enforce_csrf_checks = True

    assert paste(desk).status_code == 403
    assert Intake.objects.count() == 0


def test_what_is_unfinished_is_listed_for_who_began_it_and_can_be_dropped(desk):
    one = kept(desk)
    other = desk_of(make_account(EDITOR))
    path = "//section[@class='intake-left']//li/a"

    assert texts(desk.get(START), path) == [TITLE]
    assert texts(other.get(START), path) == []
    assert desk.post(review(one), {"drop": "yes"})["Location"] == START
    assert Intake.objects.count() == 0


def test_markup_in_a_pasted_text_is_text(desk):
    answer = desk.get(review(kept(desk, PAGE.replace(BODY[0], f"<script>alert(1)</script> {BODY[0]}"))))

    assert html.fromstring(answer.content.decode()).xpath("//script[contains(text(), 'alert')]") == []
    assert texts(answer, "//*[@id='part-body']/dd/p")[0].startswith("<script>alert(1)</script>")


def test_a_page_with_characters_that_are_none_is_taken_in_without_them(desk):
    upload(desk, PAGE_HTML.replace("năm bậc", "năm&#xD800;&#0; bậc"), "bai.html")

    assert Intake.objects.get().title == TITLE


# --- Whose it is ----------------------------------------------------------------


@pytest.mark.parametrize(("role", "status"), [(AUTHOR, 404), (EDITOR, 404), (TRANSLATOR, 403)])
def test_a_review_belongs_to_who_began_it(desk, role, status):
    one, other = kept(desk), desk_of(make_account(role, languages=["en"]))

    answers = [other.get(review(one)), other.post(review(one), {"make": "yes"}), other.post(review(one), {"drop": "1"})]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert (Intake.objects.get().article, Article.objects.count()) == (None, 0)


# --- The review -----------------------------------------------------------------


def test_the_review_shows_every_line_with_its_role_and_every_field_with_its_lines(desk):
    Publisher.objects.create(key="laodong", title_vi="Báo Lao Động", marks="LDO")

    answer = desk.get(review(kept(desk)))

    assert roles(answer) == {
        1: "kicker", 2: "title", 3: "byline", 4: "lead", 5: "paragraph", 6: "caption", 7: "paragraph", 8: "set_aside",
    }  # fmt: skip
    assert part(answer, "title") == [TITLE]
    assert texts(answer, "//*[@id='part-body']/dd/p") == list(BODY)
    assert part(answer, "publisher") == ["Báo Lao Động"]
    assert part(answer, "place") == ["Hà Nội"]
    tree = html.fromstring(answer.content.decode())
    assert tree.xpath("//*[@id='part-body']//a/@href") == ["#line-5", "#line-7"]
    assert tree.xpath("//li[@id='line-6']//a/@href") == ["#part-captions"]
    assert texts(answer, "//ul[@class='intake-set-aside']/li") == ["Line 8 Đọc tiếp"]
    assert texts(answer, "//ul[@class='intake-cut']/li") == ["Line 3 - … |"]


def test_every_character_is_in_a_field_or_set_aside_or_cut(desk):
    text = f"(LDO) - {BODY[0]}./.\n\nTác giả: Vũ Minh Thu | Xem: 512 lượt\n{PAGE}"
    proposal = taking_in.proposal_of(kept(desk, text), {"LDO": "Báo Lao Động"})
    told = [
        proposal.title, proposal.kicker, proposal.lead, proposal.body, proposal.place, proposal.publisher, "LDO",
        proposal.dated and "18/01/2024 15:40", *proposal.captions, *proposal.authors, *proposal.set_aside,
        *(pieces for _number, pieces in proposal.rest),
    ]  # fmt: skip

    def words(texts):
        return "".join(sorted({sign for text in texts for sign in text or "" if not sign.isspace()}))

    assert set(words([text])) <= set(words(told))
    assert all(word in " ".join(filter(None, told)) for word in text.split() if word.isalnum())


def test_a_line_is_moved_and_the_move_taken_back(desk):
    one = kept(desk)

    moved = desk.post(review(one), {"move": "6:set_aside"}, follow=True)
    back = desk.post(review(one), {"undo": "1"}, follow=True)

    assert roles(moved)[6] == "set_aside"
    assert texts(moved, "//ul[@class='intake-set-aside']/li") == [
        "Line 6 Các đại biểu dự phiên thảo luận. Ảnh: LDO",
        "Line 8 Đọc tiếp",
    ]
    assert roles(back)[6] == "caption"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BLANK])
def test_one_move_gives_any_role_and_loses_no_line(desk, role):
    one = kept(desk)

    answer = desk.post(review(one), {"move": f"5:{role}"}, follow=True)

    assert roles(answer)[5] == role
    assert set(roles(answer)) == set(range(1, 9))


def test_a_second_title_sets_the_first_aside_and_undo_brings_it_back(desk):
    one = kept(desk)

    answer = desk.post(review(one), {"move": "4:title"}, follow=True)
    assert (roles(answer)[2], part(answer, "title")) == ("set_aside", [LINES[3]])

    answer = desk.post(review(one), {"undo": "1"}, follow=True)
    assert (roles(answer)[2], roles(answer)[4]) == ("title", "lead")


def test_choices_of_several_lines_are_applied_at_once_without_scripting(desk):
    one = kept(desk)
    sent = {f"role-{number}": role for number, role in roles(desk.get(review(one))).items()}

    answer = desk.post(review(one), sent | {"role-6": "paragraph", "role-8": "caption"}, follow=True)

    assert (roles(answer)[6], roles(answer)[8]) == ("paragraph", "caption")
    assert Intake.objects.get().moves == [[6, "paragraph"], [8, "caption"]]


def test_a_script_gets_the_fragment_alone(desk):
    answer = desk.post(review(kept(desk)), {"move": "8:caption", "fragment": "1"})

    assert (answer.status_code, roles(answer)[8]) == (200, "caption")
    assert b"<html" not in answer.content


@pytest.mark.parametrize(
    "sent",
    [{}, {"move": "99:title"}, {"move": "x"}, {"move": "5:blank"}, {"role-5": "king", "language": "xx"}, {"undo": ""}],
)
def test_whatever_is_sent_is_answered_and_moves_nothing(desk, sent):
    one = kept(desk)

    assert desk.post(review(one), sent).status_code == 302
    assert Intake.objects.get().moves == []


def test_moves_beyond_what_is_kept_are_refused_in_a_sentence(desk, monkeypatch):
    monkeypatch.setattr(taking_in, "MOST_MOVES", 1)
    one = kept(desk)
    desk.post(review(one), {"move": "5:lead"})

    answer = desk.post(review(one), {"move": "6:lead"})

    assert texts(answer, "//ul[@class='desk-problems']/li") == [
        "More lines were moved than are kept. Make the draft, and go on there."
    ]
    assert Intake.objects.get().moves == [[5, "lead"]]


def test_a_long_text_is_shown_in_pages_and_its_lines_are_found_on_theirs(desk):
    one = kept(desk, "\n\n".join([PAGE, *(f"Đoạn thứ {number} nói thêm một điều." for number in range(500))]))

    answer = desk.get(f"{review(one)}?lines=2")

    assert min(roles(answer)) > 8
    assert html.fromstring(answer.content.decode()).xpath("//*[@id='part-title']//a/@href") == ["?lines=1#line-2"]


def test_the_language_can_be_chosen(desk):
    one = kept(desk)
    desk.post(review(one), {"language": "en"})
    desk.post(review(one), {"make": "1"})

    assert (Article.objects.get().title_en, Article.objects.get().title_vi) == (TITLE, None)


def test_plans_that_the_text_names_are_suggested_with_their_sentence(desk):
    make_named("AIM2020", AIM, first_year=2016)

    answer = desk.get(review(kept(desk, PAGE.replace(BODY[0], f"Bài nói thêm về {AIM} của khối. {BODY[0]}"))))

    assert texts(answer, "//section[@class='intake-plans']//blockquote//mark") == [AIM]
    assert texts(answer, "//section[@class='intake-plans']//blockquote") == [f"Bài nói thêm về {AIM} của khối."]


# --- The same article ------------------------------------------------------------


def warned(answer):
    return texts(answer, "//div[@class='desk-notice']//li/a")


def test_an_article_of_the_same_title_is_named_whatever_its_capitals(desk):
    make_article(title_vi=TITLE.upper(), title_en=None, ready_en=False)
    make_article()

    assert warned(desk.get(review(kept(desk)))) == [TITLE.upper()]


def long_text(number=40):
    """A text of many different words."""
    return [
        f"Câu {place} kể rằng đoàn {place * 7} đã tới cảng {place * 3} sau {place} ngày và gặp tổ {place}."
        for place in range(number)
    ]


def test_an_article_of_nearly_the_same_text_is_named_under_another_title(desk):
    lines = long_text()
    make_article(title_vi="Tên khác", title_en="Another name", body_vi="".join(f"<p>{one}</p>" for one in lines))
    changed = [one.replace("cảng", "bến") if place % 4 == 0 else one for place, one in enumerate(lines)]

    answer = desk.get(review(kept(desk, "\n".join(["Đoàn tới cảng", *changed[:30]]))))

    assert warned(answer) == ["Another name"]


def test_articles_about_something_else_are_not_named(desk):
    make_article(
        title_vi="Tên khác", title_en="Another name", body_vi="".join(f"<p>{one[::-1]}</p>" for one in long_text())
    )
    # A phrase that both have is not yet a text that both have.
    make_article(
        title_vi="Cùng một câu", body_vi=f"<p>{long_text()[3]}</p>" + "<p>Chuyện hoàn toàn khác nhau ở nơi này.</p>" * 9
    )

    assert warned(desk.get(review(kept(desk, "\n".join(["Đoàn tới cảng", *long_text()]))))) == []


# --- The draft ------------------------------------------------------------------


def test_the_draft_is_the_editors_own_with_its_first_version_and_the_moves(desk, editor):
    one = kept(desk)
    desk.post(review(one), {"move": "8:caption"})

    answer = desk.post(review(one), {"make": "1"}, follow=True)

    article = Article.objects.get()
    version = Version.objects.of(article).get()
    assert answer.redirect_chain == [(page(article), 302)]
    assert (article.title_vi, article.kicker_vi, article.state, article.created_by) == (
        TITLE,
        LINES[0],
        "draft",
        editor,
    )
    assert (version.number, version.kind, version.author, version.live) == (1, "saved", editor, True)
    assert [str(byline.author) for byline in article.bylines.all()] == ["Hải Đường", "Vũ Minh Thu"]
    assert Intake.objects.get().article == article
    assert Event.objects.get().author == editor
    assert "Đọc tiếp" in Event.objects.get().text


def test_making_it_twice_makes_one(desk):
    one = kept(desk)

    answers = [desk.post(review(one), {"make": "1"}) for _time in range(2)]

    assert {answer["Location"] for answer in answers} == {page(Article.objects.get())}
    assert desk.get(review(one))["Location"] == page(Article.objects.get())


def test_a_text_that_is_an_article_already_leads_there_and_makes_none(desk):
    desk.post(review(kept(desk)), {"make": "1"})
    article = Article.objects.get()

    answer = desk.post(review(kept(desk)), {"make": "1"}, follow=True)

    assert answer.redirect_chain == [(page(article), 302)]
    assert told(answer)[-1:] == ["This text is an article already (Draft): no draft was made."]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("moves", "reason"),
    [
        (["2:set_aside"], "The article has no title yet. Move a line there: press T on it."),
        (["9:byline"], "The name of an author is too long to be one. Give its line another role."),
        (["9:kicker"], "100"),
        (["9:title"], "300"),
    ],
)
def test_what_can_not_be_stored_is_said_before_anything_is(desk, moves, reason):
    one = kept(desk, f"{PAGE}\n{'Một dòng rất dài ' * 30}")
    for sent in moves:
        desk.post(review(one), {"move": sent})

    answer = desk.post(review(one), {"make": "1"})

    assert answer.status_code == 200
    assert reason in " ".join(texts(answer, "//ul[@class='desk-problems']/li"))
    assert (Article.objects.count(), Author.objects.count(), Version.objects.count()) == (0, 0, 0)


def test_authors_that_are_not_known_wait_in_a_remark_where_somebody_may_make_none():
    Author.objects.create(key="hai-duong", title_vi="Hải Đường")
    desk = desk_of(make_account(AUTHOR))

    desk.post(review(kept(desk)), {"make": "1"})

    assert [str(byline.author) for byline in Article.objects.get().bylines.all()] == ["Hải Đường"]
    assert Author.objects.count() == 1
    assert "Authors, not known here:\nVũ Minh Thu" in Event.objects.get().text


# --- The source beside the form ---------------------------------------------------

PANEL = "//details[contains(@class, 'source-panel')]"


def test_the_source_stands_beside_the_form_until_the_article_is_published(desk):
    desk.post(review(kept(desk)), {"make": "1"})
    article = Article.objects.get()

    answer = desk.get(page(article))
    tree = html.fromstring(answer.content.decode())
    assert len(tree.xpath(f"{PANEL}//li")) == len(LINES)
    assert tree.xpath(f"{PANEL}//li[2]//a/@href") == ["#id_title_vi"]
    assert all(tree.xpath(f"//*[@id='{where[1:]}']") for where in tree.xpath(f"{PANEL}//a/@href"))
    assert tree.xpath(f"{PANEL}//li[8]//button/@data-takes") == ["Đọc tiếp"]

    publish(desk, article)
    assert Article.objects.get().state == "published"
    assert texts(desk.get(page(article)), PANEL) == []


def test_the_source_stays_with_a_form_that_comes_back(desk):
    desk.post(review(kept(desk)), {"make": "1"})

    answer = desk.post(page(Article.objects.get()), {"title_vi": "", "slug_vi": "x y"})

    assert answer.status_code == 200
    assert len(html.fromstring(answer.content.decode()).xpath(f"{PANEL}//li")) == len(LINES)


def test_an_article_that_was_written_here_has_no_source(desk):
    assert (
        texts(
            desk.get(page(recorded(make_article(state="draft", published_at=None, ready_vi=False, ready_en=False)))),
            PANEL,
        )
        == []
    )


# --- How long it is kept ------------------------------------------------------------


@pytest.mark.parametrize(("days", "made", "left"), [(31, False, 0), (29, False, 1), (31, True, 1)])
def test_upkeep_deletes_what_nobody_finished_in_thirty_days(desk, days, made, left, capsys):
    one = kept(desk)
    if made:
        desk.post(review(one), {"make": "1"})
    Intake.objects.with_key(one.pk).update(changed_at=timezone.now() - dt.timedelta(days=days))

    call_command("upkeep")

    assert Intake.objects.count() == left
    assert ("texts taken in and not finished (1)" in capsys.readouterr().out) is (left == 0)


def test_a_page_that_was_opened_before_a_move_takes_nothing_back():
    proposal = intake.proposed("Một tiêu đề đủ dài cho bài viết\n\nMột đoạn văn đủ dài để là đoạn văn của bài.").moved(
        3, Role.CAPTION
    )

    assert chosen_in({"was-3": "paragraph", "role-3": "paragraph"}, proposal) == []
    assert chosen_in({"was-3": "paragraph", "role-3": "subheading"}, proposal) == [(3, Role.SUBHEADING)]
    assert chosen_in({"was-3": "caption", "role-3": "paragraph"}, proposal) == [(3, Role.PARAGRAPH)]
