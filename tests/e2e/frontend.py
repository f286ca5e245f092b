"""The reference's browser frontend: built elsewhere, started as it is, and found one's way about in.

It is no part of this repository. `SECONDBRAIN_FRONTEND` names its built directory: package.json, .next, node_modules.
Its build has the server's address in it, so that server and frontend have the ports of a real installation.
"""

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from harness import wait_until
from pages import complaints

SERVER_PORT = 8000
FRONTEND_PORT = 7860
URL = f"http://127.0.0.1:{FRONTEND_PORT}"


def directory():
    """The built frontend; skips the calling module when there is none."""
    named = os.environ.get("SECONDBRAIN_FRONTEND")
    if not named:
        skip("SECONDBRAIN_FRONTEND does not name the built directory of the reference's frontend")
    if not shutil.which("npx"):
        skip("Node.js with npx is not installed, which the reference's frontend runs on")
    missing = [part for part in ("package.json", ".next/BUILD_ID", "node_modules") if not (Path(named) / part).exists()]
    assert not missing, f"SECONDBRAIN_FRONTEND={named} is not a built frontend: no {', '.join(missing)}"
    return Path(named)


def skip(reason):
    pytest.skip(reason, allow_module_level=True)


class Frontend:
    """Its process and the processes that it starts. `log` is a file for what they say."""

    def __init__(self, built: Path, log: Path):
        for port in (SERVER_PORT, FRONTEND_PORT):
            assert not in_use(port), f"port {port} is in use; the frontend and its server need it"
        self._log = log
        with open(log, "wb") as out:
            self._process = subprocess.Popen(
                ["npx", "next", "start", "-H", "127.0.0.1", "-p", str(FRONTEND_PORT)], cwd=built,
                env={**os.environ, "NEXT_TELEMETRY_DISABLED": "1"}, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, start_new_session=True,
            )

    def __enter__(self):
        try:
            wait_until(self._answers, "the frontend answers")
        except AssertionError as trouble:
            self.__exit__()
            raise AssertionError(f"{trouble}; its log:\n{self._log.read_text()}") from None
        return self

    def __exit__(self, *_):
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _answers(self):
        assert self._process.poll() is None, f"the frontend ended with {self._process.returncode}"
        try:
            with urllib.request.urlopen(URL + "/capture", timeout=10) as reply:
                return reply.status == 200
        except OSError:
            return False


def in_use(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Pages:
    """The frontend in a browser, which must be at hand (fixture `browser`)."""

    def __init__(self, browser):
        self.browser = browser

    def open(self, path):
        self.browser.get(URL + path)
        self.says(HEADINGS[path])

    @property
    def text(self):
        return self.browser.execute_script("return document.querySelector('main')?.innerText ?? ''")

    def says(self, *parts):
        """The text of the page once it holds all of these."""

        def whole():
            text = self.text
            return text if all(part in text for part in parts) else None

        try:
            return wait_until(whole, f"{parts} on the page")
        except AssertionError as trouble:
            raise AssertionError(f"{trouble}; it says:\n{self.text}") from None

    def silent_about(self, part):
        wait_until(lambda: part not in self.text, f"{part!r} is gone from the page")

    def complaints(self):
        """The console's, but for the icon that the frontend does not have."""
        return [said for said in complaints(self.browser) if "/favicon.ico " not in said]

    def find(self, xpath):
        return wait_until(lambda: next(iter(self.browser.find_elements("xpath", xpath)), None), xpath)

    def click(self, xpath):
        """Clicks what is there, once nothing covers or redraws it."""
        WebDriverException = pytest.importorskip("selenium.common.exceptions").WebDriverException

        def clicked():
            try:
                self.browser.find_element("xpath", xpath).click()
            except WebDriverException:
                return False
            return True

        wait_until(clicked, f"{xpath} can be clicked; the page says:\n{self.text}")

    def button(self, label):
        self.click(f"//main//button[normalize-space()='{label}']")

    def type(self, placeholder, text):
        self.find(f"//*[@placeholder='{placeholder}']").send_keys(text)

    def choose(self, xpath, value):
        """What picking a date or an entry of a list does, or pasting a text: one change to the whole value."""
        self.browser.execute_script(CHOOSE, self.find(xpath), value)


HEADINGS = {
    "/": "Good ",
    "/chat": "Chat",
    "/capture": "Quick Capture",
    "/tasks": "Mission control",
    "/calendar": "Calendar",
    "/insights": "Insights",
    "/admin": "Admin",
    "/settings": "Task Categories",
}

CHOOSE = """
const [field, value] = arguments
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value)
for (const told of ['input', 'change']) field.dispatchEvent(new Event(told, {bubbles: true}))
"""
