"""A control group of one machine's own.

Without it the machine's systemd would take the root group of the host, with all that runs there.
"""

import contextlib
import os
import pathlib
import time

PLACES = ("/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup")


class ControlGroup:
    """The directories named `name` in the unified hierarchy and, where there is one, systemd's v1.

    One below it, for the processes of the host that serve the machine, ends before the rest.
    """

    def __init__(self, name):
        places = [pathlib.Path(place) for place in PLACES]
        self.directories = [at / name for at in places if (at / "cgroup.procs").exists()]

    def create(self):
        for directory in self.directories:
            (directory / "host").mkdir(parents=True)

    def enter(self):
        """Moves the calling process in."""
        for directory in self.directories:
            (directory / "cgroup.procs").write_text(str(os.getpid()))

    def enter_host(self):
        """Moves the calling process in, to be killed by `end_host`."""
        for directory in self.directories:
            (directory / "host/cgroup.procs").write_text(str(os.getpid()))

    def end_host(self):
        """Kills the processes on the host.

        A machine that halts stops what runs in it before it kills that. nsenter then stops itself
        too, and nothing would ever wake it.
        """
        self._kill("host/cgroup.kill")

    def is_populated(self):
        for directory in self.directories:
            with contextlib.suppress(OSError):
                if "populated 1" in (directory / "cgroup.events").read_text():
                    return True
        return False

    def end(self, patience):
        """Waits `patience` seconds for the processes to end, kills what is left, removes it all."""
        self.end_host()
        if not self._becomes_empty(patience):
            self._kill("cgroup.kill")
            self._becomes_empty(5)
        for directory in self.directories:
            for path, _, _ in os.walk(directory, topdown=False):
                with contextlib.suppress(OSError):
                    os.rmdir(path)

    def _kill(self, file):
        for directory in self.directories:
            with contextlib.suppress(OSError):
                (directory / file).write_text("1")

    def _becomes_empty(self, patience):
        deadline = time.monotonic() + patience
        while self.is_populated():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True
