#!/usr/bin/env python3
"""Types what README.md and the guides print, line by line and in their order, as a newcomer does, and stops at the first
line that does not work or finds nothing.

    document_commands.py                 lists the commands, and those that are not run, with the reason
    document_commands.py TREE USER       runs them in the system at TREE as USER, whose home holds the repository in
                                         `secondbrain` (tools/checks/portability.sh), then once more a month later

The tests run them with the program at hand (tests/e2e/test_documents.py). Every line of every `sh` block is a command.
"""

import os
import pty
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/user-guide.md", "docs/operations.md")

# Lines that are not run, by how they begin.
NOT_RUN = {
    "make test": "builds and runs every test, this one included",
    "git pull": "there is nothing newer to fetch",
}

# Words that stand for something the person has seen before: what is put in their place, found in the output so far.
STAND_FOR = {
    "--conversation ID": r"(--conversation [0-9a-f-]{36})",
    "data-20261124-031500": r"^(data-\d{8}-\d{6}) ",
}

# Programs that a test account lacks. The service manager's stand-in really starts and stops what the unit says.
STAND_INS = {
    "pbpaste": "echo 'A thought from the clipboard: ask for a longer lease on the allotment.'",
    "journalctl": "echo 'the log of the service'",
    "systemctl": r"""
unit="${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/secondbrain.service" pid="$HOME/.service-pid"
stop() { if [ -f "$pid" ]; then kill "$(cat "$pid")"; while kill -0 "$(cat "$pid")" 2>/dev/null; do sleep 0.1; done; rm -f "$pid"; fi; }
case " $* " in
  *" restart "* | *" start "*)
    stop
    grep -q '^ExecStart=' "$unit" || exit 1
    eval "export $(sed -n 's/^Environment=//p' "$unit" | tr '\n' ' ')"
    eval "exec $(sed -n 's/^ExecStart=//p' "$unit")" </dev/null >"$HOME/service.log" 2>&1 & echo $! >"$pid" ;;
  *" stop "* | *" disable "*) stop ;;
  *" status "*) kill -0 "$(cat "$pid")" && echo active ;;
esac
""",
}

STARTS_A_SERVER = re.compile(r"make run\b|secondbrain service install|systemctl .*\b(re)?start\b")
ASKS = re.compile(r"secondbrain (search|ask|tasks|events|briefing|captures|backups)\b|curl .*/api/")
NOTHING = re.compile(r'Nothing found|No events|^0 tasks|No tasks|no backups|"results":\s*\[\]|[Nn]othing in your notes', re.MULTILINE)
PATIENCE = 600  # seconds; ends a hang and states nothing
BUILD_PATIENCE = 4 * 3600


class Failed(Exception):
    """A documented command that does not work as printed."""


def lines_of(text):
    """The command lines of the `sh` blocks of a document."""
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.strip()


def commands(root=ROOT):
    """(document, line) in the order of reading."""
    return [(name, line) for name in DOCUMENTS for line in lines_of((root / name).read_text(encoding="utf-8"))]


def reason_not_to_run(line):
    return next((why for start, why in NOT_RUN.items() if line.startswith(start)), None)


