"""A Chroma server: the one that `tools/setup/install.sh test` has put into build/python. See postgres_server.py."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from harness import wait_until
from ports import own_port

PACKAGES = Path(__file__).resolve().parents[2] / "build/python"
RUN = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(sys.argv)"


def missing():
    return None if (PACKAGES / "chromadb_rust_bindings").exists() else "no Chroma: run `tools/setup/install.sh test`"


class Chroma:
    def __init__(self):
        self.port = own_port()
        self.folder = Path(tempfile.mkdtemp(prefix="secondbrain-chroma-"))
        self.process = None

    @property
    def address(self):
        return f"chroma+http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, "run", "--path", self.folder / "data", "--port", str(self.port)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                env={**os.environ, "PYTHONPATH": str(PACKAGES), "ANONYMIZED_TELEMETRY": "False"})
        wait_until(self._listens, lambda: f"Chroma listens:\n{(self.folder / 'log').read_text()[-2000:]}")
        return self

    def kill(self):
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _listens(self):
        assert self.process.poll() is None, (self.folder / "log").read_text()[-2000:]
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/heartbeat", timeout=5):
                return True
        except OSError:
            return False
