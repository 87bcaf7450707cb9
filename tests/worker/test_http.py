"""`anvil.http` of server code, against a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.engine.running_app import launch_spec
from tests.worker.conftest import StartApp

SERVER = """
import anvil.server, anvil.http

@anvil.server.callable
def ask(url, **options):
    try:
        answer = anvil.http.request(url, **options)
    except anvil.http.HttpError as error:
        content = error.content
        return ["error", error.status, content if isinstance(content, (dict, type(None))) else str(content)]
    if isinstance(answer, dict):
        return answer
    return [answer.content_type, answer.name, answer.get_bytes().decode()]
"""


class Echo(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(404 if self.path.startswith("/missing") else 200, f'{{"path": "{self.path}"}}')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self._answer(
            200, f"{self.headers['content-type']} {body} {self.headers['authorization']}", "text/plain"
        )

    def _answer(self, status: int, text: str, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


async def test_requests(run_app: StartApp, address: str) -> None:
    app = await run_app(launch_spec({"Main": SERVER}), "persistent")

    async def ask(url: str, options: str = "{}") -> str:
        outcome = await app.outcome("ask", body=f'{{"a":["{url}"],"k":{options}}}')
        body: str = getattr(outcome, "body", str(outcome))
        return body

    assert await ask(f"{address}/a/b", '{"json": true, "data": {"q": 1}}') == '{"path":"/a/b?q=1"}'
    assert await ask(f"{address}/a/b") == '["application/json","b","{\\"path\\": \\"/a/b\\"}"]'
    posted = await ask(f"{address}/p", '{"method":"POST","data":{"x":"y z"},"username":"u","password":"p"}')
    assert posted == '["text/plain","p","application/x-www-form-urlencoded x=y+z Basic dTpw"]'
    assert await ask(f"{address}/missing", '{"json":true}') == '["error",404,{"path":"/missing"}]'
    assert await ask("http://127.0.0.1:9/") == '["error",0,null]'
    assert (await app.error("ask", "file:///etc/hostname")).type == "ValueError"
