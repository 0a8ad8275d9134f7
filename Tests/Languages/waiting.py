"""Waits, with bounds that only a failure reaches."""

import time

BOUND = 90  # seconds


def until(what, condition):
    """Polls until `condition` answers something, and answers it."""
    deadline = time.monotonic() + BOUND
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {BOUND} s in vain until {what}")
        time.sleep(0.05)
    return found
