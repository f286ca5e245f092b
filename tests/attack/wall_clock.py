"""A wall clock in the test's hands: a small library, loaded before all others, that adds what a file says to every
reading of the wall clock. Clocks that only measure are left alone, as they are by whoever sets a machine's time."""

import os
import shutil
import struct
import subprocess
import sys

import pytest

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static volatile int64_t* offset_in_seconds(void) {
  static volatile int64_t* shared;
  if (!shared) {
    int file = open(getenv("TEST_CLOCK_OFFSET"), O_RDONLY | O_CLOEXEC);
    shared = mmap(0, sizeof *shared, PROT_READ, MAP_SHARED, file, 0);
  }
  return shared;
}

int clock_gettime(clockid_t which, struct timespec* out) {
  static int (*real)(clockid_t, struct timespec*);
  if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  int done = real(which, out);
  if (done == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) out->tv_sec += *offset_in_seconds();
  return done;
}

int gettimeofday(struct timeval* restrict out, void* restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
"""

HOUR = 3600
YEAR = 365 * 24 * HOUR


class WallClock:
    def __init__(self, folder):
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if sys.platform != "linux" or not compiler:
            pytest.skip("needs Linux and a C compiler")
        self.library = folder / "wall_clock.so"
        self.offset = folder / "wall_clock.offset"
        (folder / "wall_clock.c").write_text(SOURCE)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", self.library, folder / "wall_clock.c", "-ldl"], check=True)
        self.offset.write_bytes(struct.pack("=q", 0))

    def set(self, seconds):
        """So many seconds ahead of the machine's own, at once, also for what runs already."""
        with open(self.offset, "r+b") as file:
            file.write(struct.pack("=q", seconds))

    def __enter__(self):
        os.environ["LD_PRELOAD"] = str(self.library)
        os.environ["TEST_CLOCK_OFFSET"] = str(self.offset)
        self._sanitizer = os.environ.get("ASAN_OPTIONS", "")  # which else insists on being loaded first
        os.environ["ASAN_OPTIONS"] = f"{self._sanitizer}:verify_asan_link_order=0"
        return self

    def __exit__(self, *_):
        del os.environ["LD_PRELOAD"], os.environ["TEST_CLOCK_OFFSET"]
        os.environ["ASAN_OPTIONS"] = self._sanitizer
