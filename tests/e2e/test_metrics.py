"""/metrics as the Prometheus project's own programs see it."""

import json
import re
import shutil
import subprocess
import urllib.parse
import urllib.request

import pytest

from harness import PATIENCE, wait_until
from ports import own_port


def needs(program):
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed (package prometheus)")


@needs("promtool")
def test_promtool_has_nothing_to_say(server):
    server.search("compost")
    exposed = server.get("/metrics").body
    checked = subprocess.run(["promtool", "check", "metrics"], input=exposed, capture_output=True, timeout=PATIENCE, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout + checked.stderr == b""


@pytest.fixture
def prometheus(server, tmp_path):
    """A real Prometheus that scrapes the server once a second; answers queries."""
    target = server.url.removeprefix("http://")
    (tmp_path / "prometheus.yml").write_text(
        "scrape_configs:\n- job_name: secondbrain\n  scrape_interval: 1s\n  static_configs:\n"
        f"  - targets: ['{target}']\n"
    )
    port = own_port()
    with open(tmp_path / "prometheus.log", "wb") as log:
        process = subprocess.Popen(
            ["prometheus", f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/tsdb",
             f"--web.listen-address=127.0.0.1:{port}"],
            stdout=log, stderr=log,
        )

    def query(expression):
        url = f"http://127.0.0.1:{port}/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as reply:
                return [(sample["metric"], float(sample["value"][1])) for sample in json.load(reply)["data"]["result"]]
        except OSError:
            return []

    yield query
    process.kill()
    process.wait()


@needs("prometheus")
def test_a_real_prometheus_scrapes_it(server, prometheus):
    wait_until(lambda: [value for _, value in prometheus('up{job="secondbrain"}')] == [1.0], "the target is up")
    names = {re.split(r"[ {]", line)[0] for line in server.get("/metrics").body.decode().splitlines() if line[:1] != "#"}
    name = next(name for name in sorted(names) if name.startswith("secondbrain_") and "restarts_total" in name)
    samples = wait_until(lambda: prometheus(name), f"{name} was scraped")
    assert len(samples) >= 8, "one series for each actor"
    assert all(value == 0 for _, value in samples)
