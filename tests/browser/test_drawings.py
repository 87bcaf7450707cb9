"""Plot, Canvas and YouTubeVideo in a real browser. Nothing here leaves the machine."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.conftest import Shared
from tests.browser.laboratory import blank, run

PLAYER = """<script>
addEventListener("message", ({ source, data }) => {
  const message = JSON.parse(data);
  const say = (what) => source.postMessage(JSON.stringify(what), "*");
  if (message.event === "listening") say({ info: { playerState: -1, currentTime: 0, duration: 90 } });
  if (message.func === "playVideo") say({ info: { playerState: 1, currentTime: 12.5 } });
  if (message.func === "seekTo") say({ info: { currentTime: message.args[0] } });
});
</script>player of %s"""


def test_C23_a_plot_is_drawn_and_tells_what_was_clicked(shared: Shared) -> None:
    page = blank(shared)
    run(
        page,
        """
        import plotly.graph_objects as go
        plot = Plot(height=300)
        form.add_component(plot)
        form.log = Label()
        form.add_component(form.log)
        plot.data = [go.Bar(x=["a", "b"], y=[3, float("nan")]), go.Scatter(x=["a", "b"], y=[1, 2])]
        plot.layout.title = "Sales <b>2024</b>"
        plot.layout.xaxis.title = "letter"
        def clicked(points, **event_args):
            form.log.text = f"{points[0]['x']} {points[0]['y']} {points[0]['curve_number']}"
        plot.set_event_handler("click", clicked)
        None
        """,
    )
    plot = page.locator(".fw-plot")
    expect(plot.locator(".gtitle")).to_have_text("Sales 2024")
    expect(plot.locator(".xtitle")).to_have_text("letter")
    expect(plot).to_have_css("height", "300px")
    bar = plot.locator(".bars .point path").first.bounding_box()
    assert bar is not None
    page.mouse.move(bar["x"] + 6, bar["y"] + 20)
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] - 5)
    expect(page.locator(".fw-label .fw-text").last).to_have_text("a 3 0")


def test_a_plot_is_changed_grown_and_photographed(shared: Shared) -> None:
    page = blank(shared)
    run(page, "plot = Plot(data={'y': [1, 2]}, layout={'title': 'T'}); form.add_component(plot); None")
    expect(page.locator(".fw-plot .gtitle")).to_have_text("T")
    picture = run(
        page,
        """
        plot = form.get_components()[0]
        plot.extend_traces({"y": [[3, 4]]}, [0])
        plot.restyle({"line.color": "rgb(1, 2, 3)"}, [0])
        plot.relayout({"title.text": "U"})
        image = plot.to_image(format="svg", width=300, height=200)
        image.content_type + " " + str(len(image.get_bytes()) > 1000)
        """,
    )
    assert picture == "image/svg+xml True"
    expect(page.locator(".fw-plot .gtitle")).to_have_text("U")
    expect(page.locator(".fw-plot .js-line")).to_have_css("stroke", "rgb(1, 2, 3)")
    assert page.locator(".fw-plot").evaluate("node => node.data[0].y") == [1, 2, 3, 4]
    run(page, "form.get_components()[0].remove_from_parent()")
    assert page.locator(".js-plotly-plot").count() == 0


def test_a_plot_that_becomes_visible_is_drawn_then(shared: Shared) -> None:
    page = blank(shared)
    run(page, "form.add_component(Plot(data={'y': [1, 2]}, visible=False)); None")
    page.wait_for_timeout(100)
    assert page.locator(".fw-plot svg").count() == 0
    run(page, "form.get_components()[0].visible = True")
    expect(page.locator(".fw-plot .js-line")).to_have_count(1)


def test_C22_a_canvas_is_drawn_when_it_is_reset(shared: Shared) -> None:
    page = blank(shared)
    page.set_viewport_size({"width": 1000, "height": 760})
    run(
        page,
        """
        canvas = Canvas(height=120)
        form.resets = 0
        def reset(sender, **event_args):
            form.resets += 1
            sender.fill_style = "rgb(10, 20, 30)"
            sender.fill_rect(10, 10, 50, 50)
            gradient = sender.create_linear_gradient(0, 0, sender.get_width(), 0)
            gradient.add_color_stop(0, "#ff0000")
            gradient.add_color_stop(1, "#0000ff")
            sender.fill_style = gradient
            sender.fill_rect(0, 80, sender.get_width(), 20)
            sender.begin_path()
            sender.line_width = 4
            sender.arc(100, 40, 20)
            sender.stroke()
        canvas.set_event_handler("reset", reset)
        form.add_component(canvas)
        None
        """,
    )
    canvas = page.locator("canvas.fw-canvas")
    pixel = "(node, [x, y]) => [...node.getContext('2d').getImageData(x, y, 1, 1).data]"
    page.wait_for_function(
        "() => formwright.python.runPython('import anvil; anvil.get_open_form().resets') > 0"
    )
    assert canvas.evaluate(pixel, [30, 30]) == [10, 20, 30, 255]
    left = canvas.evaluate(pixel, [1, 90])
    assert left[0] > 240
    assert left[2] < 15
    page.set_viewport_size({"width": 700, "height": 760})
    page.wait_for_function(
        "() => formwright.python.runPython('import anvil; anvil.get_open_form().resets') > 1"
    )
    assert canvas.evaluate(pixel, [30, 30]) == [10, 20, 30, 255]
    page.set_viewport_size({"width": 1000, "height": 760})
    copied = run(
        page,
        """
        canvas = form.get_components()[0]
        other = Canvas(height=50)
        form.add_component(other)
        other.reset_context()
        other.draw_image(canvas.get_image(), 0, 0)
        other.line_width = 7
        f"{canvas.measure_text('wide') > 5} {canvas.get_height()} {other.line_width} {canvas.text_align}"
        """,
    )
    assert copied == "True 120.0 7 start"
    assert page.locator("canvas.fw-canvas").last.evaluate(pixel, [30, 30]) == [10, 20, 30, 255]


def test_a_canvas_hears_the_mouse_and_fingers(shared: Shared) -> None:
    page = blank(shared)
    run(
        page,
        """
        canvas, log = Canvas(height=120), Label()
        form.add_component(canvas)
        form.add_component(log)
        def down(x, y, button, keys, **event_args):
            log.text += f"down {round(x)} {round(y)} {button} {keys['shift']};"
        canvas.add_event_handler("mouse_down", down)
        None
        """,
    )
    page.locator("canvas").click(position={"x": 20, "y": 30}, button="right", modifiers=["Shift"])
    expect(page.locator(".fw-label .fw-text").last).to_have_text("down 20 30 3 True;")
    page.locator("canvas").evaluate(
        """node => {
            const box = node.getBoundingClientRect();
            const place = { clientX: box.left + 5, clientY: box.top + 6 };
            const touch = new Touch({ identifier: 1, target: node, ...place });
            node.dispatchEvent(new TouchEvent("touchstart", { changedTouches: [touch], cancelable: true }));
        }"""
    )
    expect(page.locator(".fw-label .fw-text").last).to_contain_text("down 5 6 1 False;")


def test_a_video_is_asked_for_when_it_is_shown_and_tells_its_state(shared: Shared) -> None:
    page = blank(shared)
    asked: list[str] = []

    def player(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PLAYER % route.request.url, content_type="text/html")

    page.route("https://www.youtube-nocookie.com/**", player)
    run(
        page,
        """
        video, log = YouTubeVideo(youtube_id="https://youtu.be/abcDEF12345", loop=True, mute=True), Label()
        def changed(state, sender, **event_args):
            log.text += f"{state} "
        video.set_event_handler("state_change", changed)
        form.video = video
        form.add_component(log)
        None
        """,
    )
    assert asked == []
    run(page, "form.add_component(form.video); None")
    expect(page.frame_locator(".fw-video iframe").get_by_text("player of")).to_contain_text(
        "/embed/abcDEF12345?enablejsapi=1"
    )
    expect(page.locator(".fw-label .fw-text").last).to_have_text("UNSTARTED")
    run(page, "form.video.play()")
    expect(page.locator(".fw-label .fw-text").last).to_have_text("UNSTARTED PLAYING")
    assert (
        run(page, "f'{form.video.state} {form.video.current_time} {form.video.duration}'")
        == "PLAYING 12.5 90"
    )
    assert len(asked) == 1
    assert "mute=1" in asked[0]
    assert "playlist=abcDEF12345" in asked[0]
    run(page, "form.video.remove_from_parent()")
    assert page.locator("iframe").count() == 0
    page.unroute("https://www.youtube-nocookie.com/**")