class Newcomer:
    """Someone at a terminal. `shell(line)` gives the words that run a line in the account's login shell. `instead`: what is
    typed in place of a line, by how it begins."""

    def __init__(self, shell, port=8000, say=lambda text: None, environment=None, instead=None):
        self.shell = shell
        self.instead = instead or {}
        self.port = port
        self.say = say
        self.environment = environment
        self.server = None  # what `make run` keeps in the foreground
        self.seen = ""
        self.waits = []  # (line, seconds) of what one waits for

    def type(self, line, patience=PATIENCE):
        """Runs a line to its end and returns what it printed."""
        for words, found in STAND_FOR.items():
            if words in line:
                earlier = re.findall(found, self.seen, re.MULTILINE)
                if not earlier:
                    raise Failed(f"{line}\nnothing printed before says what {words} stands for")
                line = line.replace(words, earlier[-1])
        line = next((other for start, other in self.instead.items() if line.startswith(start)), line)
        line = line.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        self.say(f"$ {line}")
        if line.startswith("make run"):
            return self.start(line)
        if "service install" in line:
            self.interrupt()
        ours, theirs = pty.openpty()  # a terminal: somebody is there to answer a question
        try:
            os.write(ours, b"y\n")
            done = subprocess.run(self.shell(line), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  env=self.environment, timeout=patience, check=False)
        except subprocess.TimeoutExpired as late:
            raise Failed(f"{line}\nhas not ended after {patience} s: {late.output}") from late
        finally:
            os.close(ours)
            os.close(theirs)
        said = done.stdout.decode(errors="replace")
        self.seen += said
        if done.returncode != 0:
            raise Failed(f"{line}\nended with {done.returncode}:\n{said}")
        if ASKS.search(line) and (not said.strip() or NOTHING.search(said)):
            raise Failed(f"{line}\nfinds nothing:\n{said}")
        if STARTS_A_SERVER.search(line):
            self.wait_until_indexed(line)
        return said

    def start(self, line):
        """`make run` stays in the foreground; the one before is ended as a person does, with Ctrl-C."""
        self.interrupt()
        self.server = subprocess.Popen(self.shell(line), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, env=self.environment, start_new_session=True)
        os.set_blocking(self.server.stdout.fileno(), False)
        began, said = time.monotonic(), ""
        while "Serving http" not in said:
            said += (self.server.stdout.read() or b"").decode(errors="replace")
            if self.server.poll() is not None or time.monotonic() - began > BUILD_PATIENCE:
                raise Failed(f"{line}\nserves nothing:\n{said[-6000:]}")
            time.sleep(0.1)
        self.waits.append((line, time.monotonic() - began))
        self.seen += said
        self.wait_until_indexed(line)
        return said

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as reply:
                return reply.read().decode()
        except (OSError, urllib.error.URLError):
            return ""

    def wait_until_indexed(self, line):
        deadline = time.monotonic() + PATIENCE
        while not re.search(r'"phase":"(idle|finished)".*"last_report":\{', self.get("/api/v1/index/progress")):
            if self.server is not None and self.server.stdout is not None:
                self.server.stdout.read()  # it logs; nobody must make it wait
            if time.monotonic() > deadline:
                raise Failed(f"{line}\nnothing is indexed: {self.get('/api/v1/index/progress')}")
            time.sleep(0.1)

    def interrupt(self):
        if self.server is None:
            return
        server, self.server = self.server, None
        os.set_blocking(server.stdout.fileno(), True)
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGINT)
        try:
            server.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            raise Failed("make run\ndoes not end on Ctrl-C") from None

    def leave(self):
        """Ends what is still running."""
        try:
            self.interrupt()
        finally:
            subprocess.run(self.shell("systemctl --user stop secondbrain"), env=self.environment, check=False)

    def run_all(self, root=ROOT):
        for document, line in commands(root):
            if why := reason_not_to_run(line):
                self.say(f"# {line}: not run, {why}")
                continue
            try:
                self.type(line)
            except Failed as problem:
                raise Failed(f"{document}: {problem}") from None


def list_commands():
    for document, line in commands():
        why = reason_not_to_run(line)
        print(f"{document}: {line}" + (f"   [not run: {why}]" if why else ""))


def in_tree(tree, user):
    def shell(line):
        login = ["/usr/bin/env", "-i", f"HOME=/home/{user}", f"USER={user}", "LANG=C.UTF-8", "TERM=dumb",
                 "/bin/bash", "-l", "-c", f"cd ~/secondbrain && {line}"]
        return ["chroot", f"--userspec={user}:{user}", f"--groups={user},sudo", tree, *login]
    return shell


def try_in_tree(tree, user):
    for name, body in STAND_INS.items():
        tool = Path(tree, "usr/local/bin", name)
        tool.write_text(f"#!/bin/bash\n{body}", encoding="utf-8")
        tool.chmod(0o755)
    person = Newcomer(in_tree(tree, user), say=lambda text: print(text, flush=True))
    if person.get("/livez"):
        sys.exit("another program serves port 8000, which the documents name; end it first")
    try:
        person.run_all(Path(tree, "home", user, "secondbrain"))
        person.leave()
        changes = person.type("git status --porcelain")
        if changes.strip():
            raise Failed(f"git status\nthe checkout is not clean any more:\n{changes}")
        print("# a month later", flush=True)
        subprocess.run(["chroot", tree, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "faketime"], check=True,
                       stdout=subprocess.DEVNULL)
        later = "faketime --exclude-monotonic -f +31d"
        person.start(f"{later} make run")
        for line in ("secondbrain briefing", "secondbrain events", "secondbrain tasks upcoming --days 14"):
            person.type(f"{later} {line}")
        person.leave()
        if person.type("git status --porcelain").strip():
            raise Failed("git status\nthe checkout is not clean a month later")
    except Failed as problem:
        sys.exit(f"FAILED {problem}")
    finally:
        person.leave()
    for line, seconds in person.waits:
        print(f"waited {seconds / 60:.1f} minutes for: {line}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        try_in_tree(sys.argv[1], sys.argv[2])
    else:
        list_commands()
