"""The text of an article piece by piece, and as rich text. Pure."""

from collections.abc import Iterable
from html import escape

from news.intake.lines import Field, Line, Role

type Piece = tuple[Role, str, str]
"""What a piece is, what it says, and the speaker of a quotation ("" where none is told)."""
ROLES = {Role.PARAGRAPH, Role.SUBHEADING, Role.QUOTE, Role.SPEAKER}


def pieces_of(lines: Iterable[Line]) -> list[Piece]:
    """The body in reading order; a speaker without a quotation before it is a paragraph."""
    pieces: list[Piece] = []
    for line in lines:
        if line.role not in ROLES:
            continue
        role, own, speaker = line.role, line.own, "".join(line.told(Field.SPEAKER))
        last = pieces[-1] if pieces else None
        if role == Role.SPEAKER and last and last[0] == Role.QUOTE and not last[2]:
            pieces[-1] = (Role.QUOTE, last[1], own)
        elif line.continues and last and last[0] == role:
            pieces[-1] = (role, f"{last[1]} {own}", last[2])
        else:
            pieces.append((Role.PARAGRAPH if role == Role.SPEAKER else role, own, speaker))
    return pieces


def printed(role: Role, text: str, speaker: str) -> str:
    """A piece as rich text; a quotation as `publishing.rendering` sets it large, its speaker behind a dash."""
    told = escape(text, quote=False)
    if role == Role.SUBHEADING:
        return f"<h2>{told}</h2>"
    if role == Role.QUOTE:
        said_by = f"<p>— {escape(speaker, quote=False)}</p>" if speaker else ""
        return f"<blockquote><p>{told}</p>{said_by}</blockquote>"
    return f"<p>{told}</p>"
