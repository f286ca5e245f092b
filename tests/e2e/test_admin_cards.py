"""The cards of the admin page: ask, capture, the day, sync runs, costs, and the token."""

import tiny_model
from daily_notes import day, write_daily_notes
from harness import Home, run_cli, wait_until
from pages import PAGE_PATIENCE, by_id, click, complaints, filled, keep, says, shown, text_of


def test_the_day_at_a_glance(browser, make_server, home):
    write_daily_notes(home)
    browser.get(make_server().start().url + "/admin/")
    says(browser, "[data-group='overdue']", "Order seeds")
    says(browser, "[data-group='due']", "Water the plants")
    says(browser, "[data-group='events']", "Dentist")
    assert text_of(browser, "#day-facts") == "4 open tasks."
    keep(browser, "day")
    assert complaints(browser) == []


def test_the_time_of_a_task_stands_beside_its_day(browser, make_server, tmp_path):
    bare = Home(tmp_path / "bare")
    bare.write_note(".obsidian/community-plugins.json", '["dataview"]')
    bare.write_note("Calls.md", f"- [ ] Ring Ann [due:: {day()}T10:30]\n- [ ] Ring Ben [due:: {day()}]\n")
    server = make_server(bare).start()
    server.wait_indexed()
    browser.get(server.url + "/admin/")
    assert f"{day()} 10:30" in says(browser, "[data-group='due']", "Ring Ann")
    assert text_of(browser, "[data-group='due']").count("10:30") == 1
    assert complaints(browser) == []


def test_a_task_is_ticked_and_a_new_one_written_from_the_page(browser, make_server, home):
    write_daily_notes(home)
    server = make_server().start()
    server.wait_indexed()
    browser.get(server.url + "/admin/")
    note = home.vault / f"00_Daily/{day()}.md"
    click(browser, "[data-group='due'] button")
    wait_until(lambda: "- [x] Water the plants" in note.read_text(encoding="utf-8"), "it is ticked in its note")
    wait_until(lambda: not browser.find_elements("css selector", "[data-group='due']"), "it is gone from the card", PAGE_PATIENCE)
    by_id(browser, "task-text").send_keys("Turn the compost")
    click(browser, "#task-add")
    says(browser, "#task-status", f"Written into 00_Daily/{day()}.md")
    assert "- [ ] Turn the compost\n" in note.read_text(encoding="utf-8")
    keep(browser, "tasks")
    assert complaints(browser) == []


def test_a_capture_is_kept_and_shows_what_it_goes_with(page, home):
    by_id(page, "capture-text").send_keys("Turn the compost")
    click(page, "#capture-run")
    shown(page, "#capture-connections [data-note='10_Notes/Compost.md']")
    assert text_of(page, "#capture-status").startswith("Captured to Inbox/")
    assert by_id(page, "capture-text").get_property("value") == ""
    assert [file.read_text() for file in (home.vault / "Inbox").glob("*.md")] == ["Turn the compost"]
    assert complaints(page) == []


def file_as_a_note(page):
    """Both in one go: the list is drawn anew when the capture's age is told in other words."""
    page.execute_script("""
        const entry = document.querySelector("#captures-entries [data-capture]");
        entry.querySelector("select").value = "note";
        entry.querySelector("button").click();""")


def test_what_waits_is_listed_and_filed_from_the_page(page, server, home):
    by_id(page, "capture-text").send_keys("An axolotl")
    click(page, "#capture-run")
    says(page, "#captures-summary", "1 capture waits to be filed")
    click(page, "#captures-summary")
    says(page, "#captures-entries [data-capture]", "An axolotl")
    keep(page, "captures")
    file_as_a_note(page)
    wait_until((home.vault / "10_Notes" / "An axolotl.md").exists, "it is filed")
    wait_until(lambda: not by_id(page, "captures").is_displayed(), "nothing waits any more", PAGE_PATIENCE)
    assert complaints(page) == []


def test_captures_that_cannot_be_listed_are_said_to_be_so(page, home):
    by_id(page, "capture-text").send_keys("An axolotl")
    click(page, "#capture-run")
    wait_until(lambda: by_id(page, "captures").is_displayed(), "it is listed", PAGE_PATIENCE)
    home.vault.rename(home.root / "elsewhere")
    page.execute_script("document.dispatchEvent(new Event('reconnected'))")
    says(page, "#captures-problem", "could not be listed")
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
    click(page, "#backup-run")
    told = says(page, "#backups [data-backup][data-own='true']", f"Of the vault {home.vault}")
    assert "With the notes: " in told


