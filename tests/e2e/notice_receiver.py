"""Receives notices over HTTP as a chat or a monitoring service would: keeps what arrives, refuses or hangs when told.

    with NoticeReceiver() as receiver:
        server = make_server(alarm_webhook=receiver.url, ...)
        receiver.status = 500        # from now on
        receiver.arrived("disk-low") # what was taken, of one rule
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class NoticeReceiver:
    def __init__(self):
        self.status = 200
        self.hangs = False
        self._mutex = threading.Lock()
        self._taken = []
        self._calls = []
        self._closing = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                receiver._came(self.path, body)
                while receiver.hangs and not receiver._closing.wait(0.05):
                    pass
                if receiver.status == 200:
                    receiver._take(body)
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_GET = _answer

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _came(self, path, body):
        with self._mutex:
            self._calls.append((path, body.decode()))

    def _take(self, body):
        try:
            notice = json.loads(body)
        except ValueError:
            return
        with self._mutex:
            self._taken.append(notice)

    @property
    def calls(self):
        """Path and body of every request, whatever came of it."""
        with self._mutex:
            return list(self._calls)

    def arrived(self, rule=None, kind=None):
        """The notices that were taken."""
        with self._mutex:
            return [one for one in self._taken
                    if (rule is None or one["rule"] == rule) and (kind is None or one["kind"] == kind)]
