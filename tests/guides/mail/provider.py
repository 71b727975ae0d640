"""A provider of mail on this machine, which speaks as much of Postmark's API as is needed."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

TAKEN = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1"})


class Provider:
    """Keeps what it is asked to send in `asked`, and gives `answer`: a status and a body.

    An answer of `None` breaks the connection instead. `address` is where its API is.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.connections = 0
        self.tokens: list[str | None] = []
        self.answer: tuple[int, object] | None = TAKEN

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                provider.connections += 1
                super().setup()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.asked.append(json.loads(body))
                provider.tokens.append(self.headers["X-Postmark-Server-Token"])
                if provider.answer is None:
                    self.close_connection = True
                    return
                status, said = provider.answer
                to = {"To": provider.asked[-1]["To"]} if isinstance(said, dict) else {}
                data = json.dumps(said | to).encode() if isinstance(said, dict) else b"<html>"
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                """Nothing: tests are quiet."""

        return Handler
