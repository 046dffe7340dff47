"""Static files: hashed and compressed once they are gathered, as they lie before."""

import re
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/site.css"
_IMPORT = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s+")


def whole_sheet(open_file, name: str) -> str:
    """A style sheet with the sheets in place of the lines that import them, without comments and indents.

    They lie beside the sheet or below it and name no files of their own below it: addresses in
    them are left as they are.
    """
    folder = name.rpartition("/")[0]
    with open_file(name) as file:
        text = _COMMENT.sub("", file.read().decode())

    def imported(line: re.Match) -> str:
        return whole_sheet(open_file, f"{folder}/{line[1]}")

    return _SPACES.sub(" ", _IMPORT.sub(imported, text)).strip()


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """Hashed names from the manifest that collectstatic writes; plain names where there is none.

    So that `manage.py runserver` works on a fresh checkout, and DEBUG shows files as they are.
    """

    def post_process(self, paths, dry_run=False, **options):
        """Hash and compress what was gathered; the entry sheet holds by then the sheets that it names.

        A browser that had to follow each name would wait for forty answers before it paints.
        """
        if ENTRY in paths and not dry_run:
            # From where they came: what was gathered may be the whole sheet of another time.
            def source(name):
                storage, path = paths[name]
                return storage.open(path)

            Path(self.path(ENTRY)).write_text(whole_sheet(source, ENTRY), encoding="utf-8")
            paths = paths | {ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, dry_run, **options)

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
