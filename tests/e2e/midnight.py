"""Midnight comes at any moment of a test: then the day that it wrote into a note is another than that of the service."""

import time
from datetime import datetime, timedelta, timezone

LONGEST = timedelta(minutes=3)  # that a test goes on which speaks of today


def until_midnight(now):
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return tomorrow - now


def let_midnight_pass():
    """Waits for it when it is near, here or in UTC, by which costs are counted."""
    for zone in (None, timezone.utc):
        while (left := until_midnight(datetime.now(zone))) < LONGEST:
            time.sleep(min(left.total_seconds() + 0.1, 10))
