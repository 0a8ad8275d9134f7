"""What the tests under systemd need of the machine they run on."""

import os
import pathlib
import shutil
import subprocess
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAMS = {
    "systemd-nspawn": "systemd-container",
    "dbus-daemon": "dbus",
    "systemctl": "systemd",
    "nsenter": "util-linux",
    "setpriv": "util-linux",
    "unshare": "util-linux",
    "dpkg-deb": "dpkg",
    "debconf-set-selections": "debconf",
}


def missing():
    """Why no machine can be booted here, in words; None where one can.

    Installs the packages that are missing where it may.
    """
    if os.geteuid() != 0:
        return "they boot machines, and that takes root"
    absent = sorted({package for program, package in PROGRAMS.items() if not shutil.which(program)})
    if absent and shutil.which("apt-get"):
        subprocess.run([REPOSITORY / "Scripts/dependencies", *absent], check=False)
    for program, package in PROGRAMS.items():
        if not shutil.which(program):
            return f"there is no {program} (package {package})"
    if not os.access("/lib/systemd/systemd", os.X_OK):
        return "this machine's root has no systemd to boot"
    return without_mounts() or without_control_groups()


def without_mounts():
    """Why a writable layer cannot be laid over the root; tried in a namespace that ends at once."""
    with tempfile.TemporaryDirectory() as folder:
        attempt = (
            'mount -t tmpfs none "$0" && mkdir "$0/upper" "$0/work" "$0/root" && mount -t overlay '
            'none -o "lowerdir=/,upperdir=$0/upper,workdir=$0/work" "$0/root"'
        )
        unshare = ["unshare", "--mount", "--propagation", "private"]
        result = subprocess.run(
            [*unshare, "sh", "-c", attempt, folder], stderr=subprocess.PIPE, text=True
        )
    if result.returncode != 0:
        return f"a writable layer cannot be laid over the root ({result.stderr.strip()})"
    return None


def without_control_groups():
    """Why a machine cannot get control groups of its own."""
    for place in ("/sys/fs/cgroup/unified", "/sys/fs/cgroup"):
        if os.path.exists(f"{place}/cgroup.controllers"):
            return None if os.access(place, os.W_OK) else f"{place} is read-only"
    return "cgroup v2 is not mounted"
