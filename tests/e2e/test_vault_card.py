"""The card of the page that says whether SecondBrain may write into the vault."""

from daily_notes import write_daily_notes
from pages import click, keep, says, shown, text_of


def test_what_would_be_written_is_shown_and_allowed_on_the_page(page, server, home):
    write_daily_notes(home)
    says(page, "#vault-text", "until you allow it")
    assert text_of(page, "#vault-path") == str(home.vault)
    click(page, "#vault-preview-run")
    shown(page, "#vault-files [data-path='Tasks/All Tasks.md'][data-change='create']")
    keep(page, "vault_preview")
    assert not (home.vault / "Tasks").exists()

    click(page, "#vault-allow")
    says(page, "#vault-text", "You said so on this page")
    assert server.get("/api/v1/vault").json["upkeep"]["by"] == "page"
    server.post("/api/v1/admin/sync", step="tasks")
    assert (home.vault / "Tasks" / "All Tasks.md").exists()

    click(page, "#vault-allow")
    says(page, "#vault-text", "does not write into it")
    assert server.get("/api/v1/vault").json["upkeep"]["answer"] == "refused"
