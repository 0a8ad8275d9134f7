"""Removes what a machine leaves on the host, also where the tests were killed.

  janitor.py FOLDER GROUP

Its standard input is a pipe whose other end only the tests hold: it ends when they do, whatever
ended them. Then the control group and the folder go.
"""

import contextlib
import os
import signal
import subprocess
import sys

from control_group import ControlGroup


def main(folder, group):
    for caught in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, signal.SIG_IGN)
    sys.stdin.read()
    # systemd-nspawn was told by its parent, or by the kernel in its place, and halts the machine.
    ControlGroup(group).end(patience=20)
    subprocess.run(["umount", "--recursive", "--lazy", folder], stderr=subprocess.DEVNULL)
    with contextlib.suppress(OSError):
        os.rmdir(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
