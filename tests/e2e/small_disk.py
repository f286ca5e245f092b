"""A file system of its own at a folder, so small that it is soon full. Needs root and `mount`."""

import os
import shutil
import subprocess

import pytest


class SmallDisk:
    def __init__(self, folder, size="8m"):
        self.folder = folder
        self.size = size
        self.filler = folder / "filler"

    def run(self, *words):
        return subprocess.run(words, capture_output=True, text=True, check=False)

    def mount(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        done = self.run("mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", str(self.folder))
        if done.returncode != 0:
            pytest.skip(f"cannot mount here: {done.stderr}")
        return self

    def unmount(self):
        assert self.run("umount", "-l", str(self.folder)).returncode == 0

    def use_up_space(self):
        with pytest.raises(OSError, match="No space left"), self.filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)

    def free(self):
        self.filler.unlink()

    def close(self):
        assert self.run("mount", "-o", "remount,ro", str(self.folder)).returncode == 0

    def open(self):
        assert self.run("mount", "-o", "remount,rw", str(self.folder)).returncode == 0


def small_disks():
    """For a fixture: makes them, and takes them away at the end."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs root and mount")
    disks = []

    def make(folder, size="8m"):
        disks.append(SmallDisk(folder, size).mount())
        return disks[-1]

    yield make
    for disk in disks:
        disk.run("umount", "-l", str(disk.folder))
