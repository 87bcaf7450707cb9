"""axe-core finds nothing serious: the gallery's apps, and a page with every component, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import formwright
from formwright.runtime.client.components import CLASSES
from tests.browser.everything import EVERYTHING, FORM
from tests.browser.host import ControlledHost

Scheme = Literal["light", "dark"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
EXAMPLES = Path(formwright.__file__).parent / "examples"
RUN = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map((each) => ({
  id: each.id, impact: each.impact, help: each.help,
  nodes: each.nodes.slice(0, 5).map((node) => `${node.html.slice(0, 200)}\\n      ${node.failureSummary}`),
}))"""

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is missing: run dev.py setup --test")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    chosen: Scheme = request.param
    return chosen


@pytest.fixture
def seen(browser: Browser, scheme: Scheme) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1000, "height": 760}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.route("**/*", stay_here)
    yield page
    context.close()


def stay_here(route: Route) -> None:
    """What an app embeds from elsewhere is not ours to judge, and tests stay on this machine."""
    if "://127.0.0.1" in route.request.url:
        route.continue_()
    else:
        route.abort()


def serious(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        "\n    ".join([f"{each['impact']}: {each['id']}: {each['help']}", *each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def check(page: Page) -> None:
    assert not (found := serious(page)), "\n" + "\n".join(found)


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_an_app_of_the_gallery(browser: Browser, tmp_path: Path, example: str) -> None:
    folder = tmp_path / example
    shutil.copytree(EXAMPLES / example, folder)
    with ControlledHost(folder) as host:
        for scheme in ("light", "dark"):
            context = browser.new_context(color_scheme=scheme)
            page = context.new_page()
            page.goto(host.address())
            page.wait_for_function("formwright.started && !document.getElementById('formwright-loading')")
            expect(page.locator("#formwright-app .fw-c").first).to_be_visible()
            check(page)
            context.close()


def test_a_page_with_every_component(seen: Page, host: ControlledHost) -> None:
    shown = {each["type"] for each in walk(FORM.template["components"])}
    known = {kind._fw_spec.name for kind in CLASSES}
    assert not {name for name in known - shown if "." not in name} - NO_WIDGETS
    seen.goto(host.address(EVERYTHING))
    expect(seen.get_by_text("Row 2", exact=True).first).to_be_visible()
    expect(seen.get_by_text("Row 4", exact=True)).to_be_visible()  # of the DataGrid
    expect(seen.locator(".plot-container").first).to_be_visible()
    check(seen)
    seen.get_by_role("button", name="dialog", exact=True).click()
    expect(seen.get_by_role("dialog")).to_be_visible()
    check(seen)
    seen.get_by_role("button", name="Cancel").click()
    seen.get_by_role("button", name="fail", exact=True).click()
    expect(seen.locator(".fw-notice-error")).to_be_visible()
    check(seen)


# Containers that draw nothing of their own, and what stands within other components here.
NO_WIDGETS = {"DataRowPanel", "HtmlTemplate", "HtmlComponent"}


def walk(components: Any) -> Iterator[dict[str, Any]]:
    for each in components:
        yield each
        yield from walk(each.get("components", ()))


def test_axe_would_notice(seen: Page, host: ControlledHost) -> None:
    seen.goto(host.address("Start"))
    expect(seen.get_by_text("Start is open")).to_be_visible()
    assert serious(seen) == []
    seen.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert ["button-name" in each for each in serious(seen)] == [True]
