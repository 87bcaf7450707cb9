"""What server code can ask about the app and its visitors: names of services of the host.

Standard library only.
"""

from __future__ import annotations

from formwright.runtime.protocol.keeping import PREFIX

ORIGIN = f"{PREFIX}origin"
INVALIDATE = f"{PREFIX}invalidate-objects"
