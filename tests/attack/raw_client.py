"""A client that says exactly what a test wants it to say, byte for byte, and the memory of the process it says it to."""

import os
import re
import socket
import urllib.parse

LONG = bool(os.environ.get("ATTACK_LONG"))

PATIENCE = 60  # seconds without a byte after which a test has failed


class Connection:
    def __init__(self, server):
        place = urllib.parse.urlparse(server.url)
        self.socket = socket.create_connection((place.hostname, place.port), timeout=PATIENCE)
        self.heard = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def say(self, what):
        """False when the server has hung up, which it may do as soon as it has heard enough."""
        try:
            self.socket.sendall(what if isinstance(what, bytes) else what.encode())
            return True
        except OSError:
            return False

    def hear_all(self):
        """Everything until the server closes; fails when it does not."""
        while True:
            try:
                more = self.socket.recv(65536)
            except ConnectionResetError:
                return self.heard
            if not more:
                return self.heard
            self.heard += more

    def hear_until(self, end):
        while end not in self.heard:
            more = self.socket.recv(65536)
            if not more:
                break
            self.heard += more
        return self.heard


def head(line, *headers, host="127.0.0.1"):
    return "\r\n".join([f"{line} HTTP/1.1", f"Host: {host}", *headers, "", ""])


def said_to(server, what):
    """All that is answered to these bytes until the server closes."""
    with Connection(server) as client:
        client.say(what)
        return client.hear_all()


def status_of(answer):
    """Of the first answer; 0 when there is none."""
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found[1]) if found else 0


def answers_in(heard):
    """How many answers a stretch of bytes holds."""
    return len(re.findall(rb"HTTP/1\.1 \d{3} ", heard))


def headers_of(answer):
    """The header lines of the first answer."""
    return answer.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]


def memory_of(server, field="VmRSS"):
    """MiB that the process holds now (VmRSS) or has held at most (VmHWM)."""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field + ":"))


def forget_peak(server):
    """VmHWM begins anew."""
    with open(f"/proc/{server.process.pid}/clear_refs", "w", encoding="ascii") as control:
        control.write("5")


def still_serves(server):
    assert server.process.poll() is None, server.log[-4000:]
    assert server.get("/livez").status == 200
