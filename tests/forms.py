"""A page's form as a browser would send it: every field with the value that it shows."""

from lxml import html


def filled(page: bytes, form: str = "//form[@method='post' and not(@class)]", **changes) -> dict:
    """The fields of the form of a page, with some of them changed; None takes a field away."""
    chosen = html.fromstring(page.decode()).xpath(form)[-1]
    sent: dict = {}
    for field in chosen.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        if field.get("type") in {"submit", "file", "image"} or "__prefix__" in field.get("name"):
            continue
        if field.get("type") in {"checkbox", "radio"} and field.get("checked") is None:
            continue
        for value in values_of(field):
            sent.setdefault(field.get("name"), []).append(value)
    return {name: value for name, value in (sent | changes).items() if value is not None}


def values_of(field) -> list[str]:
    """What a browser sends for a field."""
    if field.tag == "textarea":
        # A browser drops the line break right behind the opening tag.
        return [(field.text_content() or "").removeprefix("\n")]
    if field.tag == "select":
        options = field.xpath(".//option[@selected]") or ([] if field.get("multiple") else field.xpath(".//option")[:1])
        return [option.get("value", "") for option in options]
    return [field.get("value", "on" if field.get("type") == "checkbox" else "")]
