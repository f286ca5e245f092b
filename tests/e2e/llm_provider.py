"""A language-model provider for tests: speaks the protocols of Anthropic and OpenAI, and fails as it is told.

    with Provider(text="Paris.") as provider:           # every answer is that text, or what a function makes of the request
        provider.play(status(429, retry_after=1), reply("Second try."))   # the next requests, in order; then `text` again
        server = Server(home, **provider.settings())    # SECONDBRAIN_* variables that point a server here
        ...
        assert provider.asked[0].body["model"] == "claude-haiku-4-5"

As a process: `python3 llm_provider.py --port 0 --text "Paris."` prints the port. `POST /script` takes a JSON list of
behaviours, `GET /asked` lists the requests so far. Only the loopback address is used.
"""

import argparse
import contextlib
import json
import re
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# ---- what can be played; plain dictionaries, so that a process can be told, too ----


def reply(text=None, wait=0.0, delay=0.0, usage=True, input_tokens=100, output_tokens=None):
    """A good answer: after `wait` seconds, streamed word by word with `delay` between them. No text: the provider's."""
    return {"kind": "reply", "text": text, "wait": wait, "delay": delay, "usage": usage,
            "input_tokens": input_tokens, "output_tokens": output_tokens}


def status(code, message="scripted failure", retry_after=None):
    return {"kind": "status", "code": code, "message": message, "retry_after": retry_after}


def hang():
    """Takes the request and says nothing, until the client or the provider leaves."""
    return {"kind": "hang"}


def stall(pieces=2, text=None):
    """Streams so many words, then says nothing more."""
    return {"kind": "stall", "pieces": pieces, "text": text}


def drop(pieces=2, text=None):
    """Streams so many words, then resets the connection; 0: before any answer."""
    return {"kind": "drop", "pieces": pieces, "text": text}


def raw(body, content_type="application/json"):
    """Whatever body with status 200: malformed JSON, an HTML page, nothing."""
    return {"kind": "raw", "body": body, "content_type": content_type}


def nulls():
    """The protocol's shape with null where lists have elements."""
    return {"kind": "nulls"}


def wrong_types():
    """The protocol's shape with texts where there should be numbers and lists, and the reverse."""
    return {"kind": "wrong_types"}


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict
    body: dict
    at: float = field(default_factory=time.monotonic)

    @property
    def prompt(self):
        """All texts of the request, system and messages."""
        system = self.body.get("system") or ""
        return "\n\n".join([system, *(m["content"] or "" for m in self.body.get("messages", []))])


# ---- the protocols ----


class Anthropic:
    path = "/v1/messages"

    @staticmethod
    def whole(model, text, usage):
        answer = {"id": "msg_1", "type": "message", "role": "assistant", "model": model,
                  "content": [{"type": "text", "text": text}], "stop_reason": "end_turn", "stop_sequence": None}
        if usage:
            answer["usage"] = {"input_tokens": usage[0], "output_tokens": usage[1]}
        return answer

    @staticmethod
    def events(model, pieces, usage):
        start = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": []}
        if usage:
            start["usage"] = {"input_tokens": usage[0], "output_tokens": 1}
        yield Anthropic._event("message_start", message=start)
        yield Anthropic._event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        yield Anthropic._event("ping")
        for piece in pieces:
            yield Anthropic._event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
        yield Anthropic._event("content_block_stop", index=0)
        told = {"usage": {"output_tokens": usage[1]}} if usage else {}
        yield Anthropic._event("message_delta", delta={"stop_reason": "end_turn"}, **told)
        yield Anthropic._event("message_stop")

    @staticmethod
    def _event(name, **fields):
        return f"event: {name}\ndata: {json.dumps({'type': name, **fields})}\n\n"

    nulls = {"id": None, "type": "message", "content": [None], "usage": None}
    wrong_types = {"type": 1, "content": "text", "usage": {"input_tokens": "many", "output_tokens": []}}

    @staticmethod
    def error(code, message):
        return {"type": "error", "error": {"type": f"error_{code}", "message": message}}


