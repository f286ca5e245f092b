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


def test_what_failed_is_read_again_however_the_connection_comes_back(page):
    """The service may answer before it has a stream to spare, which is no lost connection any more, and not live yet."""
    heard = page.execute_async_script("""
        const done = arguments[0];
        import("/admin/connection.js").then(({ Connection }) => {
          const ways = [["lost", "live"], ["lost", "paused", "live"], ["locked", "lost", "paused", "live"], ["paused", "live"]];
          const states = { live: { live: true }, paused: { live: false, reachable: true }, locked: { live: false, locked: true }, lost: { live: false } };
          done(ways.map((way) => {
            let heard = 0;
            const count = () => { heard += 1; };
            document.addEventListener("reconnected", count);
            const connection = new Connection();
            connection.report("a", states.live);
            for (const state of way) connection.report("a", { retryAt: Date.now(), ...states[state] });
            connection.report("a", states.live);
            document.removeEventListener("reconnected", count);
            return heard;
          }));
        });""")
    assert heard == [1, 1, 1, 0]


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
