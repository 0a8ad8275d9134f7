"""The documentation's verifying programs keep the contract of leases, against a real daemon."""

import signal
import time
import unittest

import tokens
import verifying
import waiting
from server import Refused, Server


def outcome(verdict):
    """The version that signed, or the reason."""
    return verdict.get("version") or verdict.get("reason") or verdict.get("problem")


class LeaseTests(unittest.TestCase):
    """Each test has a daemon and one process of each program, all with a live lease."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.verifiers = [verifying.Verifier(name, self.server) for name in verifying.COMMANDS]
        for verifier in self.verifiers:
            self.addCleanup(verifier.discard)
        self.until_all_follow()

    def until_all_follow(self):
        def following():
            leases = self.server.verifiers()
            return len(leases) == len(self.verifiers) and all(
                # What has reported has read its hello.
                lease["connected"] and lease["lag"] == 0 and lease.get("reportedAt")
                for lease in leases
            )

        waiting.until("every program follows, and nobody else", following)

    def key(self, workspace, version="current", **options):
        return self.server.reveal(workspace, version, **options)["secret"].encode()

    def create(self, workspace, **settings):
        """A token of the new workspace's secret, which every program has judged."""
        self.server.create(workspace, settings)
        token = tokens.made(self.key(workspace))
        self.assert_all(workspace, token, 1)
        return token

    def assert_all(self, workspace, token, expected):
        for verifier in self.verifiers:
            with self.subTest(program=verifier.name):
                self.assertEqual(outcome(verifier.judge(workspace, token)), expected)

    def assert_complete(self, change):
        propagation = change["propagation"]
        self.assertTrue(propagation["complete"], propagation)
        self.assertEqual(propagation["expired"], [])
        self.assertEqual(len(propagation["holding"]), len(self.verifiers))

    def test_the_new_secret_is_accepted_as_soon_as_it_is_shown(self):
        old = self.create("acme")
        self.server.rotate("acme")
        new = tokens.made(self.key("acme"))
        self.assert_all("acme", new, 2)
        self.assert_all("acme", old, 1)

    def test_the_old_secret_is_refused_as_soon_as_a_wait_is_complete(self):
        old = self.create("acme")
        self.assert_complete(self.server.rotate("acme", wait="30s"))
        new = tokens.made(self.key("acme"))
        self.assert_complete(self.server.finish("acme", wait="30s"))
        self.assert_all("acme", old, "signature_invalid")
        self.assert_all("acme", new, 2)

    def test_a_revoked_secret_is_refused_as_soon_as_a_wait_is_complete(self):
        leaked = self.create("acme")
        change = self.server.revoke("acme", "current", expectedVersion=1, wait="30s")
        self.assert_complete(change)
        self.assert_all("acme", leaked, "signature_invalid")
        self.assert_all("acme", tokens.made(self.key("acme")), 2)

    def test_a_deleted_workspace_is_dropped(self):
        token = self.create("acme")
        self.assert_complete(self.server.delete("acme", wait="30s"))
        self.assert_all("acme", token, "workspace_not_found")

    def test_a_grace_window_ends_without_the_daemon(self):
        old = self.create("acme")
        self.server.rotate("acme", grace="3s", wait="30s")
        self.server.stop(signal.SIGKILL)
        for verifier in self.verifiers:
            refused = lambda: outcome(verifier.judge("acme", old)) == "signature_invalid"  # noqa: E731, B023
            waiting.until("the old secret's time has passed", refused)

    def test_another_enforcement_holds_at_once(self):
        self.create("acme")
        self.server.change_settings("acme", enforcement="required", maxTokenLifetime="5m")
        self.until_all_follow()
        token = tokens.made(self.key("acme"))
        for verifier in self.verifiers:
            verdict = verifier.judge("acme", token)
            self.assertEqual((verdict["decision"], verdict["reason"]), ("deny", "lifetime_too_long"))

    def test_a_restart_is_no_outage_and_leaves_no_phantom(self):
        old = self.create("acme")
        for how in (signal.SIGTERM, signal.SIGKILL):
            self.server.stop(how)
            self.assert_all("acme", old, 1)
            self.server.start()
            self.until_all_follow()
            self.assert_all("acme", old, 1)
        self.server.rotate("acme", grace="0s")
        self.until_all_follow()
        self.assert_all("acme", old, "signature_invalid")
        self.assert_all("acme", tokens.made(self.key("acme")), 2)

    def test_an_end_gives_the_lease_back(self):
        self.create("acme")
        while len(self.verifiers) > 1:
            self.verifiers.pop().close()
            self.assertEqual(len(self.server.verifiers()), len(self.verifiers))
        self.assert_complete(self.server.rotate("acme", wait="30s"))

    def test_a_sigterm_gives_the_lease_back(self):
        while self.verifiers:
            self.verifiers[0].signal(signal.SIGTERM)
            self.verifiers.pop(0).close()
            self.assertEqual(len(self.server.verifiers()), len(self.verifiers))

    def test_a_secret_that_is_shown_before_a_program_knows_it_is_looked_for(self):
        old = self.create("acme")
        for verifier in self.verifiers:
            verifier.signal(signal.SIGSTOP)
        self.server.rotate("acme")
        new = tokens.made(self.key("acme", override=True))
        time.sleep(6)  # from 5 s on a renewal that does not hold the rotation is refused
        for verifier in self.verifiers:
            verifier.send("acme", new)
            verifier.signal(signal.SIGCONT)
        for verifier in self.verifiers:
            with self.subTest(program=verifier.name):
                self.assertEqual(outcome(verifier.receive()), 2)
        self.until_all_follow()
        self.assert_all("acme", old, 1)

    def test_uses_and_rejections_are_reported(self):
        self.create("acme", enforcement="required")
        self.assert_all("acme", tokens.made(b"nobody's"), "signature_invalid")
        self.assert_all("acme", None, "token_missing")
        while self.verifiers:
            self.verifiers.pop().close()
        programs = len(verifying.COMMANDS)
        usage = self.server.summary("acme")["usage24h"]
        self.assertEqual(usage["identified"], programs)
        self.assertEqual(usage["rejected"], {"signature_invalid": programs})
        self.assertEqual(usage["missing"], programs)
        self.assertIsNotNone(self.server.summary("acme")["current"]["lastUsedAt"])

    def test_past_its_lease_a_program_uses_no_key_until_it_has_fetched(self):
        old = self.create("acme")
        for verifier in self.verifiers:
            verifier.signal(signal.SIGSTOP)
        self.server.rotate("acme", grace="0s")
        with self.assertRaises(Refused) as refused:
            self.server.reveal("acme", wait="0s")
        self.assertEqual(refused.exception.code, "verifiers_behind")
        behind = [lease["verifier"] for lease in refused.exception.problem["behind"]]
        self.assertEqual(sorted(behind), ["node", "python", "python"])
        new = tokens.made(self.key("acme", wait="65s"))
        self.server.stop(signal.SIGKILL)
        for verifier in self.verifiers:
            verifier.send("acme", old)
            verifier.signal(signal.SIGCONT)
        for verifier in self.verifiers:
            with self.subTest(program=verifier.name):
                self.assertEqual(outcome(verifier.receive()), "keys_unavailable")
        self.server.start()
        self.until_all_follow()
        self.assert_all("acme", old, "signature_invalid")
        self.assert_all("acme", new, 2)