class Chat:
    path = "/v1/chat/completions"

    @staticmethod
    def whole(model, text, usage):
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        answer = {"id": "chatcmpl-1", "object": "chat.completion", "model": model, "choices": [choice]}
        if usage:
            answer["usage"] = Chat._usage(usage)
        return answer

    @staticmethod
    def events(model, pieces, usage):
        yield Chat._chunk(model, [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
        for piece in pieces:
            yield Chat._chunk(model, [{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
        yield Chat._chunk(model, [{"index": 0, "delta": {}, "finish_reason": "stop"}])
        if usage:
            yield Chat._chunk(model, [], usage=Chat._usage(usage))
        yield "data: [DONE]\n\n"

    @staticmethod
    def _chunk(model, choices, **more):
        chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": model, "choices": choices, **more}
        return f"data: {json.dumps(chunk)}\n\n"

    @staticmethod
    def _usage(usage):
        return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}

    nulls = {"id": None, "choices": [None], "usage": None}
    wrong_types = {"choices": [{"message": {"content": {"text": 1}}}], "usage": {"prompt_tokens": "many"}}

    @staticmethod
    def error(code, message):
        return {"error": {"message": message, "type": f"error_{code}", "param": None, "code": None}}


class Embeddings:
    """Vectors made of the words of a text: equal texts are equal, similar texts are near."""

    path = "/v1/embeddings"
    nulls = {"object": "list", "data": [None], "usage": None}
    wrong_types = {"object": "list", "data": [{"index": "0", "embedding": "text"}], "usage": 1}
    error = Chat.error

    @staticmethod
    def whole(body):
        size = body.get("dimensions") or (3072 if body["model"].endswith("-large") else 1536)
        data = [{"object": "embedding", "index": index, "embedding": Embeddings.vector(text, size)}
                for index, text in enumerate(body["input"])]
        tokens = sum(len(text) // 4 + 1 for text in body["input"])
        data.reverse()  # the order of the answer is not promised; the index is
        return {"object": "list", "model": body["model"], "data": data,
                "usage": {"prompt_tokens": tokens, "total_tokens": tokens}}

    @staticmethod
    def vector(text, size):
        vector = [0.0] * size
        for word in re.findall(r"\w+", text.lower()):
            vector[sum(map(ord, word)) * 31 % size] += 1.0
        length = sum(value * value for value in vector) ** 0.5 or 1.0
        return [value / length for value in vector]


PROTOCOLS = {protocol.path: protocol for protocol in (Anthropic, Chat, Embeddings)}


# ---- the server ----


class Gone(Exception):
    """The client has left, or the provider stops."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # connections are kept, and small writes would wait for one another

    def setup(self):
        super().setup()
        self.provider.connections.add(self.connection)

    def finish(self):
        self.provider.connections.discard(self.connection)
        super().finish()

    def log_message(self, *_):
        pass

    def do_GET(self):
        asked = [{"path": a.path, "headers": a.headers, "body": a.body} for a in self.provider.asked]
        self._json(200, asked)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"null")
        if self.path == "/script":
            self.provider.play(*body)
            return self._json(200, {"queued": len(body)})
        protocol = PROTOCOLS.get(self.path)
        if protocol is None:
            return self._json(404, {"error": {"message": f"no such path: {self.path}"}})
        behaviour = self.provider.next_behaviour(Asked(self.path, dict(self.headers), body))
        try:
            getattr(self, "_play_" + behaviour["kind"])(protocol, body, behaviour)
        except (Gone, OSError):
            self.close_connection = True

    @property
    def provider(self):
        return self.server.provider

    def _play_reply(self, protocol, body, told):
        self._pause(told["wait"])
        if protocol is Embeddings:
            if any(map(self.provider.refuses, body["input"])):
                return self._json(400, Embeddings.error(400, "the input does not suit the model"))
            return self._json(200, Embeddings.whole(body))
        text = self._text(body, told)
        pieces = words(text)
        usage = (told["input_tokens"], told["output_tokens"] or len(pieces)) if told["usage"] else None
        if not body.get("stream"):
            return self._json(200, protocol.whole(body["model"], text, usage))
        self._begin_stream()
        for event in protocol.events(body["model"], pieces, usage):
            self._chunk(event)
            if '"text_delta"' in event or '"content": "' in event:
                self._pause(told["delay"])
        self._chunk("")

    def _play_status(self, protocol, _, told):
        headers = {} if told["retry_after"] is None else {"Retry-After": str(told["retry_after"])}
        self._json(told["code"], protocol.error(told["code"], told["message"]), headers)

    def _play_hang(self, *_):
        self._pause(None)

    def _play_stall(self, protocol, body, told):
        self._stream_a_part(protocol, body, told)
        self._pause(None)

    def _play_drop(self, protocol, body, told):
        if told["pieces"]:
            self._stream_a_part(protocol, body, told)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def _play_raw(self, _, __, told):
        self._send(200, told["body"].encode(), told["content_type"])

    def _play_nulls(self, protocol, *_):
        self._json(200, protocol.nulls)

    def _play_wrong_types(self, protocol, *_):
        self._json(200, protocol.wrong_types)

    def _text(self, body, told):
        text = told.get("text")
        text = self.provider.text if text is None else text
        return text(body) if callable(text) else text

    def _stream_a_part(self, protocol, body, told):
        self._begin_stream()
        pieces = words(self._text(body, told))[: told["pieces"]]
        left = len(pieces)
        for event in protocol.events(body["model"], pieces, (100, left)):
            self._chunk(event)
            left -= '"text_delta"' in event or '"delta": {"content"' in event
            if left == 0:
                return

    def _begin_stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _json(self, code, value, headers=None):
        self._send(code, json.dumps(value).encode(), "application/json", headers)

    def _send(self, code, data, content_type, headers=None):
        self.send_response(code)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _pause(self, seconds):
        """Waits so long, for ever with None; Gone when meanwhile the client leaves or the provider stops."""
        end = None if seconds is None else time.monotonic() + seconds
        while end is None or time.monotonic() < end:
            left = 0.05 if end is None else min(0.05, max(end - time.monotonic(), 0))
            if self.provider.stopping.wait(left) or self._client_left():
                raise Gone

    def _client_left(self):
        try:
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False


def words(text):
    """Pieces that give the text again when they are joined."""
    return re.findall(r"\s*\S+|\s+", text)


UNDERSTOOD = "When is the heap turned?"


def judge_or(text):
    """What a Provider says to questions from a server: scores when it is asked to rank, `UNDERSTOOD` when it is asked
    what a question goes on about, else `text`."""

    def speak(body):
        if body["max_tokens"] == 150:
            return UNDERSTOOD
        if body["max_tokens"] == 200:
            return json.dumps([9] * len(re.findall("^<data-", body["messages"][-1]["content"], re.MULTILINE)))
        return text

    return speak


class Provider:
    """The server, its script and what it was asked. Thread-safe."""

    def __init__(self, text="An answer.", port=0):
        self.text = text  # or a function of the request's body
        self.asked = []
        self.refuses = lambda text: False  # what is not embedded
        self.stopping = threading.Event()
        self.connections = set()  # that clients keep open; a provider that has stopped answers on none of them
        self._script = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._server.provider = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    @property
    def port(self):
        return self._server.server_address[1]

    @property
    def url(self):
        """The base URL, as the settings want it."""
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, *providers):
        """Settings that make a server ask here, as these providers: anthropic (the default), openai, local."""
        known = {
            "anthropic": {"anthropic_base_url": self.url, "anthropic_api_key": "test-key-anthropic"},
            "openai": {"openai_base_url": self.url, "openai_api_key": "test-key-openai"},
            "local": {"ollama_base_url": self.url},
        }
        chosen = providers or ("anthropic",)
        return {name: value for provider in chosen for name, value in known[provider].items()}

    def play(self, *behaviours):
        """For the next requests, in this order."""
        with self._lock:
            self._script += behaviours

    def play_no_more(self):
        """What was to be played is forgotten."""
        with self._lock:
            self._script.clear()

    def next_behaviour(self, asked):
        with self._lock:
            self.asked.append(asked)
            return self._script.pop(0) if self._script else reply()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--text", default="An answer.", help="what every answer says that is not scripted")
    chosen = options.parse_args()
    with Provider(chosen.text, chosen.port) as provider:
        print(provider.port, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
