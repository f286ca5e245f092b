"""A Chroma server: the one that `tools/setup/install.sh test` has put into build/python. See postgres_server.py."""

import os
import sys
import urllib.request

from packaged_server import PACKAGES, PackagedServer

RUN = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(sys.argv)"


def missing():
    return None if (PACKAGES / "chromadb_rust_bindings").exists() else "no Chroma: run `tools/setup/install.sh test`"


class Chroma(PackagedServer):
    name = "chroma"
    _options = {"env": {**os.environ, "PYTHONPATH": str(PACKAGES), "ANONYMIZED_TELEMETRY": "False"}}

    @property
    def address(self):
        return f"chroma+http://127.0.0.1:{self.port}"

    def _command(self):
        return [sys.executable, "-c", RUN, "run", "--path", self.folder / "data", "--port", str(self.port)]

    def _listens(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/heartbeat", timeout=5):
                return True
        except OSError:
            return False