def test_the_newest_backup_is_tried_from_the_page(standing_page):
    page = standing_page
    click(page, "#backup-run")
    shown(page, "#backups [data-backup][data-own='true']")
    click(page, "#backup-try")
    says(page, "#backups", "Restored for a trial")
    says(page, "#backups-status", "Last restored for a trial")
    assert complaints(page) == []


def test_a_capture_that_fails_keeps_what_was_typed(page, home):
    home.vault.rename(home.root / "elsewhere")
    by_id(page, "capture-text").send_keys("precious")
    click(page, "#capture-run")
    says(page, "#capture-status", "Not saved:")
    assert by_id(page, "capture-text").get_property("value") == "precious"


def test_a_question_is_answered_with_citations(standing_page):
    page = standing_page
    by_id(page, "ask-input").send_keys("When do I turn the compost heap?\n")
    shown(page, "#ask-citations [data-note='10_Notes/Compost.md']")
    assert filled(page, "#ask-answer")
    wait_until(lambda: text_of(page, "#ask-run") == "Ask", "the answer has ended", PAGE_PATIENCE)
    assert text_of(page, "#ask-answer blockquote").strip() == "Turn the heap in spring."
    assert "**" not in text_of(page, "#ask-answer")
    keep(page, "ask")
    by_id(page, "ask-input").clear()
    by_id(page, "ask-input").send_keys("And why?\n")
    says(page, "#ask-note", "Searched for “When do I turn the compost heap? And why?”.")
    click(page, "#ask-anew")
    assert text_of(page, "#ask-answer") == ""
    assert complaints(page) == []


def test_a_sync_is_run_from_the_page(page, server):
    click(page, "#sync-run")
    wait_until(lambda: server.get("/api/v1/admin/sync/runs").json["runs"], "the sync has run")
    shown(page, "#sync-dot[data-state='ok']")
    page.execute_script("document.getElementById('sync-history').open = true")
    done = "#sync-runs [data-command='all'][data-status='success']"
    shown(page, done)
    steps = "return [...document.querySelectorAll(arguments[0])].map((step) => step.dataset.step)"
    assert page.execute_script(steps, f"{done} [data-step]") == ["inbox", "tasks", "projects", "index", "extract"]
    keep(page, "sync_runs")


def test_costs_are_shown(standing_page):
    page = standing_page
    assert filled(page, "#costs-numbers [data-field='today'] dd") == "$0.00"
    assert filled(page, "#costs-numbers [data-field='month'] dd") == "$0.00"
    assert len(page.find_elements("css selector", "#costs-days rect")) == 30


def test_the_token_is_asked_for_once(browser, make_server):
    server = make_server(token="a-long-secret").start(ready=False)
    server.wait_ready()
    browser.get(server.url + "/admin/")
    shown(browser, "#token[open]")
    by_id(browser, "token-input").send_keys("something else\n")
    wait_until(lambda: by_id(browser, "token-problem").is_displayed(), "a wrong token is told", PAGE_PATIENCE)
    keep(browser, "token")
    by_id(browser, "token-input").send_keys("a-long-secret\n")
    shown(browser, "#verdict[data-state='ok'], #verdict[data-state='warning']")
    shown(browser, "#actor-tree [data-actor='root']")
    shown(browser, "#connection[data-state='live']")
    browser.refresh()
    shown(browser, "#connection[data-state='live']")
    assert not browser.find_elements("css selector", "#token[open]")


def test_reading_by_meaning_is_paused_and_goes_on_from_the_page(browser, make_server, home):
    folder = tiny_model.write(home.root / "own")
    assert run_cli(home, "model", "install", folder, "--name", "tiny").returncode == 0
    server = make_server().start()
    server.wait_indexed()
    browser.get(server.url + "/admin/")
    says(browser, "#meaning-text", "Every note is found by its meaning, too.")
    click(browser, "#meaning-pause")
    says(browser, "#meaning-text", "paused")
    home.write_note("kefir.md", "Two spoons of grains a day.\n")
    read = server.get("/api/v1/embedding").json["texts_done"]
    says(browser, "#meaning-text", f"1 note to come: {read} of {read + 1} texts.")
    keep(browser, "meaning")
    for number in range(100):
        home.write_note(f"new/{number}.md", f"Kefir, {number} spoons of grains a day.\n")
    says(browser, "#meaning-text", "Notes are found by a first approximation of their meaning. Reading by meaning is paused.")
    click(browser, "#meaning-pause")
    says(browser, "#meaning-text", "Every note is found by its meaning, too.")
    assert complaints(browser) == []
