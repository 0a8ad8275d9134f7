"""Load on the daemon while something happens to it: the host's end of inside/load.py."""

import contextlib
import itertools
import json

from client import member
from machine import PROGRAMS

CLIENTS = 8
ROTATE, READ = "rotate", "read"
_runs = itertools.count(1)


class Load:
    """What came of it, once `load()` has ended.

    `refused`: connections that were not made; `broken`: exchanges that ended before their answer;
    `wrong`: answers that were not the right one; `versions`: what each workspace came to.
    """

    def __init__(self):
        self.answered = 0
        self.refused, self.broken, self.wrong, self.versions = [], [], [], {}


@contextlib.contextmanager
def load(machine, user, kind):
    """`CLIENTS` clients that are `user`, at work from before the body until after it."""
    program = ["/usr/bin/python3", "-B", f"{PROGRAMS}/load.py"]
    process = machine.start(*member(user), *program, CLIENTS, kind, f"{kind}-{next(_runs)}")
    outcome = Load()
    try:
        if process.stdout.readline() != "ready\n":
            raise AssertionError("the clients did not start")
        yield outcome
    finally:
        output, _ = process.communicate(timeout=120)
        if output:
            vars(outcome).update(json.loads(output))
