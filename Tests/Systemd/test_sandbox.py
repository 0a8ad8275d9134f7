"""What the unit leaves to the service, tried from inside the unit by a program in its place."""

import json

from fixture import MachineTest
from machine import PROGRAMS

# A directory that everybody may write to and a file that everybody may read, where no service
# needs them: what refuses is the sandbox, not the modes.
OPEN = "/srv/open"
READABLE = "/home/readable"
IN_TMP = "/tmp/readable"
STATE = ["/var/lib/signet", "/var/lib/signet-guard"]
CLOSED = [OPEN, "/etc", "/usr", "/var", "/var/lib", "/run", "/run/signet/admin", "/root", "/"]
WRITABLE = ":".join([*STATE, *CLOSED, "/tmp"])
SECRETS = ["/etc/shadow", "/etc/credstore.encrypted/signet.master-key", "/proc/1/environ"]
READ = ":".join([READABLE, IN_TMP, *SECRETS])
PYTHON = "/usr/bin/python3"
# Everything but what runs is the unit's own.
IN_ITS_PLACE = """\
[Service]
Type=oneshot
Restart=no
WatchdogSec=0
ExecReload=
ExecStart=
ExecStart={command}
ExecPaths=/usr/bin/python3 /usr/bin/python3.11 /usr/lib/python3.11/lib-dynload
{more}
"""


class SandboxTests(MachineTest):
    def setUp(self):
        super().setUp()
        self.machine.command("install", "--directory", "--mode=0777", OPEN)
        self.machine.write(READABLE, "x")
        self.machine.command("sh", "-c", f"echo x >{IN_TMP}; chmod 644 {IN_TMP}; chmod 755 /home")

    def said_inside(self, program, *arguments, more=""):
        """What a program prints that the unit runs in the daemon's place."""
        command = " ".join([PYTHON, "-B", f"{PROGRAMS}/{program}", *arguments])
        since = self.machine.journal.cursor()
        with self.drop_in(IN_ITS_PLACE.format(command=command, more=more)):
            self.machine.command("systemctl", "restart", "signetd.service")
        entries = self.machine.journal.entries(since, _TRANSPORT="stdout", _SYSTEMD_UNIT="signetd.service")
        said = [entry["MESSAGE"] for entry in entries if entry["_COMM"].startswith("python3")]
        self.assertEqual(len(said), 1, said)
        return said[0]

    def probed(self):
        if not hasattr(SandboxTests, "inside"):
            told = self.said_inside("probe.py", WRITABLE, READ)
            SandboxTests.inside = json.loads(told)["probe"]
            free = [PYTHON, "-B", f"{PROGRAMS}/probe.py", WRITABLE, READ]
            told = self.machine.unit(*free, properties=["User=signet"]).stdout
            SandboxTests.outside = json.loads(told)["probe"]
        return SandboxTests.inside, SandboxTests.outside

    def test_no_network(self):
        inside, outside = self.probed()
        self.assertEqual(inside["families"].pop("AF_UNIX"), "done")
        self.assertEqual(set(inside["families"].values()), {"EAFNOSUPPORT"}, inside["families"])
        self.assertEqual(outside["families"]["AF_INET"], "done")
        self.assertNotEqual(inside["network"], outside["network"])

    def test_each_of_the_walls_before_the_network_stands_alone(self):
        families = "RestrictAddressFamilies="
        self.assertEqual(self.said_inside("connect.py", more=f"{families}\nIPAddressDeny="), "served")
        self.assertEqual(self.said_inside("connect.py", more=f"{families}\nPrivateNetwork=no"), "denied")

    def test_no_file_but_its_state_can_be_written(self):
        inside, outside = self.probed()
        for path in [*STATE, "/tmp"]:
            self.assertEqual(inside["create"][path], "done", path)
        for path in CLOSED:
            self.assertIn(inside["create"][path], ("EROFS", "EACCES"), path)
        self.assertEqual((outside["create"][OPEN], inside["create"][OPEN]), ("done", "EROFS"))

    def test_no_home_no_shared_tmp_no_secret_of_the_system_can_be_read(self):
        inside, outside = self.probed()
        self.assertEqual((outside["read"][READABLE], outside["read"][IN_TMP]), ("done", "done"))
        for path, outcome in inside["read"].items():
            self.assertIn(outcome, ("ENOENT", "EACCES", "EPERM"), path)

    def test_no_other_process_is_seen(self):
        inside, outside = self.probed()
        self.assertIn(1, outside["processes"])
        self.assertEqual(inside["processes"], [inside["self"]])

    def test_no_privilege_and_no_way_to_one(self):
        inside, outside = self.probed()
        status = inside["status"]
        for field in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
            self.assertEqual(int(status[field], 16), 0, field)
        self.assertNotEqual(int(outside["status"]["CapBnd"], 16), 0)
        self.assertEqual((status["NoNewPrivs"], status["Seccomp"]), ("1", "2"))
        self.assertNotIn("0", status["Uid"].split())
        self.assertEqual((outside["set-user-id"], inside["set-user-id"]), ("done", "EPERM"))

    def test_no_code_but_its_own(self):
        inside, outside = self.probed()
        refusals = {
            "writable and executable": "EPERM",
            "execute": "EACCES",
            "execute what lies under /usr/lib": "EACCES",
        }
        for attempt, refusal in refusals.items():
            self.assertEqual(outside[attempt], "done", attempt)
            self.assertEqual(inside[attempt], refusal, attempt)

    def test_no_system_call_that_it_does_not_need(self):
        inside, outside = self.probed()
        for call, outcome in inside["calls"].items():
            self.assertTrue(outcome == "EPERM" or outcome.startswith("signal"), f"{call}: {outcome}")
        self.assertEqual(outside["calls"]["unshare"], "done")

    def test_uids_are_the_machine_s_so_that_peers_keep_theirs(self):
        inside, _ = self.probed()
        self.assertEqual(inside["uid map"][:2], ["0", "0"])

    def test_nothing_of_the_memory_is_dumped_and_what_it_needs_is_there(self):
        inside, _ = self.probed()
        limits = inside["limits"]
        self.assertEqual(limits["RLIMIT_CORE"], 0)
        self.assertGreaterEqual(limits["RLIMIT_MEMLOCK"], 4 * 1024 * 1024)
        # 8,192 verifiers, and 64 on each of the others.
        self.assertGreater(limits["RLIMIT_NOFILE"], 8192 + 2 * 64)
