"""The lock of the index, left by processes that are gone: none of it holds anything up for long."""

import fcntl
import os
import shutil
import subprocess
import time

import pytest

from harness import PROGRAM, wait_until

LOCK = ".reindex_lock"
SERVER_LOCK = ".server_lock"
EPOCH = ".reindex_epoch"


def unshare_works():
    tool = shutil.which("unshare")
    tried = tool and subprocess.run([tool, "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "true"],
                                    capture_output=True, check=False)
    return bool(tried) and tried.returncode == 0


def serve(home, *before):
    """The program behind other words of a command line; it listens on a port that the system chooses."""
    return subprocess.Popen([*before, str(PROGRAM), "serve", "--vault", str(home.vault), "--data", str(home.data),
                             "--port", "0"], env=home.environment(watch="off"), cwd="/", stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def is_free(lock):
    """Whether nobody holds it any more."""
    with open(lock, "rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False


def end(process):
    process.kill()
    process.wait()


def test_our_own_number_left_by_the_process_before_holds_nothing(home):
    """As in a container, where every server is process 1: the file names whoever reads it."""
    home.data.mkdir(parents=True)
    process = serve(home, "sh", "-c", f'echo $$ > "{home.data / LOCK}"; exec "$@"', "sh")
    try:
        wait_until((home.data / EPOCH).exists, "an index run has ended")
        wait_until(lambda: not (home.data / LOCK).exists(), "its lock is given back")
    finally:
        end(process)


@pytest.mark.skipif(not unshare_works(), reason="no namespaces of one's own here")
def test_a_server_that_is_process_1_goes_on_after_a_kill(home):
    """The container itself: killed in the middle of a run, and started again as the same number."""
    for number in range(3000):
        home.write_note(f"many/{number}.md", f"# Note {number}\n\nSome text about compost.\n")
    home.data.mkdir(parents=True)

    container = ("unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc")
    first = serve(home, *container)
    wait_until(lambda: (home.data / LOCK).exists() or (home.data / EPOCH).exists(), "a run is under way, or over already")
    end(first)
    (home.data / EPOCH).unlink(missing_ok=True)
    (home.data / LOCK).write_text("1")  # whether or not the kill came in the middle of the run
    wait_until(lambda: is_free(home.data / SERVER_LOCK), "the first is quite gone")
    second = serve(home, *container)
    try:
        wait_until((home.data / EPOCH).exists, "an index run has ended")
        wait_until(lambda: not (home.data / LOCK).exists(), "its lock is given back")
    finally:
        end(second)


def test_a_later_process_with_the_number_holds_nothing(make_server, home):
    home.data.mkdir(parents=True)
    sleeper = subprocess.Popen(["sleep", "600"])
    try:
        (home.data / LOCK).write_text(str(sleeper.pid))
        then = time.time() - 5
        os.utime(home.data / LOCK, (then, then))
        make_server().start().wait_indexed()
    finally:
        sleeper.kill()
        sleeper.wait()


@pytest.mark.parametrize("text", ["", "0", "-1", "99999999999", "no number", "\x00\x01", "4194303"])
def test_nonsense_in_the_lock_holds_nothing(make_server, home, text):
    home.data.mkdir(parents=True)
    (home.data / LOCK).write_text(text)
    make_server().start().wait_indexed()
