"""Fixtures: a home, a server in it, and its log when a test fails."""

import pytest

from harness import PROGRAM, Home, Server
from pages import open_browser, shown
from vaults import write_sample


def pytest_configure():
    if not PROGRAM.exists():
        raise pytest.UsageError(f"{PROGRAM} is not built; build the target `secondbrain` or set SECONDBRAIN_BIN")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """Shows what the servers of a failed test have logged."""
    report = (yield).get_result()
    if report.when == "call" and report.failed:
        for server in getattr(item, "servers", []):
            if server.process is not None:
                report.sections.append((f"log of the server in {server.home.root}", server.log[-8000:]))


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    write_sample(home)
    return home


@pytest.fixture
def make_server(home, request):
    """Makes servers, in `home` unless told otherwise, and ends those that a test leaves running."""
    request.node.servers = []

    def make(in_home=home, **settings):
        server = Server(in_home, **settings)
        request.node.servers.append(server)
        return server

    yield make
    for server in request.node.servers:
        if not server.ended():
            server.kill()


@pytest.fixture
def server(make_server):
    """A server over the sample notes that is ready and has indexed them."""
    server = make_server().start()
    server.wait_indexed()
    return server


@pytest.fixture
def browser(tmp_path):
    driver = open_browser(tmp_path / "profile")
    yield driver
    driver.quit()


@pytest.fixture
def page(browser, server):
    """The admin page of a server that is well."""
    browser.get(server.url + "/admin/")
    shown(browser, "#verdict[data-state='ok'], #verdict[data-state='warning']")
    return browser
