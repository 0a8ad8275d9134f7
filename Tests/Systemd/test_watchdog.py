"""A daemon that hangs is killed and started again; one that works is left alone."""

import json

from client import ADMIN, VERIFIER, member
from fixture import DASHBOARD, MEMBERS, MachineTest, eventually
from machine import PROGRAMS

# Seconds. The stall begins one second after the start.
LIMIT = 2
STALL_AFTER = 1


class WatchdogTests(MachineTest):
    def watched(self, *environment):
        lines = "".join(f"Environment={each}\n" for each in environment)
        return self.drop_in(f"[Service]\nWatchdogSec={LIMIT}\n{lines}")

    def timeouts(self, since):
        entries = self.machine.journal.entries(since, UNIT="signetd.service")
        return [entry for entry in entries if "Watchdog timeout" in entry["MESSAGE"]]

    def assert_killed_and_started_again(self, part):
        with self.watched(f"SIGNETD_TEST_STALL={part}"):
            since = self.machine.journal.cursor()
            self.machine.command("systemctl", "restart", "signetd.service")
            stalled = self.property("MainPID")
            began = int(self.property("ExecMainStartTimestampMonotonic"))
            killed = eventually(lambda: self.timeouts(since))
            self.assertTrue(killed, f"a stalled {part} was left alone")
            # The last sign of life came when the stall began, at the latest.
            waited = (int(killed[0]["__MONOTONIC_TIMESTAMP"]) - began) / 1_000_000
            self.assertGreater(waited, STALL_AFTER)
            self.assertLess(waited, STALL_AFTER + 2 * LIMIT)
            back = eventually(lambda: self.property("MainPID") not in ("0", stalled))
            self.assertTrue(back, "it was not started again")
            self.assertGreaterEqual(int(self.property("NRestarts")), 1)
        self.assertEqual(self.as_member(ADMIN).get(ADMIN, "/v1/status").status, 200)
        self.assertEqual(self.as_member(VERIFIER).get(VERIFIER, "/v1/status").status, 200)

    def test_a_committer_that_hangs(self):
        self.assert_killed_and_started_again("committer")

    def test_an_admin_loop_that_hangs(self):
        self.assert_killed_and_started_again("admin")

    def test_a_verifier_loop_that_hangs(self):
        self.assert_killed_and_started_again("verifier")

    def test_a_daemon_that_works_outlives_the_limit(self):
        with self.watched():
            since = self.machine.journal.cursor()
            self.machine.command("systemctl", "restart", "signetd.service")
            running = self.property("MainPID")
            self.machine.command("sleep", str(2 * LIMIT + 1))
            self.assertEqual(self.property("MainPID"), running)
            self.assertEqual(self.timeouts(since), [])

    def test_verifiers_cannot_keep_it_from_its_sign_of_life(self):
        # All the connections that two uids may have, each with hundreds of requests at once.
        self.workspace("flooded")
        with self.drop_in("[Service]\nWatchdogSec=6\n"):
            since = self.machine.journal.cursor()
            self.machine.command("systemctl", "restart", "signetd.service")
            running = self.property("MainPID")
            flood = ["/usr/bin/python3", "-B", f"{PROGRAMS}/flood.py", 4000, 14]
            floods = [
                self.machine.start(*member(user), *flood) for user in (MEMBERS[VERIFIER], DASHBOARD)
            ]
            outcomes = [json.loads(each.communicate(timeout=120)[0]) for each in floods]
            self.assertEqual(self.timeouts(since), [])
            self.assertEqual(self.property("MainPID"), running)
            for outcome in outcomes:
                self.assertGreater(outcome["connections"], 3000)
                self.assertGreater(outcome["answers"], 10_000)

    def test_the_unit_has_a_watchdog_and_no_stall(self):
        self.assertNotIn(self.property("WatchdogUSec"), ("0", "infinity"))
        self.assertNotIn("SIGNETD_TEST_STALL", self.property("Environment"))
