"""The machine itself: what the other tests rely on."""

import os
import pathlib
import subprocess
import sys
import unittest

import fixture
from machine import PROGRAMS, CommandFailed


class MachineItselfTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.machine = fixture.boot("machine")

    @classmethod
    def tearDownClass(cls):
        fixture.stop(cls.machine)

    def test_has_systemd_as_process_1_and_nothing_failed(self):
        name = self.machine.command("ps", "-o", "comm=", "-p", "1").stdout
        self.assertEqual(name.strip(), "systemd")
        failed = self.machine.command("systemctl", "--failed", "--no-legend", "--plain").stdout
        self.assertEqual(failed, "")

    def test_passes_on_a_command_s_status_and_output(self):
        done = self.machine.command("sh", "-c", "cat; echo err >&2; exit 7", input="in", check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (7, "in", "err\n"))
        with self.assertRaises(CommandFailed):
            self.machine.command("false")

    def test_runs_a_command_as_a_unit_with_the_unit_s_properties(self):
        script = "id -un; grep ^0:: /proc/self/cgroup; touch /etc/x"
        sandbox = ["User=nobody", "ProtectSystem=strict"]
        done = self.machine.unit("sh", "-c", script, properties=sandbox, check=False)
        self.assertTrue(done.stdout.startswith("nobody\n0::/system.slice/run-"), done.stdout)
        self.assertIn("Read-only file system", done.stderr)
        self.assertEqual(done.returncode, 1)

    def test_enforces_that_a_unit_has_no_network(self):
        connect = f"{PROGRAMS}/connect.py"
        run = ["/usr/bin/python3", connect]
        self.assertEqual(self.machine.unit(*run).stdout.strip(), "served")
        denied = self.machine.unit(*run, properties=["IPAddressDeny=any"])
        self.assertEqual(denied.stdout.strip(), "denied")

    def test_keeps_what_the_journal_got(self):
        since = self.machine.journal.cursor()
        self.machine.unit("sh", "-c", "logger -p user.warning -t here 'a word'")
        found = self.machine.journal.entries(since, SYSLOG_IDENTIFIER="here")
        self.assertEqual([(each["MESSAGE"], each["PRIORITY"]) for each in found], [("a word", "4")])

    def test_has_no_swift(self):
        found = self.machine.command("sh", "-c", "swift --version", check=False)
        self.assertNotEqual(found.returncode, 0)

    def test_writes_nothing_to_the_host(self):
        self.machine.write("/etc/signet-test-mark", "x")
        self.machine.command("sh", "-c", "echo x >/var/lib/signet-test-mark")
        self.assertFalse(os.path.exists("/etc/signet-test-mark"))
        self.assertFalse(os.path.exists("/var/lib/signet-test-mark"))


BOOT = """\
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from machine import Machine
machine = Machine(sys.argv[2])
client = machine.start("cat")
print(machine.name, machine.leader, client.pid, flush=True)
if sys.argv[3] == "stop":
    machine.stop()
else:
    os.kill(os.getpid(), signal.SIGKILL)
"""


class LeavingNothingTests(unittest.TestCase):
    def ended(self, how):
        """A machine whose process ended by `how`: its name, its process 1 and a client of it."""
        here = pathlib.Path(__file__).parent
        logs = fixture.logs / f"ended-by-{how}"
        done = subprocess.run(
            [sys.executable, "-B", "-c", BOOT, here, logs, how],
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.split()

    def leftovers(self, name, *processes):
        groups = subprocess.run(
            ["find", "/sys/fs/cgroup", "-maxdepth", "2", "-name", name],
            stdout=subprocess.PIPE,
            text=True,
        )
        left = groups.stdout.split()
        left += [str(each) for each in pathlib.Path("/tmp").glob(f"{name}*")]
        left += [line for line in pathlib.Path("/proc/mounts").read_text().splitlines() if name in line]
        left += [f"process {each}" for each in processes if runs(each)]
        return left

    def test_nothing_is_left_of_a_machine_that_was_stopped(self):
        self.assertEqual(self.leftovers(*self.ended("stop")), [])

    def test_nothing_is_left_of_a_machine_whose_tests_were_killed(self):
        ended = self.ended("kill")
        gone = fixture.eventually(lambda: not self.leftovers(*ended))
        self.assertTrue(gone, self.leftovers(*ended))


def runs(process):
    """Whether there is more of it than an exit status that nobody has asked for yet."""
    try:
        return "\nState:\tZ" not in pathlib.Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
