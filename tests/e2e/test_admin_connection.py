"""What the admin page says of its connection, and what becomes of a request that failed meanwhile."""

import pytest

from fixtures import open_page
from pages import by_id, says, search_for, shown, text_of
from ports import own_port

pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed (python3-selenium)")


def test_a_token_that_is_not_entered_is_no_lost_connection(browser, make_server):
    server = make_server(token="a-long-secret").start(ready=False)
    server.wait_ready()
    browser.get(server.url + "/admin/")
    shown(browser, "#token[open]")
    browser.execute_script("document.getElementById('token').close()")
    shown(browser, "#connection[data-state='locked']")
    note = text_of(browser, "#connection-note")
    assert "token" in note and "lost" not in note
    assert by_id(browser, "token-open").is_displayed()


def test_what_failed_is_read_again_however_the_connection_comes_back(standing_page):
    """The service may answer before it has a stream to spare, which is no lost connection any more, and not live yet."""
    heard = standing_page.execute_async_script("""
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


def test_notes_of_an_older_search_do_not_pass_for_an_answer(browser, make_server):
    server = make_server(port=own_port()).start()
    server.wait_indexed()
    page = open_page(browser, server)
    search_for(page, "compost")
    shown(page, "#search-results[data-stale='false'] [data-note='10_Notes/Compost.md']")

    server.kill()
    search_for(page, "compost heap")
    shown(page, "#search-results[data-stale='true']")
    assert "“compost”" in text_of(page, "#search-status")

    server.start()
    shown(page, "#search-results[data-stale='false'] [data-note]")
    says(page, "#search-status", "by words")
