"""Reads Server-Sent Events as they arrive, the way the frontend does: by lines, `event: ` and `data: `."""

import http.client
import json
import urllib.parse
from dataclasses import dataclass

from harness import PATIENCE


@dataclass
class Event:
    name: str
    data: object  # decoded JSON


class EventStream:
    """One POST whose answer is a stream of events. Iterate to the end, or `close` in the middle."""

    def __init__(self, server, path, body, seconds=2 * PATIENCE):
        place = urllib.parse.urlparse(server.url)
        self._connection = http.client.HTTPConnection(place.hostname, place.port, timeout=seconds)
        self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        self._socket = self._connection.sock  # the library lets go of it when the answer is to close the connection
        self.answer = self._connection.getresponse()
        self.status = self.answer.status
        self.headers = {name.lower(): value for name, value in self.answer.headers.items()}
        self.comments = 0

    def __iter__(self):
        name = None
        for line in iter(self.answer.readline, b""):
            text = line.decode().rstrip("\n").removesuffix("\r")
            if text.startswith(":"):
                self.comments += 1
            elif text.startswith("event: "):
                name = text.removeprefix("event: ")
            elif text.startswith("data: "):
                yield Event(name, json.loads(text.removeprefix("data: ")))

    def close(self):
        self.answer.close()
        self._connection.close()
        self._socket.close()
