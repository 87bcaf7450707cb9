"""Text files as people wrote them: encoding, byte order mark and line endings survive a round trip.

Responsible for: turning bytes into text and back without changing a byte that was not edited.
May not: know any file format. Process: designer, host and command line; pure functions.
"""

from __future__ import annotations

import codecs
import io
import tokenize
from dataclasses import dataclass

BOM = "\ufeff"


@dataclass(frozen=True)
class Text:
    """Decoded text with what is needed to encode it again exactly as it was found."""

    content: str  # without byte order mark, line endings as found
    encoding: str = "utf-8"
    bom: bool = False

    @property
    def newline(self) -> str:
        """The line ending that new lines should get: the one of the first line."""
        end = self.content.find("\n")
        return "\r\n" if end > 0 and self.content[end - 1] == "\r" else "\n"

    def encode(self, content: str | None = None) -> bytes:
        data = (self.content if content is None else content).encode(self.encoding)
        return codecs.BOM_UTF8 + data if self.bom else data


class UnreadableText(Exception):
    """The bytes are not text in the encoding they claim; `line` is 1-based, 0 when unknown."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def decode(data: bytes) -> Text:
    """Text of a UTF-8 file."""
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    try:
        return Text(body.decode("utf-8"), "utf-8", bom)
    except UnicodeDecodeError as error:
        raise UnreadableText(_describe(error), body.count(b"\n", 0, error.start) + 1) from None


def decode_python(data: bytes) -> Text:
    """Text of a Python file, honouring an encoding comment in its first two lines (PEP 263)."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise UnreadableText(str(error.msg), 1) from None
    if encoding in ("utf-8", "utf-8-sig"):
        return decode(data)
    try:
        return Text(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(_describe(error), data.count(b"\n", 0, error.start) + 1) from None


def _describe(error: UnicodeDecodeError) -> str:
    return f"byte 0x{error.object[error.start]:02x} is not valid {error.encoding}"
