"""A real `secondbrain serve` under test: its process, its home directory, its HTTP interface.

Every server gets a home of its own (vault, data, backups, .env) and a port that the system chooses, so that test files
may run side by side. Only the loopback address is used.
"""

import fnmatch
import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(os.environ.get("SECONDBRAIN_BIN", "build/release/cli/secondbrain")).resolve()
ARTIFACTS = Path(os.environ.get("E2E_ARTIFACTS", PROGRAM.parent.parent / "artifacts"))

EXIT_GAVE_UP = 70
EXIT_HUNG = 71

PATIENCE = 60  # seconds; ends a hang and states nothing: what is waited for takes as long as the machine is slow


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class NoAnswer(Exception):
    """The connection was refused or broke: nobody said anything."""


def wait_until(condition, what, seconds=PATIENCE):
    """Polls until `condition()` is true and returns what it returned. `what`: a text, or a function that makes it."""
    deadline = time.monotonic() + seconds
    while True:
        late = time.monotonic() >= deadline  # looked at once more, however long a look takes
        value = condition()
        if value:
            return value
        assert not late, f"not within {seconds} s: {what() if callable(what) else what}"
        time.sleep(0.05)


def found_below(folder, pattern):
    """Files and folders of such a name, while others come and go: a folder that vanishes meanwhile is no error here."""
    return [Path(place) / name for place, folders, files in os.walk(folder)
            for name in fnmatch.filter([*folders, *files], pattern)]


def remove(folder):
    """Also while a server makes files in it."""

    def is_gone():
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    wait_until(is_gone, f"{folder} is removed")


class Home:
    """Where one user's things are: vault, data directory, backups."""

    def __init__(self, root: Path):
        self.root = root
        self.vault = root / "vault"  # None: not configured
        self.data = root / "data"
        self.backups = root / "backups"
        self.vault.mkdir(parents=True, exist_ok=True)

    def environment(self, **settings):
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("SECONDBRAIN_")}
        own = {
            "HOME": self.root,
            "XDG_CONFIG_HOME": self.root / "config",
            "XDG_DATA_HOME": self.root / "share",
            "SECONDBRAIN_ENV_FILE": self.root / ".env",
            "SECONDBRAIN_VAULT_PATH": self.vault,
            "SECONDBRAIN_DATA_PATH": self.data,
            "SECONDBRAIN_BACKUP_PATH": self.backups,
            "SECONDBRAIN_BACKUP_INTERVAL": "0",
            "SECONDBRAIN_SYNC_INTERVAL": "0",
            "SECONDBRAIN_HANG_DEADLINE": "120",  # a part that waits for a busy machine does not hang
            "SECONDBRAIN_HANG_LIMIT": "600",
        }
        own.update({f"SECONDBRAIN_{name.upper()}": value for name, value in settings.items()})
        return {**kept, **{name: str(value) for name, value in own.items() if value is not None}}

    def write_note(self, name, text):
        file = self.vault / name
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.draft")
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
        return file


