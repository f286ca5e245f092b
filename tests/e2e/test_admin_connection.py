"""What the admin page says of its connection, and what becomes of a request that failed meanwhile."""

import pytest

from harness import wait_until
from pages import by_id, shown

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed (python3-selenium)").By


def test_a_token_that_is_not_entered_is_no_lost_connection(browser, make_server):
    server = make_server(token="a-long-secret").start(ready=False)
    server.wait_ready()
    browser.get(server.url + "/admin/")
    shown(browser, "#token[open]")
    browser.execute_script("document.getElementById('token').close()")
    shown(browser, "#connection[data-state='locked']")
    note = by_id(browser, "connection-note").text
    assert "token" in note and "lost" not in note
    assert by_id(browser, "token-open").is_displayed()


def test_notes_of_an_older_search_do_not_pass_for_an_answer(page, server):
    port = int(server.url.rsplit(":", 1)[1])
    field = by_id(page, "search-input")
    field.send_keys("compost")
    shown(page, "#search-results[data-stale='false'] [data-note='10_Notes/Compost.md']")

    server.kill()
    field.send_keys(" heap")
    shown(page, "#search-results[data-stale='true']")
    assert "“compost”" in by_id(page, "search-status").text

    server.port = port
    server.start()
    shown(page, "#search-results[data-stale='false'] [data-note]", seconds=60)
    wait_until(lambda: "by words" in by_id(page, "search-status").text, 20, "the search was repeated by itself")
