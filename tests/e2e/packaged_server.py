"""A server of somebody else's that a test starts, kills and starts again: its process, its port and the folder of its data."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from harness import wait_until
from ports import own_port

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "build/python"  # where `tools/setup/install.sh test` puts them


class PackagedServer:
    """Subclasses say how it is started (`_command`, `_options` of its process) and when it `_listens`."""

    name = ""
    _options = {}

    def __init__(self):
        self.port = own_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"secondbrain-{self.name}-"))
        self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        """With all that it held."""
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.folder, start_new_session=True, **self._options)
        wait_until(self._is_up, lambda: f"{self.name} listens:\n{self._log()}")
        return self

    def kill(self):
        """As power fails."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _is_up(self):
        if self._listens():
            return True
        assert self.process.poll() is None, self._log()
        return False

    def _log(self):
        return (self.folder / "log").read_text()[-2000:]
