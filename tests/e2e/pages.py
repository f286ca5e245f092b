"""A headless Chromium, and what the tests of the page ask of it. Screenshots are kept as artefacts."""

import shutil

import pytest

from harness import ARTIFACTS, PATIENCE, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


PAGE_PATIENCE = 2 * PATIENCE  # a card whose reading failed on a busy machine reads again after a minute

# What is clicked must be there, enabled and not covered. One script: between two commands a page may draw itself anew or
# move what is below.
CLICK = """
    const node = document.querySelector(arguments[0]);
    if (!node || node.disabled) return false;
    node.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = node.getBoundingClientRect();
    if (!width || !height) return false;
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    if (above !== node && !node.contains(above)) return false;
    node.click();
    return true;"""

TEXT = "return document.querySelector(arguments[0])?.innerText ?? null"

SEARCH = """
    const field = document.getElementById("search-input");
    field.value = arguments[0];
    field.dispatchEvent(new Event("input"));"""


def open_browser(profile):
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (package python3-selenium)")
    if not (CHROMIUM and DRIVER):
        pytest.skip("no browser with its driver (packages chromium and chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={profile}", "--window-size=1280,1400"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = pytest.importorskip("selenium.webdriver.chrome.service").Service(DRIVER)
    driver = webdriver.Chrome(service=service, options=options)
    driver.set_page_load_timeout(PAGE_PATIENCE)
    driver.set_script_timeout(PAGE_PATIENCE)
    return driver


def begin_anew(browser):
    """As if it had just been started: starting one takes longer than most tests."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    complaints(browser)


def shown(browser, selector):
    return wait_until(
        lambda: next(iter(browser.find_elements("css selector", selector)), None), f"{selector} is on the page", PAGE_PATIENCE
    )


def text_of(browser, selector):
    """The text of the first that there is, else nothing. In one go, as a list may be drawn anew at any moment."""
    return browser.execute_script(TEXT, selector) or ""


def filled(browser, selector):
    """The element's text, once it has some."""
    return wait_until(lambda: text_of(browser, selector).strip().strip("…"), f"{selector} says something", PAGE_PATIENCE)


def says(browser, selector, part):
    """The element's text, once this is part of it."""
    return wait_until(lambda: part in (text := text_of(browser, selector)) and text,
                      lambda: f"{selector} says “{part}” and not “{text_of(browser, selector)}”", PAGE_PATIENCE)


def click(browser, selector):
    wait_until(lambda: browser.execute_script(CLICK, selector), f"{selector} can be clicked", PAGE_PATIENCE)


def search_for(browser, words):
    """Puts them into the field at once: of words typed one by one, the first already find something, which then vanishes."""
    browser.execute_script(SEARCH, words)


def by_id(browser, name):
    return browser.find_element("id", name)


def keep(browser, name, of="admin"):
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    assert browser.save_screenshot(str(ARTIFACTS / f"{of}_{name}.png"))


def complaints(browser):
    """What the browser's console says that is worse than information: blocked by the policy, failed, thrown."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
