"""The page with its buttons, served to this computer alone while `watch` is at work (spec 3, 8).

Whoever asks must know a secret that is in the address, and be a page that came from here: another
site open in the same browser knows neither. Nothing is served but the page, what it asks about, and
the draft files.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from sheetfollow.cli.output import words_of

if TYPE_CHECKING:
    from sheetfollow.outputs.report import Report

_LONGEST_BODY = 10_000
_SECONDS = 10
"""A caller that says nothing for so long is hung up on."""


@dataclass(frozen=True)
class Answer:
    """What goes back: a status, bytes, and what kind of bytes."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    policy: str = "default-src 'none'; sandbox"
    attached: bool = False


_NOT_HERE = Answer(HTTPStatus.NOT_FOUND, b"not here\n")
_NOT_FOR_YOU = Answer(HTTPStatus.FORBIDDEN, b"not for you\n")


class Desk:
    """What one watched workbook answers. `path` is its place, which may change; `folder` is its
    drafts folder, None before its first sync. `marked` is called behind each click with the lines
    that say what it did, and the report of its sync, None for none; `at_work` keeps a click and a
    sync of the watch from each other."""

    def __init__(
        self,
        path: Callable[[], Path],
        folder: Callable[[], Path | None],
        now: Callable[[], datetime],
        at_work: threading.RLock,
        marked: Callable[[Sequence[str], Report | None], None],
    ) -> None:
        self._path, self._folder, self._now = path, folder, now
        self._at_work, self._marked = at_work, marked

    @property
    def path(self) -> Path:
        """The workbook."""
        return self._path()

    def get(self, name: str, others: Sequence[tuple[str, str]]) -> Answer:
        """The page, its state, or a draft file."""
        from sheetfollow.files import bytes_of, names, page_of

        if name == "state":
            return _as_json(self._state())
        folder = self._folder()
        if folder and not name:
            return self._page(bytes_of(page_of(folder, self.path.name)), others)
        if not folder or not names.parts_of(name):
            return _NOT_HERE
        data = bytes_of(folder / name)
        if not data:
            return _NOT_HERE
        if name.endswith(".eml"):
            return Answer(HTTPStatus.OK, data, "message/rfc822", attached=True)
        return Answer(HTTPStatus.OK, data)

    def _page(self, html: bytes, others: Sequence[tuple[str, str]]) -> Answer:
        from sheetfollow.outputs.page import live

        if not html:
            return _NOT_HERE
        page = live.alive(html.decode(errors="replace"), others)
        return Answer(
            HTTPStatus.OK,
            page.encode(),
            "text/html; charset=utf-8",
            live.policy(),
        )

    def post(self, name: str, body: Any) -> Answer:
        """A click on Sent or on Undo."""
        from sheetfollow.cli import marking

        try:
            with self._at_work:
                if name == "sent" and isinstance(body, dict):
                    done = marking.sent_draft(
                        self.path,
                        str(body.get("draft")),
                        moment=self._now(),
                    )
                    lines = list(done.lines())[: 1 if done.waits else None]
                elif name == "undo":
                    done = marking.undo(self.path, moment=self._now())
                    lines = done.lines_taken_back()
                else:
                    return _NOT_HERE
                self._marked(lines, done.report)
        except Exception as error:
            return _as_json({"said": words_of(error)}, HTTPStatus.CONFLICT)
        return _as_json({"said": "; ".join(lines)})

    def _state(self) -> dict[str, Any]:
        from sheetfollow.files import Marks, bytes_of, page_of, read_marks
        from sheetfollow.plan.kept import said

        folder, today = self._folder(), self._now().date()
        marks = read_marks(folder, self.path.name) if folder else Marks()
        page = bytes_of(page_of(folder, self.path.name)) if folder else b""
        return {
            "version": hashlib.sha256(page).hexdigest(),
            "kept": {mark.id: said(mark, today) for mark in marks.kept},
            "last": [said(mark, today) for mark in marks.last],
        }


def _as_json(found: Any, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(
        status,
        json.dumps(found).encode(),
        "application/json",
    )


class Server:
    """Serves some desks at one address, from a thread of its own, until the process ends."""

    def __init__(self, desks: Iterable[Desk]) -> None:
        self._desks = list(desks)
        self._secret = secrets.token_urlsafe(16)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def add(self, desk: Desk) -> None:
        """One more; what the others are called stays as it is."""
        self._desks.append(desk)

    @property
    def address(self) -> str:
        """Where the page is."""
        first = "0/" if len(self._desks) == 1 else ""
        return f"http://{self._host}/{self._secret}/{first}"

    @property
    def _host(self) -> str:
        return f"127.0.0.1:{self._http.server_port}"

    def get(self, path: str, headers: Any) -> Answer:
        """Answer a GET of that path."""
        if headers.get("Host") != self._host:
            return _NOT_FOR_YOU
        asked = self._asked(path)
        if asked == [""]:
            return self._list()
        desk = self._desk(asked)
        if desk is None:
            return _NOT_HERE
        others = [
            (str(each.path), f"../{number}/")
            for number, each in enumerate(self._desks)
            if each is not desk
        ]
        return desk.get(asked[1], others)

    def post(self, path: str, headers: Any, body: bytes) -> Answer:
        """Answer a POST to that path."""
        from_here = headers.get("Origin") == f"http://{self._host}"
        if headers.get("Host") != self._host or not from_here:
            return _NOT_FOR_YOU
        asked = self._asked(path)
        desk = self._desk(asked)
        if desk is None or headers.get("Content-Type") != "application/json":
            return _NOT_HERE
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return _NOT_HERE
        return desk.post(asked[1], found)

    def _asked(self, path: str) -> list[str]:
        """What an address says behind the secret, nothing where it does not know it."""
        _, *parts = unquote(urlsplit(path).path).split("/")
        if parts and hmac.compare_digest(parts[0].encode(), self._secret.encode()):
            return parts[1:]
        return []

    def _desk(self, asked: Sequence[str]) -> Desk | None:
        """The desk of such a number, where something is asked of one."""
        if len(asked) == 2 and asked[0].isdecimal() and int(asked[0]) < len(self._desks):
            return self._desks[int(asked[0])]
        return None

    def _list(self) -> Answer:
        from html import escape

        links = "".join(
            f'<li><a href="{number}/">{escape(str(desk.path))}</a></li>'
            for number, desk in enumerate(self._desks)
        )
        html = f'<!DOCTYPE html><html lang="en"><title>Follow-ups</title><ul>{links}</ul></html>'
        return Answer(HTTPStatus.OK, html.encode(), "text/html; charset=utf-8")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            """Between the wire and `get` and `post`."""

            timeout = _SECONDS

            def do_GET(self) -> None:
                self._send(server.get(self.path, self.headers))

            def do_POST(self) -> None:
                length = self.headers.get("Content-Length", "")
                if not length.isdecimal() or int(length) > _LONGEST_BODY:
                    self._send(_NOT_FOR_YOU)
                    return
                body = self.rfile.read(int(length))
                self._send(server.post(self.path, self.headers, body))

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in _headers(answer).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                """The terminal is for what happens in the workbook."""

        return Handler


def _headers(answer: Answer) -> dict[str, str]:
    headers = {
        "Content-Type": answer.kind,
        "Content-Length": str(len(answer.body)),
        "Content-Security-Policy": answer.policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return headers | ({"Content-Disposition": "attachment"} if answer.attached else {})
