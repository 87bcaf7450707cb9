"""`require_user` of server functions: who may call them from outside. Process: worker."""

from __future__ import annotations

from typing import Any

from formwright.runtime.protocol.errors import AuthenticationFailed, PermissionDenied


def check_user(function: str, require_user: Any, user: Any) -> None:
    """`require_user` is False, True, or a function that is asked about the user who is logged in."""
    if not require_user:
        return
    if user is None:
        raise AuthenticationFailed(
            f"{function!r} is for users who are logged in, and nobody is: "
            "this version has no users service yet"
        )
    if callable(require_user) and not require_user(user):
        raise PermissionDenied(f"{function!r} may not be called by this user")
