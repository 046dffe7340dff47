"""What a first view of each page weighs, compressed with brotli, beside its budget.

    python -m benchmarks.pages        (after `make serve`: it reads the site's own database and gathered files)

Fonts are those that the page's text needs; pictures are left out, since each reader gets other sizes.
"""

import os
import re
from pathlib import Path

BUDGET = {"HTML": 14.0, "CSS": 14.0, "JS": 4.0, "fonts": 90.0}
"""kB, from the design; fonts may weigh 115 where italics stand."""
ITALIC = re.compile(r"<(em|i|cite)\b|phead__other")


def paths() -> dict[str, str]:
    """A page of each kind, in Vietnamese: the longest text of its kind."""
    from django.urls import reverse
    from django.utils import translation

    from news.models import Article
    from plans.models import Plan

    def longest(items, field):
        return max(items, key=lambda item: len(getattr(item, field) or "")).get_absolute_url()

    with translation.override("vi"):
        return {
            "home": reverse("home"),
            "news": reverse("news:list"),
            "article": longest(Article.objects.published(), "body_vi"),
            "plans": reverse("plans:list"),
            "plan": longest(Plan.objects.published().plans(), "vision_vi"),
            "search": f"{reverse('search')}?q=asean",
            "topics": reverse("news:topics"),
            "archive": reverse("news:archive"),
        }


def weight(content: bytes) -> float:
    """kB after brotli, as a server that compresses each answer sends it."""
    import brotli

    return len(brotli.compress(content, quality=5)) / 1000


def static_weight(address: str) -> float:
    """kB of a gathered static file as it is sent: its .br beside it, if there is one."""
    from django.conf import settings

    file = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)
    packed = file.with_name(f"{file.name}.br")
    return (packed if packed.exists() else file).stat().st_size / 1000


def weigh(page: str) -> dict[str, float]:
    """What a page and all that it names weigh."""
    from django.conf import settings

    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', page)
    folder = Path(settings.STATIC_ROOT) / "fonts"
    fonts = [file for file in folder.glob("*.*.woff2") if "400i" not in file.name or ITALIC.search(page)]
    return {
        "HTML": weight(page.encode()),
        "CSS": sum(map(static_weight, styles)),
        "JS": sum(map(static_weight, scripts)),
        "fonts": sum(file.stat().st_size for file in fonts) / 1000,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseandigital.settings")
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    print(f"{'kB, brotli':12}" + "".join(f"{kind:>8}" for kind in BUDGET))
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        for name, path in paths().items():
            weights = weigh(Client().get(path).content.decode())
            print(f"{name:12}" + "".join(f"{weights[kind]:8.1f}" for kind in BUDGET))
    print(f"{'budget':12}" + "".join(f"{most:8.1f}" for most in BUDGET.values()))


if __name__ == "__main__":
    main()
