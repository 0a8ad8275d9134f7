"""The root of a throw-away machine: this machine's own, with a layer in memory over it."""

import pathlib
import shutil
import subprocess

# The services and timers that this machine runs are no part of the test.
MASKED = (
    "console-getty.service getty.target systemd-firstboot.service systemd-logind.service "
    "systemd-networkd.service systemd-resolved.service systemd-timesyncd.service "
    "systemd-udevd.service timers.target"
).split()
TARGET = """\
[Unit]
Description=What a test needs
Requires=sysinit.target sockets.target dbus.socket
After=sysinit.target sockets.target dbus.socket
AllowIsolate=yes
"""
SYSTEM = """\
[Manager]
DefaultTimeoutStartSec=20s
DefaultTimeoutStopSec=15s
"""
# Every entry is kept, for the tests read the journal.
JOURNAL = """\
[Journal]
Storage=persistent
RateLimitIntervalSec=0
ForwardToConsole=no
"""


def mount(folder):
    """Lays it out below `folder` and returns its path. The caller is in a namespace of its own."""
    folder = pathlib.Path(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", folder], check=True)
    root = folder / "root"
    for directory in (folder / "upper", folder / "work", root):
        directory.mkdir()
    layers = f"lowerdir=/,upperdir={folder}/upper,workdir={folder}/work"
    subprocess.run(["mount", "-t", "overlay", "none", "-o", layers, root], check=True)
    prepare(root)
    return root


def prepare(root):
    units = root / "etc/systemd/system"
    write(units / "test.target", TARGET)
    for unit in MASKED:
        (units / unit).unlink(missing_ok=True)
        (units / unit).symlink_to("/dev/null")
    write(root / "etc/systemd/system.conf.d/test.conf", SYSTEM)
    write(root / "etc/systemd/journald.conf.d/test.conf", JOURNAL)
    shutil.rmtree(root / "var/log/journal", ignore_errors=True)
    (root / "var/log/journal").mkdir()
    # Images for containers have one that forbids to start services, and leave documents out.
    (root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)
    (root / "etc/dpkg/dpkg.cfg.d/docker").unlink(missing_ok=True)
    # Without it no index of all manuals is made anew at each installation.
    (root / "var/lib/man-db/auto-update").unlink(missing_ok=True)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
