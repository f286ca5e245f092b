"""The cards of the admin page: ask, capture, the day, sync runs, costs, and the token."""

from daily_notes import day, write_daily_notes
from harness import wait_until
from pages import by_id, complaints, filled, keep, shown


def test_the_day_at_a_glance(browser, make_server, home):
    write_daily_notes(home)
    browser.get(make_server().start().url + "/admin/")
    shown(browser, "[data-group='overdue']")
    assert "Order seeds" in browser.find_element("css selector", "[data-group='overdue']").text
    assert "Water the plants" in browser.find_element("css selector", "[data-group='due']").text
    assert "Dentist" in browser.find_element("css selector", "[data-group='events']").text
    assert by_id(browser, "day-facts").text == "4 open tasks."
    keep(browser, "day")
    assert complaints(browser) == []


def test_a_task_is_ticked_and_a_new_one_written_from_the_page(browser, make_server, home):
    write_daily_notes(home)
    server = make_server().start()
    server.wait_indexed()
    browser.get(server.url + "/admin/")
    note = home.vault / f"00_Daily/{day()}.md"
    shown(browser, "[data-group='due'] button").click()
    wait_until(lambda: "- [x] Water the plants" in note.read_text(encoding="utf-8"), 20, "it is ticked in its note")
    wait_until(lambda: not browser.find_elements("css selector", "[data-group='due']"), 20, "it is gone from the card")
    by_id(browser, "task-text").send_keys("Turn the compost")
    by_id(browser, "task-add").click()
    wait_until(lambda: by_id(browser, "task-status").text.startswith(f"Written into 00_Daily/{day()}.md"), 20, "it is written")
    assert "- [ ] Turn the compost\n" in note.read_text(encoding="utf-8")
    keep(browser, "tasks")
    assert complaints(browser) == []


def test_a_capture_is_kept_and_shows_what_it_goes_with(page, home):
    by_id(page, "capture-text").send_keys("Turn the compost")
    by_id(page, "capture-run").click()
    shown(page, "#capture-connections [data-note='10_Notes/Compost.md']")
    assert by_id(page, "capture-status").text.startswith("Captured to Inbox/")
    assert by_id(page, "capture-text").get_property("value") == ""
    assert [file.read_text() for file in (home.vault / "Inbox").glob("*.md")] == ["Turn the compost"]
    assert complaints(page) == []


def test_what_waits_is_listed_and_filed_from_the_page(page, server, home):
    by_id(page, "capture-text").send_keys("An axolotl")
    by_id(page, "capture-run").click()
    wait_until(lambda: by_id(page, "captures-summary").text == "1 capture waits to be filed", 20, "it is listed")
    by_id(page, "captures-summary").click()
    entry = shown(page, "#captures-entries [data-capture]")
    assert "An axolotl" in entry.text
    keep(page, "captures")
    entry.find_element("css selector", "option[value='note']").click()
    entry.find_element("css selector", "button").click()
    wait_until(lambda: (home.vault / "10_Notes" / "An axolotl.md").exists(), 20, "it is filed")
    wait_until(lambda: not by_id(page, "captures").is_displayed(), 20, "nothing waits any more")
    assert complaints(page) == []


def test_captures_that_cannot_be_listed_are_said_to_be_so(page, home):
    by_id(page, "capture-text").send_keys("An axolotl")
    by_id(page, "capture-run").click()
    wait_until(lambda: by_id(page, "captures").is_displayed(), 20, "it is listed")
    home.vault.rename(home.root / "elsewhere")
    page.execute_script("document.dispatchEvent(new Event('reconnected'))")
    wait_until(lambda: "could not be listed" in by_id(page, "captures-problem").text, 20, "the failure is told")
    assert shown(page, "#captures[data-stale='true']").is_displayed(), "what waited does not vanish"
    (home.root / "elsewhere").rename(home.vault)
    page.execute_script("document.dispatchEvent(new Event('reconnected'))")
    shown(page, "#captures[data-stale='false']")
    assert not by_id(page, "captures-problem").is_displayed()


