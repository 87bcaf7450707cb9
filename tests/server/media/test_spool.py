"""What the host keeps of large media: whose it is, how much, how long."""

from __future__ import annotations

import pytest

from formwright.runtime.protocol.errors import QuotaExceededError
from formwright.runtime.server.media.spool import IDLE_SECONDS, UNFINISHED_SECONDS, NoSuchMedia, Spool, Stored


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def keep(spool: Spool, content: bytes = b"content", session: str = "ann", browser: str = "b-ann") -> Stored:
    stored = spool.begin(session, browser)
    spool.append(stored, content)
    spool.finish(stored, "text/plain", "a.txt")
    return stored


def test_media_belong_to_one_session_and_one_browser() -> None:
    spool = Spool()
    stored = keep(spool)
    assert spool.read(spool.find(stored.ticket, "ann"), 3, 100) == b"tent"
    assert spool.find_for_browser(stored.ticket, "b-ann") is stored
    with pytest.raises(NoSuchMedia):
        spool.find(stored.ticket, "bob")
    with pytest.raises(NoSuchMedia):
        spool.find_for_browser(stored.ticket, "b-bob")
    with pytest.raises(NoSuchMedia):
        spool.find("other", "ann")
    spool.close()


def test_files_go_with_their_session_and_with_the_host() -> None:
    spool = Spool()
    one, other = keep(spool), keep(spool, session="bob")
    spool.forget("ann")
    assert not one.path.exists()
    assert other.path.exists()
    spool.close()
    assert not other.path.parent.exists()
    with pytest.raises(NoSuchMedia):
        spool.begin("ann", "")


def test_a_worker_that_ends_while_writing_leaves_nothing_for_long() -> None:
    clock = Clock()
    spool = Spool(clock=clock)
    broken, whole = spool.begin("ann", ""), keep(spool)
    spool.append(broken, b"half")
    clock.now = UNFINISHED_SECONDS + 1
    spool.sweep()
    assert not broken.path.exists()
    assert whole.path.exists()
    with pytest.raises(NoSuchMedia):
        spool.append(broken, b"more")
    assert not broken.path.exists()
    clock.now = IDLE_SECONDS + 2
    spool.sweep()
    assert len(spool) == 0
    assert not whole.path.exists()
    spool.close()


def test_what_is_too_large_or_too_much_is_refused_and_forgotten() -> None:
    spool = Spool(largest=10, most=15)
    stored = spool.begin("ann", "")
    spool.append(stored, bytes(8))
    with pytest.raises(QuotaExceededError, match="at most"):
        spool.append(stored, bytes(8))
    assert not stored.path.exists()
    keep(spool, bytes(10))
    with pytest.raises(QuotaExceededError, match="too many"):
        keep(spool, bytes(10))
    keep(spool, bytes(5))  # what was refused does not count
    assert len(spool) == 2
    spool.close()


def test_a_full_disk_is_an_error_in_words() -> None:
    spool = Spool()
    stored = spool.begin("ann", "")
    stored.path.symlink_to("/dev/full")  # a link, as the spool removes what it could not write
    with pytest.raises(QuotaExceededError, match="No space left"):
        spool.append(stored, b"content")
    assert len(spool) == 0
    spool.close()
