"""A provider of mail on this machine, which speaks as much of Postmark's API as is needed."""

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.local import LocalServer

TAKEN = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1"})


class Provider(LocalServer):
    """Keeps what it is asked to send in `asked`, and gives `answer`: a status and a body.

    An answer of `None` breaks the connection instead. `address` is where its API is.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.connections = 0
        self.tokens: list[str | None] = []
        self.answer: tuple[int, object] | None = TAKEN

    def handler(self) -> type[BaseHTTPRequestHandler]:
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
