"""`systemctl reload signetd`: done when it returns, and a failure where the file is bad."""

import json

from client import ADMIN
from fixture import MachineTest
from messages import RELOAD_REFUSED, RELOADED

FILE = "/etc/signet/signetd.json"
LARGE = 200_000


class ReloadTests(MachineTest):
    def setUp(self):
        super().setUp()
        self.since = self.machine.journal.cursor()
        self.running = self.property("MainPID")

    def tearDown(self):
        self.machine.path(FILE).unlink(missing_ok=True)
        self.machine.command("systemctl", "restart", "signetd.service")

    def reload(self, configuration):
        text = configuration if isinstance(configuration, str) else json.dumps(configuration)
        self.machine.write(FILE, text)
        return self.machine.command("systemctl", "reload", "signetd.service", check=False)

    def reads_a_large_body(self):
        """Whether a body of `LARGE` bytes is read. Read or not, it is no workspace."""
        status = self.as_member(ADMIN).post(ADMIN, "/v1/workspaces", {"id": "x" * LARGE}).status
        self.assertIn(status, (413, 422))
        return status == 422

    def test_a_new_limit_is_in_force_when_reload_returns_and_the_daemon_is_the_same(self):
        self.assertFalse(self.reads_a_large_body())
        for limit in (1_048_576, 65_536, 1_048_576):
            done = self.reload({"limits": {"bodyBytes": limit}})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.reads_a_large_body(), limit > LARGE)
        self.assertEqual(self.property("MainPID"), self.running)
        self.assertEqual(self.property("ActiveState"), "active")
        self.assertEqual(len(self.machine.journal.entries(self.since, MESSAGE_ID=RELOADED)), 3)

    def test_a_new_log_level_is_in_force_when_reload_returns(self):
        def said(name):
            since = self.machine.journal.cursor()
            self.workspace(name)
            return self.machine.journal.entries(since, SIGNET_WORKSPACE=name)

        self.assertNotEqual(said("at-info"), [])
        self.assertEqual(self.reload({"logLevel": "warning"}).returncode, 0)
        self.assertEqual(said("at-warning"), [])
        self.assertEqual(self.reload({"logLevel": "info"}).returncode, 0)
        self.assertNotEqual(said("at-info-again"), [])

    def test_a_bad_file_fails_the_reload_names_the_key_and_keeps_the_old_values(self):
        self.assertEqual(self.reload({"limits": {"bodyBytes": 1_048_576}}).returncode, 0)
        bad = {
            "limits.idelTime": {"limits": {"idelTime": "75s"}},
            "limits.bodyBytes": {"limits": {"bodyBytes": "large"}},
            "limits.idleTime": {"limits": {"bodyBytes": 65_536, "idleTime": "1ms"}},
            FILE: '{"limits": ',
        }
        for named, configuration in bad.items():
            since = self.machine.journal.cursor()
            done = self.reload(configuration)
            self.assertNotEqual(done.returncode, 0, f"{configuration} was accepted")
            self.assertEqual(self.property("ActiveState"), "active")
            self.assertEqual(self.property("MainPID"), self.running)
            self.assertTrue(self.reads_a_large_body(), "the old limit is not in force")
            refusals = self.machine.journal.entries(since, MESSAGE_ID=RELOAD_REFUSED)
            self.assertEqual(len(refusals), 1)
            self.assertIn(named, refusals[0]["MESSAGE"])
        # And a good one after bad ones is taken.
        self.assertEqual(self.reload({}).returncode, 0)
        self.assertFalse(self.reads_a_large_body())

    def test_reload_itself_says_why_it_failed(self):
        self.reload({"limits": {"idelTime": "75s"}})
        entries = self.machine.journal.entries(self.since)
        # What the daemon says is another thing: who looks at the command sees this alone.
        said = [
            entry["MESSAGE"]
            for entry in entries
            if entry.get("_SYSTEMD_UNIT") == "signetd.service" and entry["_PID"] != self.running
        ]
        self.assertTrue(any("limits.idelTime" in message for message in said), said)
        ended = [entry["MESSAGE"] for entry in entries if entry.get("UNIT") == "signetd.service"]
        self.assertTrue(any("Control process exited" in message for message in ended), ended)

    def test_a_bad_file_is_found_before_it_is_used(self):
        self.machine.write(FILE, '{"limits": {"idelTime": "75s"}}')
        checked = self.machine.command("signetd", "config", "check", check=False)
        self.assertEqual(checked.returncode, 1)
        self.assertIn("limits.idelTime", checked.stderr)
