"""A reader chooses light or dark, rates an article by keyboard, and has it read out."""

import pytest
from playwright.sync_api import expect

from news.models import Rating
from tests.conftest import ROOT
from tests.factories import make_article, make_recording
from tests.journeys.steps import faults, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = {"light": "rgb(250, 246, 237)", "dark": "rgb(20, 18, 27)"}


def paper(page) -> str:
    """The colour on which the page stands."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def bar(page) -> list[str]:
    """The colours that a browser may give its own bar."""
    return page.eval_on_selector_all(
        "meta[name=theme-color]", "all => all.filter(one => matchMedia(one.media).matches).map(one => one.content)"
    )


def pressed(page) -> list[str]:
    """What is chosen in the footer."""
    return page.locator(".theme [aria-pressed=true]").evaluate_all("all => all.map(one => one.dataset.themeChoice)")


# --- Light or dark --------------------------------------------------------------

SEEN_FIRST = """
new MutationObserver((changes, observer) => {
  if (!document.body) return
  window.seenFirst = document.documentElement.dataset.theme ?? "device"
  observer.disconnect()
}).observe(document, { childList: true, subtree: true })
"""
"""Writes down which theme a page had when its body began, before anything of it could be painted."""


@pytest.mark.parametrize(("device", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_choice_of_colours_holds_on_every_page_from_its_first_moment(device, chosen, tab):
    article = make_article()
    page = tab(color_scheme=device)
    page.add_init_script(SEEN_FIRST)
    page.goto(article.get_absolute_url("en"))
    assert (paper(page), pressed(page), bar(page)) == (
        PAPER[device],
        [""],
        ["#FAF6ED" if device == "light" else "#14121B"],
    )

    page.locator(f"[data-theme-choice={chosen}]").press("Enter")
    assert (paper(page), pressed(page), len(bar(page))) == (PAPER[chosen], [chosen], 1)
    before = bar(page)

    for address in (page.url, "/vi/"):
        page.goto(address)
        assert page.evaluate("seenFirst") == chosen
        assert (paper(page), pressed(page), bar(page)) == (PAPER[chosen], [chosen], before)
    assert page.context.cookies() == []

    page.locator("[data-theme-choice='']").press("Enter")
    page.reload()
    assert (page.evaluate("seenFirst"), paper(page), pressed(page)) == ("device", PAPER[device], [""])


def test_what_every_page_waits_for_is_small():
    assert (ROOT / "static/js/theme-early.js").stat().st_size <= 500


def test_another_tab_follows_the_choice(tab):
    page = tab()
    other = page.context.new_page()
    for one in (page, other):
        one.goto("/en/")

    page.locator("[data-theme-choice=dark]").click()

    until(other, lambda: (paper(other), pressed(other)) == (PAPER["dark"], ["dark"]))


def test_without_scripting_the_device_decides_and_nothing_is_offered(tab):
    page = tab(java_script_enabled=False, color_scheme="dark")
    page.goto(make_article().get_absolute_url("en"))

    expect(page.locator(".theme")).to_be_hidden()
    expect(page.locator(".listen")).to_be_hidden()


def test_a_browser_that_keeps_nothing_has_the_choice_for_the_page(tab):
    page = tab(color_scheme="light")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    page.goto("/en/")

    page.locator("[data-theme-choice=dark]").click()

    assert (paper(page), pressed(page)) == (PAPER["dark"], ["dark"])


# --- Rating ---------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_a_reader_rates_by_keyboard_and_changes_it(options, tab):
    article = make_article()
    page = tab(width=390, **options)
    page.goto(article.get_absolute_url("en"))
    expect(page.locator(".rate input:checked")).to_have_count(0)

    page.locator(".rate input").first.focus()
    page.keyboard.press("Space")
    for _star in range(3):
        page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page).to_have_url(f"**{article.rating_url('en')}".replace("**", page.url.partition("/en/")[0]))
    expect(page.locator("h1")).to_have_text("Thank you for your rating")
    assert page.locator("main input:checked").input_value() == "4"
    page.reload()
    page.locator("main input:checked").press("ArrowLeft")
    with page.expect_navigation():
        page.locator(".stars button").press("Enter")
    assert list(Rating.objects.values_list("stars", flat=True)) == [3]

    page.get_by_role("link", name="Back to the article").click()
    page.reload()  # a browser, too, may keep the article for a minute
    expect(page.locator(".rate h2")).to_have_text("Rate this article (1)")
    told = [(cookie["name"], cookie["path"]) for cookie in page.context.cookies()]
    assert sorted(told) == [(f"rating-{code}", article.rating_url(code)) for code in ("en", "vi")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_whoever_rates_can_use_the_page(width, scheme, tab):
    page = tab(width=width, color_scheme=scheme)
    article = make_article()
    make_recording(article, language="en")

    for address in (article.get_absolute_url("en"), article.rating_url("en")):
        page.goto(address)
        assert faults(page) == []
    stars = page.locator(".stars label")
    assert [(box["width"], box["height"]) for box in (star.bounding_box() for star in stars.all())] == [(44, 44)] * 5


# --- Listening ------------------------------------------------------------------

SPEECH = """
const said = (window.said = [])
let now = null
window.finish = () => now && now.onend()
class Utterance { constructor(text) { this.text = text } }
window.SpeechSynthesisUtterance = Utterance
const speech = {
  voices: %s,
  getVoices() { return this.voices },
  speak(one) { now = one; said.push(`${one.lang}: ${one.text}`) },
  cancel() { const last = now; now = null; said.push("quiet"); last?.onerror?.({}) },
  addEventListener(name, heard) { this.heard = heard },
}
Object.defineProperty(window, "speechSynthesis", { value: speech })
"""
"""A browser's voices, of which a test says when they have come to an end."""
VIETNAMESE, ENGLISH = '[{ lang: "vi-VN" }]', '[{ lang: "fr-FR" }, { lang: "en_GB" }]'

