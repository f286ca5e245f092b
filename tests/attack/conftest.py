"""The same homes, servers and pages as the end-to-end tests have."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

from fixtures import *  # noqa: E402, F403  pytest finds fixtures and hooks here
from harness import Home, Server  # noqa: E402
from vaults import write_sample  # noqa: E402


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """One server for all tests of a file: each must leave it as well as it was."""
    home = Home(tmp_path_factory.mktemp("home"))
    write_sample(home)
    server = Server(home)
    server.start()
    server.wait_indexed()
    yield server
    if not server.ended():
        server.kill()
