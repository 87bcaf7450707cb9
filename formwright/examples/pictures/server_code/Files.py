"""Looks at a file that was sent. It arrives as Media: bytes with a name and a type."""

import hashlib

import anvil.server

KINDS = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP"}
LARGEST = 20 * 1024 * 1024


@anvil.server.callable
def inspect(file):
    """What the file says of itself. The name and type that a browser tells are not to be trusted."""
    content = file.get_bytes()
    if len(content) > LARGEST:
        raise ValueError("Pictures may have 20 MB.")
    kind = next((name for start, name in KINDS.items() if content.startswith(start)), None)
    if kind is None:
        raise ValueError(f"{file.name} is not a picture that this app knows.")
    return {"kind": kind, "bytes": len(content), "fingerprint": hashlib.sha256(content).hexdigest()[:16]}
