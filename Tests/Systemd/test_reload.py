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

    def status_of_a_large_body(self):
        """What a body of `LARGE` bytes is answered: it is bad, and read only where it may be so large."""
        body = json.dumps({"id": "x" * LARGE})
        return self.as_member(ADMIN).post(ADMIN, "/v1/workspaces", body).status

    def test_a_new_limit_is_in_force_when_reload_returns_and_the_daemon_is_the_same(self):
        self.assertEqual(self.status_of_a_large_body(), 413)
        for limit, status in ((1_048_576, 400), (65_536, 413), (1_048_576, 400)):
            done = self.reload({"limits": {"bodyBytes": limit}})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.status_of_a_large_body(), status)
        self.assertEqual(self.property("MainPID"), self.running)
        self.assertEqual(self.property("ActiveState"), "active")
        self.assertEqual(len(self.machine.journal.entries(self.since, MESSAGE_ID=RELOADED)), 3)

    def test_a_new_log_level_is_in_force_when_reload_returns(self):
        def said():
            since = self.machine.journal.cursor()
            self.as_member(ADMIN).get(ADMIN, "/v1/workspaces/nobody")
            entries = self.machine.journal.entries(since, _SYSTEMD_UNIT="signetd.service")
            return [entry for entry in entries if entry["PRIORITY"] == "7"]

        self.assertEqual(said(), [])
        self.assertEqual(self.reload({"logLevel": "debug"}).returncode, 0)
        self.assertNotEqual(said(), [])
        self.assertEqual(self.reload({"logLevel": "info"}).returncode, 0)
        self.assertEqual(said(), [])

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
            self.assertEqual(self.status_of_a_large_body(), 400, "the old limit is not in force")
            refusals = self.machine.journal.entries(since, MESSAGE_ID=RELOAD_REFUSED)
            self.assertEqual(len(refusals), 1)
            self.assertIn(named, refusals[0]["MESSAGE"])
        # And a good one after bad ones is taken.
        self.assertEqual(self.reload({}).returncode, 0)
        self.assertEqual(self.status_of_a_large_body(), 413)

    def test_reload_itself_says_why_it_failed(self):
        self.reload({"limits": {"idelTime": "75s"}})
        told = self.machine.journal.text("--unit=signetd.service", f"--after-cursor={self.since}")
        self.assertIn("Control process exited", told)
        self.assertIn("limits.idelTime", told)

    def test_a_bad_file_is_found_before_it_is_used(self):
        self.machine.write(FILE, '{"limits": {"idelTime": "75s"}}')
        checked = self.machine.command("signetd", "config", "check", check=False)
        self.assertEqual(checked.returncode, 1)
        self.assertIn("limits.idelTime", checked.stderr)
