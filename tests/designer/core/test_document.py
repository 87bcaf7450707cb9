"""Documents: bytes are kept, edits are noticed, and nobody's text is ever overwritten silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.core.document import TextDocument


class Disk:
    def __init__(self) -> None:
        self.written: list[tuple[str, bytes]] = []

    def write(self, path: str, data: bytes) -> None:
        self.written.append((path, data))


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.mark.parametrize("data", [b"a\r\nb\n", b"\xef\xbb\xbfa = 1\r\n", "ä = '€'".encode(), b""])
def test_an_edit_taken_back_leaves_every_byte(disk: Disk, data: bytes) -> None:
    document = TextDocument("a.py", data, disk.write)
    text = document.text
    was_dirty: list[bool] = []
    document.dirty_changed.connect(was_dirty.append)
    document.set_text(text + "x")
    document.set_text(text)
    assert was_dirty == [True, False]
    document.save()
    assert disk.written == []
    document.set_text(text + "x")
    document.save()
    assert disk.written == [("a.py", data + b"x")]
    assert not document.dirty


def test_views_can_tell_their_own_echo(disk: Disk) -> None:
    document = TextDocument("a.py", b"1", disk.write)
    seen: list[tuple[str, object]] = []
    document.text_changed.connect(lambda text, origin: seen.append((text, origin)))
    me = object()
    document.set_text("2", me)
    document.set_text("2", me)
    assert seen == [("2", me)]


def test_a_clean_document_follows_the_disk(disk: Disk) -> None:
    document = TextDocument("a.py", b"1", disk.write)
    document.disk_changed(b"2")
    assert (document.text, document.dirty, document.conflict) == ("2", False, None)


def test_a_dirty_document_keeps_both_and_the_user_chooses(disk: Disk) -> None:
    document = TextDocument("a.py", b"1", disk.write)
    told: list[str] = []
    document.changed_on_disk.connect(lambda: told.append("changed"))
    document.conflict_resolved.connect(lambda: told.append("resolved"))
    document.set_text("mine")
    document.disk_changed(b"theirs")
    assert (document.text, document.conflict) == ("mine", "theirs")
    document.keep_mine()
    assert (document.text, document.conflict, document.dirty) == ("mine", None, True)
    document.disk_changed(b"theirs again")
    document.take_theirs()
    assert (document.text, document.conflict, document.dirty) == ("theirs again", None, False)
    assert told == ["changed", "resolved", "changed", "resolved"]


def test_the_same_change_on_both_sides_is_no_conflict(disk: Disk) -> None:
    document = TextDocument("a.py", b"1", disk.write)
    document.set_text("2")
    document.disk_changed(b"2")
    assert (document.conflict, document.dirty) == (None, False)


def test_a_removed_file_leaves_its_text_to_be_saved_again(disk: Disk) -> None:
    document = TextDocument("a.py", b"1", disk.write)
    document.disk_changed(None)
    assert document.missing and document.dirty
    document.save()
    assert disk.written == [("a.py", b"1")]
    assert not document.missing


def test_a_failed_save_stays_dirty() -> None:
    def full(path: str, _data: bytes) -> None:
        raise OSError(28, "No space left", path)

    document = TextDocument("a.py", b"1", full)
    document.set_text("2")
    with pytest.raises(OSError, match="No space"):
        document.save()
    assert document.dirty


def test_what_is_not_text_is_shown_and_never_written(disk: Disk) -> None:
    document = TextDocument("logo.png", b"\x89PNG\xff\xfe", disk.write)
    assert "not UTF-8" in document.read_only_reason
    document.set_text("broken")
    document.save()
    assert disk.written == []


def test_path_is_relative(folder: Path) -> None:
    assert not Path(TextDocument("client_code/Global.py", b"", lambda *_: None).path).is_absolute()
    assert folder.is_dir()
