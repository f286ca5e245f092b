"""The admin page in a headless Chromium."""

import os
import time

import pytest

from harness import wait_until
from pages import complaints, keep, shown

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed (python3-selenium)").By


def test_the_verdict_is_in_words_and_the_console_is_clean(page, server):
    assert page.find_element(By.ID, "verdict").text == server.health()["summary"]
    keep(page, "desktop")
    assert complaints(page) == []


def test_a_browser_at_the_root_is_sent_to_the_page(browser, server):
    browser.get(server.url + "/")
    assert browser.current_url == server.url + "/admin/"


# ---- sync card: one dot for each state ----


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
def test_the_sync_dot_has_the_colour_of_its_state(browser, server, home, prepare, state, hue):
    prepare(home.data)
    browser.get(server.url + "/admin/")
    dot = shown(browser, f"#sync-dot[data-state='{state}']")
    if state == "unknown":
        wait_until(lambda: browser.find_element(By.ID, "sync-text").text not in ("", "…"), 20, "the card is filled")
    wait_until(lambda: hue_of(dot.value_of_css_property("background-color")) == hue, 5,
               f"the dot is {hue}: {dot.value_of_css_property('background-color')}")
    assert browser.find_element(By.ID, "sync-text").text, "never by colour alone"
    keep(browser, f"sync_{state}")


def test_a_sync_that_could_read_no_note_is_not_up_to_date(browser, server, home):
    sync_without_extraction(home.data)
    browser.get(server.url + "/admin/")
    wait_until(lambda: "no note could be read" in browser.find_element(By.ID, "sync-text").text, 20, "the card says so")
    assert "it is asleep" in browser.find_element(By.ID, "sync-advice").text
    wait_until(lambda: "cannot read your notes" in browser.find_element(By.ID, "verdict").text, 20, "and so does the verdict")
    (home.data / ".extraction_trouble").unlink()
    browser.refresh()
    wait_until(lambda: browser.find_element(By.ID, "sync-text").text == "Up to date", 20, "it ends with its cause")


# ---- actor tree ----


def test_the_tree_updates_live_when_a_worker_is_restarted_from_the_page(page, server):
    row = "#actor-tree [data-actor='root/stores/usage']"
    shown(page, f"{row}[data-state='running']")
    restarts = page.find_element(By.CSS_SELECTOR, f"{row} [data-field='restarts']")
    assert restarts.text == "0 restarts"
    button = page.find_element(By.CSS_SELECTOR, f"{row} button.restart")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    shown(page, "#confirm[open]")
    page.find_element(By.ID, "confirm-yes").click()
    wait_until(lambda: restarts.text == "1 restart", 20, "the page shows the restart without being reloaded")
    shown(page, f"{row}[data-state='running']")
    assert server.actors()["root/stores/usage"]["restarts"] == 1
    keep(page, "restarted")
    assert complaints(page) == []


def test_every_actor_of_the_tree_is_shown(page, server):
    shown(page, "#actor-tree [data-actor='root']")
    rows = page.find_elements(By.CSS_SELECTOR, "#actor-tree [data-actor]")
    assert [row.get_attribute("data-actor") for row in rows] == list(server.actors())


# ---- search, index ----


def test_search_as_you_type(page):
    page.find_element(By.ID, "search-input").send_keys("compo")
    shown(page, "#search-results [data-note='10_Notes/Compost.md']")
    marked = shown(page, "#search-results [data-note='00_Daily/2026-02-05.md'] mark")
    assert marked.text == "Compost"
    keep(page, "search")
    assert complaints(page) == []


def test_what_leads_to_a_note_is_shown_where_it_was_found(page):
    page.find_element(By.ID, "search-input").send_keys("heap spring")
    hit = shown(page, "#search-results [data-note='10_Notes/Compost.md']")
    hit.find_element(By.CSS_SELECTOR, ".links summary").click()
    link = shown(page, "#search-results .note-links [data-note='00_Daily/2026-02-05.md']")
    assert "line 2" in link.text and "Read about [[Compost]]" in link.text
    assert complaints(page) == []


def test_a_note_that_looks_like_markup_is_shown_as_text(page, server, home):
    home.write_note("evil.md", "# <img src=x onerror=alert(1)>\n\nA pangolin <script>alert(1)</script> here.\n")
    server.index()
    page.find_element(By.ID, "search-input").send_keys("pangolin")
    hit = shown(page, "#search-results [data-note='evil.md']")
    assert "<script>alert(1)</script>" in hit.text
    assert not hit.find_elements(By.CSS_SELECTOR, "img, script")


def test_reindexing_from_the_page(page, server, home):
    home.write_note("new.md", "An axolotl.\n")
    page.find_element(By.ID, "index-run").click()
    wait_until(lambda: server.search("axolotl") == ["new.md"], 20, "the note is indexed")
    shown(page, "#index-phase[data-phase='finished'], #index-phase[data-phase='idle']")


# ---- phone, trouble ----


def test_on_a_phone_nothing_is_wider_than_the_screen(browser, server):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    )
    browser.get(server.url + "/admin/")
    shown(browser, "#actor-tree [data-actor='root/stores/lexical']")
    browser.find_element(By.ID, "search-input").send_keys("compost")
    shown(browser, "#search-results [data-note]")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    too_small = browser.execute_script(
        "return [...document.querySelectorAll('button, input')].filter(e => e.offsetParent)"
        ".map(e => [e.textContent || e.id, e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"
    )
    assert too_small == []
    keep(browser, "phone")


def test_in_the_dark(browser, server):
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    browser.get(server.url + "/admin/")
    shown(browser, "#actor-tree [data-actor='root']")
    background = browser.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    if background == "rgba(0, 0, 0, 0)":
        background = browser.find_element(By.TAG_NAME, "html").value_of_css_property("background-color")
    assert sum(int(part) for part in background.strip("rgba()").split(",")[:3]) < 200, background
    keep(browser, "dark")


def test_a_vault_that_is_gone_is_said_in_words(page, server, home):
    home.vault.rename(home.root / "elsewhere")
    server.post("/api/v1/index")
    shown(page, "#verdict[data-state='error']", seconds=40)
    assert "vault" in page.find_element(By.ID, "verdict").text.lower()
    keep(page, "vault_gone")


def test_a_lost_server_is_noticed_and_found_again(page, server):
    port = int(server.url.rsplit(":", 1)[1])
    server.kill()
    shown(page, "#connection:not([data-state='live'])", seconds=30)
    keep(page, "connection_lost")
    server.port = port
    server.start()
    shown(page, "#connection[data-state='live']", seconds=60)
