"""What somebody does at the desk in a browser, and what they see there."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publishing.admin.addresses import desk_url

GRAVE = {"serious", "critical"}
BEYOND = """width => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > width + 1)
    .map(one => `${one.tagName}.${one.getAttribute("class")}`).slice(-5)"""
"""What stands out of a window of some width."""


def form_of(page, item, name="change", *arguments):
    """Open a page of the desk about an item."""
    page.goto(desk_url(item, name, *arguments))


def write(page, field, *paragraphs):
    """Type paragraphs into a rich text of the desk."""
    editor = page.locator(f".fieldBox.field-{field} [contenteditable=true]")
    editor.click()
    for place, paragraph in enumerate(paragraphs):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)


def choose(page, field, typed, found):
    """Choose a row in an autocomplete field."""
    page.locator(f"[name={field}] + .select2").click()
    # The list that opens first is replaced when the answer to what was typed comes.
    with page.expect_response(lambda answer: f"term={typed.split()[0]}" in answer.url):
        page.fill(".select2-dropdown .select2-search__field", typed)
    expect(page.locator(".select2-results__option")).to_have_count(1)
    page.locator(".select2-results__option", has_text=found).click()
    expect(page.locator(f"[name={field}]")).not_to_have_value("")


def save(page, button="_save"):
    """Press a save button by keyboard, and wait for what the server answers."""
    with page.expect_navigation() as answer:
        page.locator(f"input[name={button}]").press("Enter")
    return answer.value


def press(page, name):
    """Press a button, or follow a link, by keyboard, and wait for the next page."""
    buttons = page.get_by_role("button", name=name, exact=True)
    with page.expect_navigation():
        buttons.or_(page.get_by_role("link", name=name, exact=True)).press("Enter")


def until(page, happened):
    """Wait for what happens by and by."""
    for _time in range(100):
        if happened():
            return
        page.wait_for_timeout(50)
    pytest.fail("It did not happen within five seconds.")


def refusals(page):
    """What the desk says is wrong with a form, [] where it was saved."""
    return page.locator(".errorlist").all_inner_texts()


def told(page):
    """What the desk says was done."""
    return " ".join(page.locator(".messagelist li").all_inner_texts())


def faults(page, grave_only=True):
    """What keeps somebody from using a page: breaches of axe's rules, and a page wider than its window."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    # An icon is told from a word only by its font.
    page.evaluate("document.fonts.ready")
    found = [
        f"{rule['id']}: {node['target']} {node['html'][:200]}"
        # Without "preload", for which it would fetch the sheets that ours name once more, from wrong addresses.
        for rule in Axe().run(page, options={"preload": False}).response["violations"]
        if rule["impact"] in GRAVE or not grave_only
        for node in rule["nodes"]
    ]
    return found + too_wide(page)


def too_wide(page):
    """That a page is wider than its window, [] where it is not."""
    width, wide = page.viewport_size["width"], page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide at {width}: {page.evaluate(BEYOND, width)}"] if wide > width else []
