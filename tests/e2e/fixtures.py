"""Fixtures: a home, a server in it, and its log when a test fails."""

import pytest

from harness import PROGRAM, Home, Server
from midnight import let_midnight_pass
from pages import begin_anew, open_browser, shown
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


@pytest.fixture(autouse=True)
def one_day():
    """What a test means by today is what its server does."""
    let_midnight_pass()


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


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """One server for all tests of a file: each must leave it as well as it was."""
    home = Home(tmp_path_factory.mktemp("home"))
    write_sample(home)
    server = Server(home).start()
    server.wait_indexed()
    yield server
    if not server.ended():
        server.kill()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """One browser for all tests of a file."""
    driver = open_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium):
    begin_anew(chromium)
    yield chromium
    chromium.get("about:blank")  # lets go of the server


def open_page(browser, server):
    browser.get(server.url + "/admin/")
    shown(browser, "#verdict[data-state='ok'], #verdict[data-state='warning']")
    return browser


@pytest.fixture
def page(browser, server):
    """The admin page of a server that is well."""
    return open_page(browser, server)


@pytest.fixture
def standing_page(browser, standing):
    """The same of the server for all tests of the file."""
    return open_page(browser, standing)
