"""The admin page in a headless Chromium."""

import os
import time

import pytest

from fixtures import open_page
from harness import wait_until
from pages import PAGE_PATIENCE, by_id, click, complaints, filled, keep, says, search_for, shown, text_of
from ports import own_port

pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed (python3-selenium)")


def test_the_verdict_is_in_words_and_the_console_is_clean(standing_page, standing):
    wait_until(lambda: text_of(standing_page, "#verdict") == standing.health()["summary"], "the page says what health says",
               PAGE_PATIENCE)
    keep(standing_page, "desktop")
    assert complaints(standing_page) == []


def test_a_browser_at_the_root_is_sent_to_the_page(browser, standing):
    browser.get(standing.url + "/")
    assert browser.current_url == standing.url + "/admin/"


# ---- sync card: one dot for each state ----


@pytest.fixture
def synced(standing):
    """The data directory of the standing server, for marks of a sync, which are taken away again."""
    yield standing.home.data
    for name in (".sync_completed", ".sync_failed", ".extraction_trouble"):
        (standing.home.data / name).unlink(missing_ok=True)


def mark(data, name, text, age_hours=0):
    (data / name).write_text(text)
    then = time.time() - age_hours * 3600
    os.utime(data / name, (then, then))


def sync_ok(data):
    mark(data, ".sync_completed", "2026-02-05T07:00:00")


def sync_stale(data):
    mark(data, ".sync_completed", "2026-02-05T07:00:00", age_hours=26)


def sync_failed(data):
    mark(data, ".sync_completed", "2026-02-05T07:00:00", age_hours=1)
    mark(data, ".sync_failed", "2026-02-05T08:00:00: the vault was locked")


def sync_unknown(data):
    pass


def sync_without_extraction(data):
    sync_ok(data)
    mark(data, ".extraction_trouble", "The language model cannot read your notes: it is asleep.")


def hue_of(colour):
    """`rgb(r, g, b)` as a word."""
    red, green, blue = (int(part) for part in colour.strip("rgba()").split(",")[:3])
    if max(red, green, blue) - min(red, green, blue) < 45:
        return "grey"
    if green >= red and green > blue:
        return "green"
    return "amber" if green > 0.45 * red and green > blue + 40 else "red"


@pytest.mark.parametrize(
    "prepare, state, hue",
    [(sync_ok, "ok", "green"), (sync_stale, "stale", "amber"), (sync_failed, "failed", "red"),
     (sync_unknown, "unknown", "grey"), (sync_without_extraction, "stale", "amber")],
)
def test_the_sync_dot_has_the_colour_of_its_state(browser, standing, synced, prepare, state, hue):
    prepare(synced)
    browser.get(standing.url + "/admin/")
    dot = shown(browser, f"#sync-dot[data-state='{state}']")
    assert filled(browser, "#sync-text"), "never by colour alone"
    wait_until(lambda: hue_of(dot.value_of_css_property("background-color")) == hue,
               lambda: f"the dot is {hue}: {dot.value_of_css_property('background-color')}")
    keep(browser, f"sync_{state}")


def test_a_sync_that_could_read_no_note_is_not_up_to_date(browser, standing, synced):
    sync_without_extraction(synced)
    browser.get(standing.url + "/admin/")
    says(browser, "#sync-text", "no note could be read")
    assert "it is asleep" in text_of(browser, "#sync-advice")
    says(browser, "#verdict", "cannot read your notes")
    (synced / ".extraction_trouble").unlink()
    browser.refresh()
    says(browser, "#sync-text", "Up to date")


# ---- actor tree ----


def test_the_tree_updates_live_when_a_worker_is_restarted_from_the_page(page, server):
    row = "#actor-tree [data-actor='root/stores/usage']"
    shown(page, f"{row}[data-state='running']")
    restarts = f"{row} [data-field='restarts']"
    assert text_of(page, restarts) == "0 restarts"
    click(page, f"{row} button.restart")
    shown(page, "#confirm[open]")
    click(page, "#confirm-yes")
    wait_until(lambda: text_of(page, restarts) == "1 restart", "the page shows the restart without being reloaded", PAGE_PATIENCE)
    shown(page, f"{row}[data-state='running']")
    assert server.actors()["root/stores/usage"]["restarts"] == 1
    keep(page, "restarted")
    assert complaints(page) == []


