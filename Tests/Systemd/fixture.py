"""What the tests share: the package, the machines, and one machine with the package set up."""

import contextlib
import sys
import time
import unittest

from client import ADMIN, AUDITOR, GROUPS, VERIFIER, Client, member
from machine import CommandFailed, Machine

# One member of each group. Their uids are in the audit log.
MEMBERS = {role: f"{group}-member" for role, group in GROUPS.items()}
# A member of two groups, and one of none.
DASHBOARD = "dashboard"
OUTSIDER = "outsider"
FIRST_UID = 4301
# Where a test puts its own files: root's, up to the top, as the place of a recovery copy has to be.
FILES = "/srv"
SOCKETS = ("signet-admin.socket", "signet-verifier.socket", "signet-audit.socket")
UNITS = ("signetd.service", *SOCKETS)

package = None
logs = None
_machines = []
_installed = None


def begin(tested, folder):
    global package, logs
    package, logs = tested, folder


def boot(label):
    """A machine without the package. It is stopped at the end, unless a test did so before."""
    machine = Machine(logs / label)
    _machines.append(machine)
    return machine


def stop(machine):
    _machines.remove(machine)
    machine.stop()


def end():
    while _machines:
        _machines.pop().stop()


def install(machine, deb=None):
    """Installs a package as an admin does. Returns what dpkg said."""
    deb = deb or package
    place = f"{FILES}/{deb.path.name}"
    machine.write(place, deb.path.read_bytes())
    return machine.command("dpkg", "--install", place)


def add_accounts(machine):
    """The members, with uids from `FIRST_UID` on, and the others."""
    groups = {user: GROUPS[role] for role, user in MEMBERS.items()}
    groups |= {DASHBOARD: f"{GROUPS[ADMIN]},{GROUPS[VERIFIER]}", OUTSIDER: ""}
    for uid, (user, member_of) in enumerate(groups.items(), FIRST_UID):
        add = ["useradd", "--no-create-home", "--user-group", f"--uid={uid}"]
        machine.command(*add, f"--groups={member_of}", user)


def set_up(machine):
    """`signetd setup` as the unattended installation of a test does it."""
    return machine.command("signetd", "setup", "--no-recovery")


def installed():
    """The one machine that most tests use: installed, set up, with accounts. They leave it so."""
    global _installed
    if _installed is None:
        machine = boot("installed")
        try:
            install(machine)
            add_accounts(machine)
            set_up(machine)
            _installed = machine
        except CommandFailed as failure:
            print(machine.journal.text(), file=sys.stderr)
            _installed = failure
    if isinstance(_installed, CommandFailed):
        raise _installed
    return _installed


def start_all(machine):
    """Starts what a test has left stopped or failed."""
    machine.command("systemctl", "reset-failed", *UNITS, check=False)
    machine.command("systemctl", "start", *UNITS, check=False)


def eventually(condition, patience=20, interval=0.05):
    """What `condition` returns once that is true; its last answer where it never is."""
    deadline = time.monotonic() + patience
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(interval)
    return answer


class MachineTest(unittest.TestCase):
    """A test on `self.machine`, the shared one. Where it fails it shows the journal of its time."""

    _clients = {}

    def setUp(self):
        self.machine = installed()

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        self.machine = None
        started = f"@{time.time():.6f}"
        super().run(result)
        if len(result.failures) + len(result.errors) > before and self.machine:
            with contextlib.suppress(Exception):
                print(f"--- the journal during {self.id()}, its end; all of it will be in", file=sys.stderr)
                print(f"    {self.machine.logs}", file=sys.stderr)
                tail = self.machine.journal.text(f"--since={started}", "--lines=100")
                print(tail, file=sys.stderr)
                start_all(self.machine)

    def client(self, user):
        """A client that is `user`, kept for the next test on this machine."""
        key = (self.machine.name, user)
        if key not in self._clients:
            self._clients[key] = Client(self.machine, member(user))
        return self._clients[key]

    def as_member(self, role):
        return self.client(MEMBERS[role])

    def workspace(self, name, **members):
        """Makes a workspace, with what `members` add to the request."""
        answer = self.as_member(ADMIN).post(ADMIN, "/v1/workspaces", {"id": name} | members)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def audit(self, **query):
        """The entries of the audit log, newest first."""
        fields = "&".join(f"{name}={value}" for name, value in query.items())
        answer = self.as_member(AUDITOR).get(AUDITOR, f"/v1/audit?order=desc&{fields}")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["items"]

    def property(self, name, unit="signetd.service"):
        show = ["systemctl", "show", f"--property={name}", "--value", unit]
        return self.machine.command(*show).stdout.strip()

    @contextlib.contextmanager
    def drop_in(self, text, unit="signetd.service"):
        """The unit with the lines of `text` added; restarted before and after. Yields its path."""
        path = f"/run/systemd/system/{unit}.d/90-test.conf"
        self.machine.write(path, text)
        self.machine.command("systemctl", "daemon-reload")
        try:
            yield path
        finally:
            self.machine.path(path).unlink()
            self.machine.command("systemctl", "daemon-reload")
            self.machine.command("systemctl", "reset-failed", unit, check=False)
            self.machine.command("systemctl", "restart", unit)

    def status(self):
        """The status of the daemon as its auditor sees it."""
        return self.as_member(AUDITOR).get(AUDITOR, "/v1/status").json
