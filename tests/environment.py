"""Where a test run writes, decided before Django reads its settings.

`pyproject.toml` loads this with `-p`, since pytest-django reads the settings before any conftest.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "VAR_DIR" not in os.environ or "PYTEST_XDIST_WORKER" not in os.environ:
    folder = Path(tempfile.mkdtemp(prefix="aseandigital-tests-"))
    (folder / "static").mkdir()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = str(folder)

# Kept from run to run: hypothesis needs seconds to make its tables of Unicode anew.
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(__file__).resolve().parent.parent / "var" / "hypothesis")
)

# What a developer has set for the site on their own machine must not change what tests see.
for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEBUG", "BEHIND_PROXY", "LOG_LEVEL", "CONTACT_EMAIL"):
    os.environ.pop(name, None)
os.environ["STRICT_PUBLIC_PAGES"] = "true"
