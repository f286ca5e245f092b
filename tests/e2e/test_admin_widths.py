"""The cards with lists of facts at the widths of telephones and screens: no word is broken, nothing is cut off."""

import pytest

from harness import run_cli, wait_until
from notice_receiver import NoticeReceiver
from pages import keep, shown

WIDTHS = [360, 390, 600, 960, 1280]
CARDS = ["backups-card", "alarms-card", "sending-card", "sync-card"]

# Words that stand on more than one line although they would fit on one, and elements that reach beyond their card.
UNREADABLE = """
    const card = document.getElementById(arguments[0]);
    card.querySelectorAll("details").forEach((each) => { each.open = true; });
    const inside = card.getBoundingClientRect();
    const wrong = [];
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: whole, index: begin } of text.data.matchAll(/\\S+/g)) {
        for (const { 0: word, index } of whole.matchAll(/[^/-]+/g)) {  // after those a line may end
          const range = document.createRange();
          range.setStart(text, begin + index);
          range.setEnd(text, begin + index + word.length);
          const pieces = [...range.getClientRects()];
          if (whole.length <= 20 && new Set(pieces.map(({ top }) => Math.round(top))).size > 1) wrong.push(`broken: ${word}`);
          if (pieces.some(({ right }) => right > inside.right + 1)) wrong.push(`cut off: ${word}`);
        }
      }
    }
    return wrong;"""


def resize(browser, width):
    """Chromium's window does not get narrower than 500 pixels by itself."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                            {"width": width, "height": 2600, "deviceScaleFactor": 1, "mobile": False})
    wait_until(lambda: browser.execute_script("return innerWidth") == width, "the page has that width")


@pytest.fixture
def laden(browser, make_server, home, tmp_path):
    """A page with backups, copies elsewhere, channels of which some fail, and an alarm."""
    with NoticeReceiver() as receiver:
        server = make_server(alarm_interval=1, alarm_test_interval=0, alarm_vault_missing=0, backup_copy_path=tmp_path / "second-disk",
                             alarm_webhook=receiver.url + "/hook", alarm_command="/no/such/program", copy_interval=1,
                             alarm_email_server="smtp://127.0.0.1:9", alarm_email_from="me@example.com", alarm_email_to="me@example.com")
        (tmp_path / "second-disk").mkdir()
        server.start()
        for _ in range(2):
            assert run_cli(home, "backup", server=server).returncode == 0
        run_cli(home, "alarms", "test", server=server)
        wait_until(lambda: server.get("/api/v1/admin/backups/places").json["copies"][0]["snapshot"], "it is copied")
        home.vault.rename(home.root / "away")
        wait_until(lambda: receiver.arrived("vault-missing"), "the alarm is told")
        browser.get(server.url + "/admin/")
        shown(browser, "#backups [data-backup]")
        shown(browser, "#backup-places [data-place]")
        shown(browser, "#alarms-channels [data-channel='command'] .advice")
        yield browser


def test_no_word_is_broken_and_nothing_is_cut_off_at_any_width(laden):
    for width in WIDTHS:
        resize(laden, width)
        for card in CARDS:
            assert laden.execute_script(UNREADABLE, card) == [], f"{card} at {width} pixels"
        assert laden.execute_script("return document.documentElement.scrollWidth") <= width, f"at {width} pixels"
        tallest = laden.execute_script(
            "return Math.max(...[...document.querySelectorAll('#backups li')].map((row) => row.clientHeight))")
        assert tallest < 300, f"a backup takes {tallest} pixels of height at {width}"
        keep(laden, f"width_{width}")