def test_what_a_card_showed_before_does_not_pass_for_now(page, server):
    shown(page, "#day-groups[data-stale='false']")
    server.kill()
    page.execute_script("document.dispatchEvent(new Event('reconnected'))")
    for card in ("day-groups", "costs-numbers", "backups", "vault-path", "ledger-entries", "sync-history"):
        shown(page, f"#{card}[data-stale='true']")
    assert by_id(page, "vault-dot").get_attribute("data-state") == "unknown"


def test_a_backup_shows_which_vault_it_is_of(page, home):
    by_id(page, "backup-run").click()
    backup = shown(page, "#backups [data-backup][data-own='true']", seconds=60)
    assert f"Of the vault {home.vault}" in backup.text
    assert "With the notes: " in backup.text


def test_the_newest_backup_is_tried_from_the_page(page):
    by_id(page, "backup-run").click()
    shown(page, "#backups [data-backup][data-own='true']", seconds=60)
    wait_until(lambda: by_id(page, "backup-try").is_enabled(), 20, "there is one to try")
    by_id(page, "backup-try").click()
    wait_until(lambda: "Restored for a trial" in by_id(page, "backups").text, 60, "what came of it is shown")
    assert "Last restored for a trial" in by_id(page, "backups-status").text
    assert complaints(page) == []


def test_a_capture_that_fails_keeps_what_was_typed(page, home):
    home.vault.rename(home.root / "elsewhere")
    by_id(page, "capture-text").send_keys("precious")
    by_id(page, "capture-run").click()
    wait_until(lambda: by_id(page, "capture-status").text.startswith("Not saved:"), 20, "the failure is told")
    assert by_id(page, "capture-text").get_property("value") == "precious"


def test_a_question_is_answered_with_citations(page):
    by_id(page, "ask-input").send_keys("When do I turn the compost heap?\n")
    shown(page, "#ask-citations [data-note='10_Notes/Compost.md']", seconds=60)
    assert filled(page, "#ask-answer")
    wait_until(lambda: by_id(page, "ask-run").text == "Ask", 60, "the answer has ended")
    assert page.find_element("css selector", "#ask-answer blockquote").text == "Turn the heap in spring."
    assert "**" not in by_id(page, "ask-answer").text
    keep(page, "ask")
    by_id(page, "ask-anew").click()
    assert by_id(page, "ask-answer").text == ""
    assert complaints(page) == []


def test_a_sync_is_run_from_the_page(page, server):
    by_id(page, "sync-run").click()
    wait_until(lambda: server.get("/api/v1/admin/sync/runs").json["runs"], 60, "the sync has run")
    shown(page, "#sync-dot[data-state='ok']", seconds=30)
    page.execute_script("document.getElementById('sync-history').open = true")
    run = shown(page, "#sync-runs [data-command='all'][data-status='success']", seconds=30)
    assert [step.get_attribute("data-step") for step in run.find_elements("css selector", "[data-step]")] == [
        "inbox", "tasks", "projects", "index", "extract",
    ]
    keep(page, "sync_runs")


def test_costs_are_shown(page):
    assert filled(page, "#costs-numbers [data-field='today'] dd") == "$0.00"
    assert filled(page, "#costs-numbers [data-field='month'] dd") == "$0.00"
    assert len(page.find_elements("css selector", "#costs-days rect")) == 30


def test_the_token_is_asked_for_once(browser, make_server):
    server = make_server(token="a-long-secret").start(ready=False)
    server.wait_ready()
    browser.get(server.url + "/admin/")
    shown(browser, "#token[open]")
    by_id(browser, "token-input").send_keys("something else\n")
    wait_until(lambda: by_id(browser, "token-problem").is_displayed(), 20, "a wrong token is told")
    keep(browser, "token")
    by_id(browser, "token-input").send_keys("a-long-secret\n")
    shown(browser, "#verdict[data-state='ok'], #verdict[data-state='warning']")
    shown(browser, "#actor-tree [data-actor='root']")
    shown(browser, "#connection[data-state='live']")
    browser.refresh()
    shown(browser, "#connection[data-state='live']")
    assert not browser.find_elements("css selector", "#token[open]")
