"""What the page asks about the folder of the notes: none yet, a mistyped one, an empty one, another vault's."""

import re

import pytest

from harness import wait_until
from pages import by_id, complaints, keep, shown


def opened(browser, server):
    browser.get(server.url + "/admin/")
    shown(browser, "#verdict[data-state='error'], #verdict[data-state='warning'], #verdict[data-state='ok']")
    return browser


def headlines(browser):
    return [each.text for each in browser.find_elements("css selector", "h1, h2, .problems li") if each.is_displayed()]


@pytest.mark.parametrize("folder", [None, "notse"])
def test_without_a_vault_the_page_is_a_set_up(browser, make_server, home, folder):
    home.vault = folder and home.root / folder
    server = make_server().start()
    page = opened(browser, server)
    shown(page, "#vault-question:not([hidden])")
    wanted = "That folder is not there" if folder else "Choose the folder of your notes"
    assert by_id(page, "vault-question-title").text == wanted
    assert "secondbrain config set SECONDBRAIN_VAULT_PATH" in by_id(page, "vault-question-command").text
    assert not by_id(page, "vault-adopt").is_displayed()
    if folder:
        assert str(home.vault) in by_id(page, "vault-question-text").text
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
    assert by_id(page, "vault-question-title").text == "Another vault?"
    asked = by_id(page, "vault-question-text").text
    assert str(former) in asked and str(home.vault) in asked
    keep(page, "another", of="vault_question")

    by_id(page, "vault-adopt").click()
    shown(page, "#confirm[open]")
    by_id(page, "confirm-no").click()
    assert server.get("/api/v1/vault").json["state"] == "another", "a no changes nothing"

    by_id(page, "vault-adopt").click()
    shown(page, "#confirm[open]")
    by_id(page, "confirm-yes").click()
    wait_until(lambda: not by_id(page, "vault-question").is_displayed(), 20, "the question is answered")
    wait_until(lambda: server.search("quokka") == ["mine.md"], 30, "the other vault is indexed")


def test_an_empty_folder_in_its_place_is_said_and_forgotten(page, server, home):
    server.wait_vault_remembered()
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    wait_until(lambda: by_id(page, "vault-question-title").text == "Where are the notes?", 30, "the page asks")
    assert "are gone" in by_id(page, "vault-question-text").text
    home.vault.rmdir()
    (home.root / "elsewhere").rename(home.vault)
    wait_until(lambda: not by_id(page, "vault-question").is_displayed(), 30, "the question ends with its cause")
