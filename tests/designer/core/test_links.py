"""Links from elsewhere: the two kinds that are followed, and the many that are not."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from formwright.designer.core.links import CloneLink, ExampleLink, LinkError, clone_link, is_link, read_link


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("https://example.org/people/app.git", "example.org", "app"),
        ("https://git.example.org:8443/~ada/my-app", "git.example.org", "my-app"),
        ("ssh://git@example.org/ada/app.git", "example.org", "app"),
    ],
)
def test_repositories_elsewhere_are_named_by_a_link(url: str, host: str, name: str) -> None:
    assert read_link(clone_link(url)) == CloneLink(url, host, name)
    assert read_link(f"FORMWRIGHT://clone/?url={quote(url, safe='')}") == CloneLink(url, host, name)


def test_examples_are_named_by_a_link() -> None:
    assert read_link("formwright:example/server_modules") == ExampleLink("server_modules", "Server modules")
    assert read_link("formwright://example/hello/") == ExampleLink("hello", "Hello")


HOSTILE = [
    "file:///etc", "http://example.org/a.git", "git://example.org/a", "ext::sh -c touch%20x", "/etc/passwd",
    "--upload-pack=touch x", "-oProxyCommand=x", "git@example.org:a/b", "https://", "https:///a",
    "https://-x/a", "ssh://-oProxyCommand=x/a", "ssh://-u@example.org/a", "https://example.org",
    "https://example.org/", "https://example.org/../../x", "https://example.org/a/../b",
    "https://example.org/a/%2e%2e/b", "https://example.org/-u/x", "https://example.org//x",
    "https://ada:secret@example.org/a", "https://example.org@evil.org/a", "https://example.org/a?x=1",
    "https://example.org/a#b", "https://exämple.org/a", "https://example.org/a\\b", "https://example.org:0/a",
    "https://example.org:99999/a", "https://example.org/a\nb", "https://[::1]/a", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses_are_refused(url: str) -> None:
    with pytest.raises(LinkError, match=r"."):
        read_link(f"formwright:clone?url={quote(url, safe='')}")
    with pytest.raises(LinkError):
        clone_link(url)


@pytest.mark.parametrize(
    "text",
    [
        "formwright:", "formwright:clone", "formwright:clone?", "formwright:clone?url=", "formwright:run?x=1",
        "formwright:clone?url=https://a.org/b&url=https://a.org/c", "formwright:clone?dest=/x",
        "formwright:clone?url=https://a.org/b&dest=/tmp", "formwright:clone/x?url=https://a.org/b",
        "formwright:example/", "formwright:example/none", "formwright:example/../hello",
        "formwright:example/hello?x=1", "formwright:example/hello/../..",
        "formwright:clone?url=https://a.org/b c",
        "formwright:clone?url=https%3A%2F%2Fa.org%2F" + "x" * 3000, "https://example.org/a",
        "formwright:\x00",
    ],
)  # fmt: skip
def test_malformed_links_are_refused(text: str) -> None:
    with pytest.raises(LinkError):
        read_link(text)


def test_only_our_own_scheme_is_a_link() -> None:
    assert is_link("Formwright:clone?x") and not is_link("formwright") and not is_link("./formwright:x")
