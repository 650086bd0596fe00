"""Kith itself on the loopback, for a real browser: every middleware, the database of the module."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Each request has a thread of its own, and takes its connections with it."""
        super().process_request_thread(request, client_address)
        connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the test says what matters."""


@contextmanager
def served() -> Iterator[str]:
    """The address of Kith, while inside. `localhost`: browsers refuse passkeys to an IP address."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
