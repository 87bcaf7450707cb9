"""Git repositories of apps, through dulwich: no git program is needed.

Responsible for: turning a folder into a repository with a first commit; fetching a repository.
May not: run hooks or code of the app. Process: designer (a thread), command line.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from dulwich import porcelain
from dulwich.client import HTTPUnauthorized
from dulwich.errors import HangupException, NotGitRepository
from dulwich.repo import Repo
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, SSLError

_NOBODY = b"Formwright <formwright@localhost>"


class RepositoryError(Exception):
    """A repository could not be fetched; the message says why, without credentials."""


def first_commit(folder: Path, message: str) -> None:
    """Make `folder` a Git repository; one that was fetched with its history stays as it is."""
    if (folder / ".git").exists():
        return
    repository = porcelain.init(folder)
    try:
        porcelain.add(repository)
        identity = _identity(repository)
        porcelain.commit(
            repository,
            message=message.encode(),
            author=identity,
            committer=identity,
            sign=False,
            no_verify=True,
        )
    finally:
        repository.close()


def remote_of(folder: Path) -> str:
    """The address of the remote called origin, without a password; "" if there is none."""
    try:
        with Repo(str(folder)) as repository:
            url = repository.get_config().get((b"remote", b"origin"), b"url")
    except (KeyError, NotGitRepository, OSError):
        return ""
    return without_password(url.decode("utf-8", "replace"))


def fetch(url: str, folder: Path) -> None:
    """Clone the repository at `url` into the empty folder, with its history."""
    try:
        repository = porcelain.clone(url, folder, errstream=io.BytesIO())
        repository.close()
    except NotGitRepository:
        raise RepositoryError("there is no Git repository") from None
    except HangupException:
        raise RepositoryError("the other side closed the connection: wrong address, or no access") from None
    except KeyError:
        raise RepositoryError("it lacks part of its own history, as a shallow copy does") from None
    except HTTPUnauthorized:
        raise RepositoryError("the server asks for a name and password") from None
    except Exception as error:
        # Transports raise what their libraries raise (urllib3, ssh through subprocess): all mean the same.
        raise RepositoryError(_plain(error)) from error


def _plain(error: Exception) -> str:
    """The long messages of HTTP libraries in a few words; dulwich and urllib3 wrap the cause in others."""
    cause: BaseException | None = error
    while cause is not None:
        reason: object = getattr(cause, "reason", cause)
        if isinstance(reason, NameResolutionError):
            return "the name of the server is not known (is there a network?)"
        if isinstance(reason, NewConnectionError):
            return "nobody answers there"
        if isinstance(reason, SSLError):
            return "its certificate is not valid"
        if isinstance(reason, TimeoutError | ConnectTimeoutError):
            return "it did not answer in time"
        cause = cause.__cause__ or cause.__context__
    return without_password(str(error) or type(error).__name__).rstrip(".")


def without_password(text: str) -> str:
    return re.sub(r"(\w+://)[^/@\s]+@", r"\1", text)


def _identity(repository: Repo) -> bytes:
    config = repository.get_config_stack()
    try:
        return config.get((b"user",), b"name") + b" <" + config.get((b"user",), b"email") + b">"
    except KeyError:
        return _NOBODY