class Server:
    """One process of the program. `settings` are SECONDBRAIN_* variables without their prefix."""

    def __init__(self, home: Home, port=0, **settings):
        self.home = home
        self.port = port
        self.settings = settings
        self.process = None
        self.url = None
        self._starts = 0

    @property
    def _out(self):
        return self.home.root / f"serve-{id(self)}-{self._starts}.out"

    @property
    def _err(self):
        return self._out.with_suffix(".err")

    @property
    def log(self):
        """What this process has written to stderr."""
        return self._err.read_text(encoding="utf-8", errors="replace")

    def start(self, ready=True):
        self._starts += 1
        self.url = None
        vault = ["--vault", self.home.vault] if self.home.vault else []
        command = [PROGRAM, "serve", *vault, "--data", self.home.data, "--port", str(self.port)]
        with open(self._out, "wb") as out, open(self._err, "wb") as err:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd="/",
                env=self.home.environment(**self.settings),
            )
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self):
        wait_until(self._is_ready, lambda: f"the server is ready; its log:\n{self.log[-4000:]}")

    def _is_ready(self):
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}:\n{self.log[-4000:]}"
        announced = re.search(r"Serving (http://\S+)\s", self._out.read_text())
        if not announced:
            return False
        self.url = announced[1]
        try:
            return self.get("/readyz").status == 200
        except NoAnswer:
            return False

    def wait_indexed(self, seconds=2 * PATIENCE):
        """Until nothing is under way any more and the last run has ended well."""

        def settled():
            progress = self.get("/api/v1/index/progress").json
            return progress["phase"] in ("idle", "finished") and progress["last_report"] is not None

        wait_until(settled, "the first index run has ended", seconds)

    def wait_vault_remembered(self):
        """Until the data directory knows which vault it belongs to."""
        wait_until((self.home.data / "vault_identity.json").exists, "the vault is remembered")

    # ---- asking ----

    def request(self, method, path, query=None, body=None, headers=None, seconds=2 * PATIENCE):
        url = self.url + urllib.parse.quote(path) + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(url, data=data, method=method, headers=headers or {})
        if data is not None:
            asked.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(asked, timeout=seconds) as reply:
                return Answer(reply.status, dict(reply.headers), reply.read())
        except urllib.error.HTTPError as reply:
            return Answer(reply.code, dict(reply.headers), reply.read())
        except (OSError, ValueError) as trouble:  # refused, reset, cut off in the middle
            raise NoAnswer(f"{method} {url}: {trouble}") from trouble
        except Exception as trouble:  # http.client's own family
            raise NoAnswer(f"{method} {url}: {trouble!r}") from trouble

    def get(self, path, **query):
        return self.request("GET", path, query)

    def post(self, path, **query):
        return self.request("POST", path, query, body={})

    def index(self, **query):
        answer = self.post("/api/v1/index", **query)
        assert answer.status == 200, answer.body
        return answer.json

    def back_up(self):
        """A backup that was made for this request, whether it took a moment or longer."""
        answer = self.post("/api/v1/admin/backups")
        assert answer.status in (200, 202), answer.body
        made = answer.json if answer.status == 200 else self.ended_backup(answer.json["run_id"])["backup"]
        assert made["verified"] is True
        return made

    def ended_backup(self, run_id):
        """The progress of a backup once it is over."""

        def over():
            progress = self.get("/api/v1/admin/backups/progress").json
            return progress["phase"] != "running" and progress

        progress = wait_until(over, "the backup has ended", 2 * PATIENCE)
        assert progress["run_id"] == run_id
        return progress

    def search(self, words, **query):
        answer = self.get("/api/v1/search", q=words, **query)
        assert answer.status == 200, answer.body
        return [hit["note_path"] for hit in answer.json["results"]]

    def health(self):
        return self.get("/health").json

    def check(self, name):
        """One component check of /health, or None."""
        return next((check for check in self.health()["checks"] if check["name"] == name), None)

    def await_check(self, name, status=None, *words):
        """The same, once it has that status and says these words."""

        def told():
            check = self.check(name)
            return check and status in (None, check["status"]) and all(word in check["message"] for word in words) and check

        return wait_until(told, lambda: f"health says {status} {words} of {name}: {self.check(name)}")

    def actors(self):
        return {actor["name"]: actor for actor in self.get("/api/v1/admin/actors").json["actors"]}

    def crash(self, actor, how="throw"):
        return self.post(f"/api/v1/admin/actors/{actor}/crash", how=how)

    # ---- ending ----

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM; returns the exit code."""
        self.signal(signal.SIGTERM)
        return self.wait_exit()

    def wait_exit(self, seconds=2 * PATIENCE):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the server did not end within {seconds} s:\n{self.log[-4000:]}") from None

    def ended(self):
        return self.process is None or self.process.poll() is not None


def run_cli(home: Home, *words, server=None, seconds=4 * PATIENCE, **settings):
    """Runs a command of the program to its end; talks to `server` when one is given."""
    if server is not None:
        settings["port"] = urllib.parse.urlparse(server.url).port
    return subprocess.run(
        [PROGRAM, *words], env=home.environment(**settings), cwd="/", stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=seconds, check=False,
    )
