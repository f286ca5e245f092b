"""The card of the page that says whether SecondBrain may write into the vault."""

from daily_notes import write_daily_notes
from pages import by_id, keep, shown
from harness import wait_until


def test_what_would_be_written_is_shown_and_allowed_on_the_page(page, server, home):
    write_daily_notes(home)
    wait_until(lambda: "until you allow it" in by_id(page, "vault-text").text, 20, "the card says that nothing is written")
    assert by_id(page, "vault-path").text == str(home.vault)
    by_id(page, "vault-preview-run").click()
    shown(page, "#vault-files [data-path='Tasks/All Tasks.md'][data-change='create']")
    keep(page, "vault_preview")
    assert not (home.vault / "Tasks").exists()

    by_id(page, "vault-allow").click()
    wait_until(lambda: "You said so on this page" in by_id(page, "vault-text").text, 20, "the yes is shown")
    assert server.get("/api/v1/vault").json["upkeep"]["by"] == "page"
    server.post("/api/v1/admin/sync", step="tasks")
    assert (home.vault / "Tasks" / "All Tasks.md").exists()

    by_id(page, "vault-allow").click()
    wait_until(lambda: "does not write into it" in by_id(page, "vault-text").text, 20, "the no is shown")
    assert server.get("/api/v1/vault").json["upkeep"]["answer"] == "refused"
