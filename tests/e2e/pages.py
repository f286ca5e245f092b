"""A headless Chromium, and what the tests of the page ask of it. Screenshots are kept as artefacts."""

import shutil

import pytest

from harness import ARTIFACTS, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


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
    driver.set_page_load_timeout(30)
    return driver


def shown(browser, selector, seconds=20):
    return wait_until(
        lambda: next(iter(browser.find_elements("css selector", selector)), None), seconds, f"{selector} is on the page"
    )


def filled(browser, selector, seconds=20):
    """The element's text, once it has some."""
    return wait_until(lambda: shown(browser, selector).text.strip("…"), seconds, f"{selector} says something")


def by_id(browser, name):
    return browser.find_element("id", name)


def keep(browser, name, of="admin"):
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    assert browser.save_screenshot(str(ARTIFACTS / f"{of}_{name}.png"))


def complaints(browser):
    """What the browser's console says that is worse than information: blocked by the policy, failed, thrown."""
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