def test_every_actor_of_the_tree_is_shown(standing_page, standing):
    shown(standing_page, "#actor-tree [data-actor='root']")
    rows = "return [...document.querySelectorAll('#actor-tree [data-actor]')].map((row) => row.dataset.actor)"
    assert standing_page.execute_script(rows) == list(standing.actors())


# ---- search, index ----


def test_search_as_you_type(standing_page):
    by_id(standing_page, "search-input").send_keys("compo")
    shown(standing_page, "#search-results [data-note='10_Notes/Compost.md']")
    in_the_day = "#search-results [data-note='00_Daily/2026-02-05.md'] mark"
    wait_until(lambda: text_of(standing_page, in_the_day) == "Compost", "the word is marked", PAGE_PATIENCE)
    keep(standing_page, "search")
    assert complaints(standing_page) == []


def test_why_a_note_comes_first_is_said(standing_page):
    search_for(standing_page, "compost")
    says(standing_page, "#search-results [data-note='10_Notes/Compost.md'] .path", "its file has exactly this name")
    search_for(standing_page, "Sourdough bread")
    says(standing_page, "#search-results [data-note='10_Notes/Sourdough.md'] .path", "its title is exactly this")
    assert complaints(standing_page) == []


def test_what_leads_to_a_note_is_shown_where_it_was_found(standing_page):
    search_for(standing_page, "heap spring")
    click(standing_page, "#search-results [data-note='10_Notes/Compost.md'] .links summary")
    link = says(standing_page, "#search-results .note-links [data-note='00_Daily/2026-02-05.md']", "Read about [[Compost]]")
    assert "line 2" in link
    assert complaints(standing_page) == []


def test_a_note_that_looks_like_markup_is_shown_as_text(standing_page, standing):
    standing.home.write_note("evil.md", "# <img src=x onerror=alert(1)>\n\nA pangolin <script>alert(1)</script> here.\n")
    standing.index()
    search_for(standing_page, "pangolin")
    says(standing_page, "#search-results [data-note='evil.md']", "<script>alert(1)</script>")
    assert not standing_page.find_elements("css selector", "#search-results img, #search-results script")


def test_reindexing_from_the_page(standing_page, standing):
    standing.home.write_note("new.md", "An axolotl.\n")
    click(standing_page, "#index-run")
    wait_until(lambda: standing.search("axolotl") == ["new.md"], "the note is indexed")
    shown(standing_page, "#index-phase[data-phase='finished'], #index-phase[data-phase='idle']")


# ---- phone, trouble ----


def test_on_a_phone_nothing_is_wider_than_the_screen(browser, standing):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    )
    browser.get(standing.url + "/admin/")
    shown(browser, "#actor-tree [data-actor='root/stores/lexical']")
    search_for(browser, "compost")
    shown(browser, "#search-results [data-note]")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    too_small = browser.execute_script(
        "return [...document.querySelectorAll('button, input')].filter(e => e.offsetParent)"
        ".map(e => [e.textContent || e.id, e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"
    )
    assert too_small == []
    keep(browser, "phone")


def test_in_the_dark(browser, standing):
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    browser.get(standing.url + "/admin/")
    shown(browser, "#actor-tree [data-actor='root']")
    background = browser.find_element("css selector", "body").value_of_css_property("background-color")
    if background == "rgba(0, 0, 0, 0)":
        background = browser.find_element("css selector", "html").value_of_css_property("background-color")
    assert sum(int(part) for part in background.strip("rgba()").split(",")[:3]) < 200, background
    keep(browser, "dark")


def test_a_vault_that_is_gone_is_said_in_words(page, server, home):
    home.vault.rename(home.root / "elsewhere")
    server.post("/api/v1/index")
    shown(page, "#verdict[data-state='error']")
    assert "vault" in text_of(page, "#verdict").lower()
    keep(page, "vault_gone")


def test_a_lost_server_is_noticed_and_found_again(browser, make_server):
    server = make_server(port=own_port()).start()
    page = open_page(browser, server)
    server.kill()
    shown(page, "#connection:not([data-state='live'])")
    keep(page, "connection_lost")
    server.start()
    shown(page, "#connection[data-state='live']")
