"""Copies of apps: complete, theirs alone, under Git, and nothing left behind by a failure."""

from __future__ import annotations

import os
import stat
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import make_server

import pytest
from dulwich import porcelain
from dulwich.objects import Commit
from dulwich.repo import Repo
from dulwich.server import BackendRepo, DictBackend
from dulwich.web import WSGIRequestHandlerLogger, WSGIServerLogger, make_wsgi_chain

from formwright.runtime.appfiles.clone import CloneError, clone, clone_into, free_folder, new_app
from formwright.runtime.appfiles.load import load_app
from tests.appfiles.apps import form, quiet, snapshot, write_app

FILES: dict[str, str | bytes] = {
    "client_code/Form1/__init__.py": form("Form1"),
    "client_code/Form1/form_template.yaml": "container: {type: ColumnPanel}\n",
    "theme/assets/logo.png": b"\x89PNG\r\n",
    ".gitignore": "*.log\n",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_app(tmp_path / "Counter", FILES).folder


def content(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in snapshot(folder).items() if not path.startswith(".git/")}


def message(repository: Repo) -> bytes:
    head = repository[repository.head()]
    assert isinstance(head, Commit)
    return bytes(head.message)


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_copied_and_committed(source: Path, tmp_path: Path) -> None:
    (source / "server_code").mkdir()
    (source / "server_code" / "Run.py").write_text("open('ran', 'w')\n")
    (source / "noise.log").write_text("ignored by .gitignore")
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "x.pyc").write_bytes(b"")
    copy = clone(str(source), tmp_path / "mine", quiet)

    expected = content(source)
    del expected["__pycache__/x.pyc"]
    assert content(copy) == expected
    with Repo(copy) as repository:
        assert message(repository) == b"Start from mine"
        names = {path.decode() for path in repository.open_index()}
    assert "server_code/Run.py" in names
    assert "noise.log" not in names
    assert porcelain.status(copy).unstaged == []
    assert not (tmp_path / "ran").exists()


def test_the_workspace_gives_free_names(tmp_path: Path) -> None:
    workspace = tmp_path / "apps"
    made = [clone_into("hello", workspace, quiet).name for _ in range(3)]
    assert made == ["Hello", "Hello 2", "Hello 3"]
    assert free_folder(workspace, "hello").name == "hello 4"
    assert free_folder(workspace, 'a/b: "c"?').name == "a b c"
    assert free_folder(workspace, "...").name == "App"


def test_a_zip_file_with_a_folder_around_the_app(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "app.zip",
        {
            "app-main/anvil.yaml": b"name: z\n",
            "app-main/client_code/A.py": b"x\n",
            "app-main/.git/config": b"[core]",
        },
    )
    copy = clone(str(path), tmp_path / "mine", quiet)
    assert content(copy) == {"anvil.yaml": b"name: z\n", "client_code/A.py": b"x\n"}
    assert b"bare = false" in (copy / ".git" / "config").read_bytes()  # ours, not the stranger's


@pytest.mark.parametrize(
    "name", ["../evil.py", "a/../../evil.py", "/evil.py", "c:/evil.py", "a\\..\\..\\evil.py"]
)
def test_a_zip_file_cannot_write_elsewhere(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "app.zip", {"anvil.yaml": b"", name: b"evil"})
    before = snapshot(tmp_path)
    with pytest.raises(CloneError, match="unsafe name"):
        clone(str(path), tmp_path / "in" / "mine", quiet)
    assert snapshot(tmp_path) == before
    assert not Path("/evil.py").exists()


def test_links_in_archives_and_folders_lead_nowhere(source: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mine")
    path = tmp_path / "app.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("anvil.yaml", "")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(secret))
    assert content(clone(str(path), tmp_path / "1", quiet)) == {"anvil.yaml": b""}
    try:
        (source / "link.txt").symlink_to(secret)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert "link.txt" not in content(clone(str(source), tmp_path / "2", quiet))


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("no-such-thing", "There is no example, folder, zip file or Git address"),
        ("text.zip", "is not a zip file"),
        ("empty", "it has no anvil.yaml"),
        ("https://127.0.0.1:9/app.git", "nobody answers there"),
        ("ssh-less.git", "there is no Git repository"),
    ],
)
def test_failures_say_why_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("hello")
    before = snapshot(tmp_path)
    with pytest.raises(CloneError) as refused:
        clone(what, tmp_path / "mine", quiet)
    assert message in refused.value.message
    assert refused.value.remedy
    assert snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "text.zip"]


def test_nothing_that_exists_is_overwritten(source: Path, tmp_path: Path) -> None:
    with pytest.raises(CloneError) as refused:
        clone("hello", source, quiet)
    assert "exists already" in refused.value.message
    assert "Counter 2" in refused.value.remedy
    empty = tmp_path / "empty"
    empty.mkdir()
    assert load_app(clone("hello", empty, quiet)).manifest.name == "Hello"


def test_cancelling_leaves_nothing(source: Path, tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(_text: str, fraction: float) -> None:
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        clone(str(source), tmp_path / "mine", cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["Counter"]


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a folder that this user may not write to"
)
def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(CloneError, match="could not be written"):
        clone("hello", locked / "mine", quiet)


@pytest.fixture
def served(source: Path) -> Iterator[str]:
    """The app as a Git repository behind HTTP on the loopback."""
    with porcelain.init(source) as repository:
        porcelain.add(repository)
        who = b"Ada <ada@example.org>"
        porcelain.commit(repository, message=b"First", author=who, committer=who)
        repositories: dict[str, BackendRepo] = {"/people/counter.git": repository}
        backend = make_wsgi_chain(DictBackend(repositories))
        server = make_server(
            "127.0.0.1", 0, backend, handler_class=WSGIRequestHandlerLogger, server_class=WSGIServerLogger
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/people/counter.git"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def test_a_git_address_is_cloned_with_its_history(served: str, source: Path, tmp_path: Path) -> None:
    copy = clone_into(served, tmp_path / "apps", quiet)
    assert copy.name == "counter"
    assert content(copy) == content(source)
    with Repo(copy) as repository:
        assert message(repository) == b"First"
    with pytest.raises(CloneError, match="could not be fetched"):
        clone(served.replace("counter", "nothing"), tmp_path / "none", quiet)
    assert not (tmp_path / "none").exists()


def test_a_new_app_is_ready_to_run(tmp_path: Path) -> None:
    app = load_app(new_app('My: "first" app', tmp_path / "mine", quiet))
    assert app.problems == ()
    assert app.manifest.name == 'My: "first" app'
    assert app.package == "My_first_app"
    assert app.forms["Form1"]["components"][0]["properties"]["text"] == 'My: "first" app'
