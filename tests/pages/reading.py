"""A public page as its reader has it: texts, addresses, languages. No names of classes or templates."""

from lxml import html


def doc(response) -> html.HtmlElement:
    """The page of an answer as a tree."""
    return html.document_fromstring(response.content.decode())


def text_of(element) -> str:
    """The words of an element on one line, as one would read them out."""
    return " ".join(element.text_content().replace("\u2060", "").split())


def links_to(page, path: str, within: str = "//main") -> list[str]:
    """The texts of the links that lead below a path (not to the path itself), in order."""
    return [text_of(link) for link in page.xpath(f"{within}//a[@href]") if is_below(link.get("href"), path)]


def is_below(href: str, path: str) -> bool:
    return href.startswith(path) and href.removeprefix(path).partition("?")[0] not in {"", "#main"}


def titles_in_list(page, path: str) -> list[str]:
    """The titles of the first list of items in the page that leads below a path."""
    lists = [
        [text_of(link) for link in listing.xpath(".//h3//a[@href]") if is_below(link.get("href"), path)]
        for listing in page.xpath("//main//ol | //main//ul")
    ]
    return next((titles for titles in lists if titles), [])


def one(page, expression: str):
    """What stands in a page exactly once."""
    (found,) = page.xpath(expression)
    return found


def alternates(page) -> dict[str, str]:
    """The addresses of the page in other languages as search engines are told them."""
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}


def canonical(page) -> str:
    return one(page, "//link[@rel='canonical']/@href")


def problems(page) -> list[str]:
    """What the page says is wrong with its address."""
    return [text_of(line) for line in page.xpath("//main//*[@role='status']/p")]


def language_of(element) -> str:
    """The language in which an element stands, as it or the nearest element around it says."""
    return element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0]
