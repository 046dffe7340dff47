"""Pictures in a rich text as a page prints them: formats, caption, credit, galleries. Pure: trees in, trees changed."""

from lxml import etree, html


def fill_figure(figure: html.HtmlElement, shown: dict | None) -> None:
    """Put the picture and its credit into a figure; without a picture its caption stands alone.

    `shown` holds the attributes of the <img>, and besides "credit" and "sources", the attributes of
    each <source>.
    """
    figure.attrib.pop("data-picture", None)
    figure.set("class", "fig")
    if shown is None:
        return
    attributes = dict(shown)
    sources, told = attributes.pop("sources", ()), attributes.pop("credit", "")
    image = etree.Element("img", attributes)
    figure.insert(0, in_formats(image, sources) if sources else image)
    if not told:
        return
    caption = figure.find("figcaption")
    if caption is None:
        caption = etree.SubElement(figure, "figcaption")
    credit = etree.SubElement(caption, "span", {"class": "credit"})
    credit.text = told


def in_formats(image, sources) -> html.HtmlElement:
    """An <img> with what a browser may take instead of it."""
    picture = etree.Element("picture")
    for source in sources:
        etree.SubElement(picture, "source", source)
    picture.append(image)
    return picture


def gather_galleries(root: html.HtmlElement) -> None:
    """Put pictures that follow one another directly, with no text between, into a gallery each."""
    for first in list(root.iter("figure")):
        if not shows_picture(first) or first.getparent().get("class") == "gallery":
            continue
        run = [first, *run_after(first)]
        if len(run) > 1:
            gather(run)


def shows_picture(figure) -> bool:
    """Whether an element is a figure with a picture in it."""
    return figure.tag == "figure" and figure.find(".//img") is not None


def run_after(figure) -> list[html.HtmlElement]:
    """The figures with pictures that follow one directly."""
    followers = []
    while not (figure.tail or "").strip():
        figure = figure.getnext()
        if figure is None or not shows_picture(figure):
            break
        followers.append(figure)
    return followers


def gather(run: list[html.HtmlElement]) -> None:
    """Put a run of elements into a gallery; the text behind the last one stays behind it."""
    gallery = etree.Element("div", {"class": "gallery"})
    run[0].addprevious(gallery)
    behind, run[-1].tail = run[-1].tail, None
    gallery.extend(run)
    gallery.tail = behind


def as_html(element: html.HtmlElement, **options) -> str:
    """An element as HTML. The library knows HTML 4, in which <source> would have an end."""
    return etree.tostring(element, encoding="unicode", method="html", **options).replace("</source>", "")
