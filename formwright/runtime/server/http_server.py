"""uvicorn, set up for one app.

Responsible for: its settings, and saying when it is ready. Signals belong to `service.py`, because calls
have to finish before connections close. Process: host.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Generator

import uvicorn
from starlette.types import ASGIApp

from formwright.runtime.server.tls import Certificate

#: One message. Larger arguments are refused with words (`connection.py`) long before the connection breaks.
LARGEST_MESSAGE = 256 * 1024 * 1024


class HttpServer(uvicorn.Server):
    """uvicorn on a bound socket, which says when it is ready and leaves signals alone."""

    def __init__(
        self, app: ASGIApp, on_ready: Callable[[], None], certificate: Certificate | None = None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="off",
                ws="websockets-sansio",
                ws_max_size=LARGEST_MESSAGE,
                ws_per_message_deflate=False,  # on the same machine it only costs: 1 MB takes 145 ms, not 8
                access_log=False,
                log_config=None,
                log_level="warning",
                server_header=False,
                proxy_headers=False,  # only those of proxies that somebody named count (`service.py`)
                ssl_certfile=None if certificate is None else certificate.chain,
                ssl_keyfile=None if certificate is None else certificate.key,
                timeout_graceful_shutdown=5,
                timeout_keep_alive=65,
            )
        )
        self._on_ready = on_ready
        self._certificate = certificate

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    def read_certificate_again(self) -> None:
        """For connections from now on; raises OSError, and then the one before stays."""
        if self._certificate is not None and self.config.loaded and self.config.ssl is not None:
            self._certificate.load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
            self._certificate.load(self.config.ssl)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield
