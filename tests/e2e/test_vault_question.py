"""What the page asks about the folder of the notes: none yet, a mistyped one, an empty one, another vault's."""

import re

import pytest

from harness import wait_until
from pages import PAGE_PATIENCE, by_id, click, complaints, keep, says, shown, text_of


def opened(browser, server):
    browser.get(server.url + "/admin/")
    shown(browser, "#verdict[data-state='error'], #verdict[data-state='warning'], #verdict[data-state='ok']")
    return browser


def headlines(browser):
    return browser.execute_script("""
        const all = [...document.querySelectorAll("h1, h2, .problems li")];
        return all.filter((each) => each.offsetParent).map((each) => each.innerText);""")


@pytest.mark.parametrize("folder", [None, "notse"])
def test_without_a_vault_the_page_is_a_set_up(browser, make_server, home, folder):
    home.vault = folder and home.root / folder
    server = make_server().start()
    page = opened(browser, server)
    shown(page, "#vault-question:not([hidden])")
    wanted = "That folder is not there" if folder else "Choose the folder of your notes"
    assert text_of(page, "#vault-question-title") == wanted
    assert "secondbrain config set SECONDBRAIN_VAULT_PATH" in text_of(page, "#vault-question-command")
    assert not by_id(page, "vault-adopt").is_displayed()
    if folder:
        assert str(home.vault) in text_of(page, "#vault-question-text")
    assert [line for line in headlines(page) if re.search(r"[A-Z]{3,}_", line)] == []
    keep(page, "mistyped" if folder else "set_up", of="vault_question")
    assert [line for line in complaints(page) if "503" not in line] == [], "what needs a vault is refused, no more"


def test_another_vault_is_asked_about_and_taken_on_the_page(browser, server, home):
    server.wait_vault_remembered()
    former = home.vault
    assert server.stop() == 0
    home.vault = home.root / "other"
    home.write_note("mine.md", "# Mine\n\nA quokka.\n")
    server.start()
    page = opened(browser, server)
    shown(page, "#vault-question:not([hidden])")
    assert text_of(page, "#vault-question-title") == "Another vault?"
    asked = text_of(page, "#vault-question-text")
    assert str(former) in asked and str(home.vault) in asked
    keep(page, "another", of="vault_question")

    click(page, "#vault-adopt")
    shown(page, "#confirm[open]")
    click(page, "#confirm-no")
    assert server.get("/api/v1/vault").json["state"] == "another", "a no changes nothing"

    click(page, "#vault-adopt")
    shown(page, "#confirm[open]")
    page.execute_script("for (const id of ['confirm-no', 'vault-adopt']) document.getElementById(id).click()")
    click(page, "#confirm-yes")  # soon after a no, whose closing the browser may tell only now
    wait_until(lambda: not by_id(page, "vault-question").is_displayed(), "the question is answered", PAGE_PATIENCE)
    wait_until(lambda: server.search("quokka") == ["mine.md"], "the other vault is indexed")


def test_an_empty_folder_in_its_place_is_said_and_forgotten(page, server, home):
    server.wait_vault_remembered()
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    says(page, "#vault-question-title", "Where are the notes?")
    assert "are gone" in text_of(page, "#vault-question-text")
    home.vault.rmdir()
    (home.root / "elsewhere").rename(home.vault)
    wait_until(lambda: not by_id(page, "vault-question").is_displayed(), "the question ends with its cause", PAGE_PATIENCE)
