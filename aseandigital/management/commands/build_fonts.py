"""Makes the web fonts of the design from the installed font packages, in settings.VAR / "fonts"."""

import hashlib
import shutil
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import fontpkg_be_vietnam_pro
import fontpkg_newsreader
from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SERIF, SANS = fontpkg_newsreader.ROOT, fontpkg_be_vietnam_pro.ROOT
UPRIGHT, ITALIC = "Newsreader[opsz,wght].ttf", "Newsreader-Italic[opsz,wght].ttf"
TEXT_SIZE = 16
"""Optical size of the serif, in points: drawn for running text, and calm enough for headlines."""
FONTS = {
    "newsreader-400": (SERIF / "files" / UPRIGHT, {"opsz": TEXT_SIZE, "wght": 400}),
    "newsreader-500": (SERIF / "files" / UPRIGHT, {"opsz": TEXT_SIZE, "wght": 500}),
    "newsreader-400i": (SERIF / "files" / ITALIC, {"opsz": TEXT_SIZE, "wght": 400}),
    "bevietnampro-400": (SANS / "files" / "BeVietnamPro-Regular.ttf", {}),
    "bevietnampro-600": (SANS / "files" / "BeVietnamPro-SemiBold.ttf", {}),
}
"""Each font by the name of its file: where it comes from, and the axes at which it is fixed."""
LICENCES = {"OFL-Newsreader.txt": SERIF / "LICENSE", "OFL-BeVietnamPro.txt": SANS / "LICENSE"}
"""What has to travel with the files."""
# Latin and Vietnamese in one file, or kerning would stop inside words such as "Kế".
UNICODES = (
    "0020-007E,00A0-00FF,0102-0103,0110-0111,0128-0129,0131,0168-0169,01A0-01A1,01AF-01B0,0300-0303,0306,0309,031B,0323,"
    "1EA0-1EF9,2010-2015,2018-201D,2020-2022,2026,2030,2039,203A,20AB,20AC,2190-2193,2212"
)
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "case", "sups"]


class Command(BaseCommand):
    help = "Makes the web fonts from the installed font packages; does nothing where they are made already."

    def handle(self, *args, **options):
        folder = settings.VAR / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        fingerprint, made_from = folder / ".made-from", inputs()
        wanted = [folder / f"{name}.woff2" for name in FONTS] + [folder / name for name in LICENCES]
        if all(file.exists() for file in wanted) and fingerprint.exists() and fingerprint.read_text() == made_from:
            if options["verbosity"]:
                self.stdout.write(f"The fonts in {folder} are up to date.")
            return
        for name, (source, axes) in FONTS.items():
            written = folder / f"{name}.woff2"
            written.write_bytes(woff2(source, axes))
            if options["verbosity"]:
                self.stdout.write(f"{written.name}: {written.stat().st_size / 1000:.1f} kB")
        for name, licence in LICENCES.items():
            shutil.copyfile(licence, folder / name)
        # Last, so that a run that was broken off is done again.
        fingerprint.write_text(made_from)


def inputs() -> str:
    """A fingerprint of all that the fonts are made from: their sources, this recipe, the tool."""
    digest = hashlib.sha256(Path(__file__).read_bytes() + version("fonttools").encode())
    for source in sorted({source for source, _axes in FONTS.values()}):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def woff2(source: Path, axes: dict[str, float]) -> bytes:
    """The font at `source` fixed at `axes`, cut to the signs and features of the design."""
    font = TTFont(source)
    if axes:
        font = instancer.instantiateVariableFont(font, axes)
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True, recalc_timestamp=False
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(UNICODES))
    cutter.subset(font)
    written = BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()
