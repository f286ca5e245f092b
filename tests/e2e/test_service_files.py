"""The generated service definitions, read by the programs that will read them."""

import plistlib
import shutil
import subprocess

import pytest

from harness import PROGRAM, run_cli


@pytest.fixture
def user_home(home):
    (home.root / ".env").write_text(f"SECONDBRAIN_VAULT_PATH={home.vault}\n")
    home.data.mkdir(parents=True)
    return home


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed (package systemd)")
def test_systemd_accepts_the_unit(user_home, tmp_path):
    printed = run_cli(user_home, "service", "print", "--systemd")
    assert printed.returncode == 0, printed.stderr
    unit = tmp_path / "secondbrain.service"
    unit.write_text(printed.stdout)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--user", unit], capture_output=True, text=True, timeout=60, check=False,
        env={**user_home.environment(), "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert checked.returncode == 0, checked.stderr
    assert "secondbrain.service" not in checked.stderr, checked.stderr
    for line in ("Type=notify", "WatchdogSec=", "Restart=", f'ExecStart="{PROGRAM}" "serve"', f"WorkingDirectory={user_home.data}"):
        assert line in printed.stdout


def test_launchd_would_find_its_keys(user_home):
    printed = run_cli(user_home, "service", "print", "--launchd")
    assert printed.returncode == 0, printed.stderr
    agent = plistlib.loads(printed.stdout.encode())
    assert agent["Label"] == "com.secondbrain.api"
    assert str(PROGRAM) in agent["ProgramArguments"] and agent["ProgramArguments"][-1] == "serve"
    assert agent["KeepAlive"] is True
    assert agent["RunAtLoad"] is True
    assert agent["ThrottleInterval"] == 10
    assert agent["WorkingDirectory"] == str(user_home.data)
    assert agent["StandardErrorPath"].startswith(str(user_home.data))


def test_installing_writes_the_unit_and_uninstalling_removes_it(user_home):
    """Whether systemd can be told depends on the machine; the file and what was run do not."""
    installed = run_cli(user_home, "service", "install", "--systemd")
    unit = user_home.root / "config/systemd/user/secondbrain.service"
    assert unit.exists(), installed.stderr
    assert "systemctl --user" in installed.stdout
    again = run_cli(user_home, "service", "install", "--systemd")
    assert again.returncode == installed.returncode
    removed = run_cli(user_home, "service", "uninstall", "--systemd")
    assert not unit.exists(), removed.stderr
    assert run_cli(user_home, "service", "uninstall", "--systemd").returncode == 0


def test_settings_of_the_shell_that_the_service_will_not_see_are_named(user_home):
    warned = run_cli(user_home, "service", "install", "--systemd")
    assert "SECONDBRAIN_DATA_PATH" in warned.stderr