BODY = "<h2>Heading</h2><p>First paragraph.</p><ul><li>An <em>item</em></li></ul>"


def test_the_browser_reads_title_lead_and_text_and_can_be_paused(tab):
    article = make_article(title_en="Title", lead_en="Lead.", body_en=BODY)
    page = tab()
    page.add_init_script(SPEECH % ENGLISH)
    page.goto(article.get_absolute_url("en"))
    play, stop = page.locator("[data-press=play]"), page.locator("[data-press=stop]")
    texts = [f"en_GB: {text}" for text in ("Title", "Lead.", "Heading", "First paragraph.", "An item")]
    expect(play).to_have_text("Listen")
    expect(stop).to_be_disabled()

    play.press("Enter")
    expect(play).to_have_text("Pause")
    page.evaluate("finish()")
    play.press("Enter")
    assert page.evaluate("said") == [*texts[:2], "quiet"]
    expect(play).to_have_text("Continue")

    play.press("Enter")
    for _text in texts[1:]:
        page.evaluate("finish()")
    assert page.evaluate("said") == [*texts[:2], "quiet", *texts[1:], "quiet"]
    expect(play).to_have_text("Listen")

    play.press("Enter")
    stop.press("Enter")
    assert page.evaluate("said.slice(-2)") == [texts[0], "quiet"]
    expect(play).to_have_text("Listen")
    expect(play).to_be_focused()


def test_the_browser_falls_silent_when_the_reader_leaves(tab):
    page = tab()
    page.add_init_script(SPEECH % ENGLISH)
    page.goto(make_article().get_absolute_url("en"))
    page.locator("[data-press=play]").press("Enter")

    page.evaluate("dispatchEvent(new Event('pagehide'))")

    assert page.evaluate("said.at(-1)") == "quiet"


@pytest.mark.parametrize(("voices", "offered"), [(VIETNAMESE, True), (ENGLISH, False), ("[]", False)])
def test_only_a_voice_of_the_language_is_offered(voices, offered, tab):
    page = tab()
    page.add_init_script(SPEECH % voices)
    page.goto(make_article().get_absolute_url("vi"))

    expect(page.locator("[data-press=play]")).to_be_visible(visible=offered)
    if not offered:
        # The voices of many browsers come after the page.
        page.evaluate("speechSynthesis.voices = [{ lang: 'vi' }]; speechSynthesis.heard()")
        expect(page.locator("[data-press=play]")).to_be_visible()


def test_a_browser_without_speech_offers_none(tab):
    page = tab()
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(make_article().get_absolute_url("en"))

    expect(page.locator(".listen")).to_be_hidden()
