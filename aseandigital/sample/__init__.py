"""The content that a new site begins with: plans, articles, pictures and pages about the site, from the files beside this one."""

import tomllib
from pathlib import Path
from uuid import UUID, uuid5

FOLDER = Path(__file__).resolve().parent
_NAMESPACE = UUID("6a1f0c2e-7a54-4a0e-9d0f-5f2a1f6f3c10")


def key(kind: str, name: str) -> UUID:
    """The key of a sample row: the same on every machine, so that loading twice changes nothing."""
    return uuid5(_NAMESPACE, f"{kind}/{name}")


def table(name: str) -> dict[str, dict]:
    """A file of small rows: {key: fields}."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def files(kind: str) -> dict[str, dict]:
    """A folder of items, a file each: {file name without its ending: content}, in order of names."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / kind).glob("*.toml"))
    }


def drawing(name: str) -> Path:
    """The SVG file of a picture."""
    return FOLDER / "pictures" / name
