"""No connection is refused and no request is lost while the daemon is killed or restarted."""

from client import ADMIN
from fixture import DASHBOARD, MachineTest, eventually
from load import CLIENTS, READ, ROTATE, load

# More than systemd's default limit of 5 starts in 10 s.
KILLS = 7
RESTARTS = 8


class RestartTests(MachineTest):
    def assert_each_rotation_was_done_once(self, outcome):
        self.assertGreater(len(outcome.versions), 0)
        for workspace, version in outcome.versions.items():
            summary = self.client(DASHBOARD).get(ADMIN, f"/v1/workspaces/{workspace}").json
            self.assertEqual(summary["current"]["version"], version)
        (workspace, version), *_ = outcome.versions.items()
        entries = self.audit(workspace=workspace, action="secret.rotate", outcome="allowed")
        # A request that was repeated has an entry for that, which says that it did nothing new.
        rotations = [entry for entry in entries if "replayed" not in entry.get("details", {})]
        newest = list(range(version, 1, -1))[: len(rotations)]
        self.assertEqual([entry["version"] for entry in rotations], newest)

    def kill(self):
        before = self.property("MainPID")
        self.machine.command("systemctl", "kill", "--signal=KILL", "signetd.service")
        back = eventually(
            lambda: self.property("MainPID") not in ("0", before)
            and self.property("ActiveState") == "active"
        )
        self.assertTrue(back, "the daemon did not come back")

    def test_killed_under_load_it_refuses_no_connection_and_does_each_request_once(self):
        with load(self.machine, DASHBOARD, ROTATE) as outcome:
            for _ in range(KILLS):
                self.kill()
        self.assertEqual(outcome.refused, [])
        self.assertEqual(outcome.wrong, [])
        # A kill breaks what was in flight, one request a client, and nothing else.
        self.assertLessEqual(len(outcome.broken), KILLS * CLIENTS)
        self.assert_each_rotation_was_done_once(outcome)

    def test_restarted_under_load_it_loses_no_request(self):
        for kind in (ROTATE, READ):
            with load(self.machine, DASHBOARD, kind) as outcome:
                for _ in range(RESTARTS):
                    self.machine.command("systemctl", "restart", "signetd.service")
            self.assertEqual((outcome.refused, outcome.broken, outcome.wrong), ([], [], []))
            self.assertGreater(outcome.answered, RESTARTS * CLIENTS)

    def test_stopped_under_load_it_is_started_by_the_next_connection(self):
        with load(self.machine, DASHBOARD, READ) as outcome:
            for _ in range(RESTARTS):
                self.machine.command("systemctl", "stop", "signetd.service")
        self.assertEqual((outcome.refused, outcome.broken, outcome.wrong), ([], [], []))
        self.assertTrue(eventually(lambda: self.property("ActiveState") == "active"))

    def test_what_was_committed_is_there_after_a_kill(self):
        self.workspace("kept")
        revision = self.status()["revision"]
        self.kill()
        self.assertGreaterEqual(self.status()["revision"], revision)
        answer = self.client(DASHBOARD).get(ADMIN, "/v1/workspaces/kept")
        self.assertEqual(answer.status, 200)
