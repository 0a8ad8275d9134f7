"""What an admin finds in the journal, and what nobody ever finds there."""

import re
import secrets

from client import ADMIN, VERIFIER, member
from fixture import FIRST_UID, MEMBERS, MachineTest, eventually
from forms import forms
from master_key import unsealed
from messages import ADMINISTERED, RELOADED, RETIRED, REVOKED, ROTATED, STARTED, STOPPED

ADMIN_UID = str(FIRST_UID + list(MEMBERS).index(ADMIN))


class JournalTests(MachineTest):
    def found(self, since, message):
        """The one entry with this message's id, once it is there."""
        entries = eventually(lambda: self.machine.journal.entries(since, MESSAGE_ID=message))
        self.assertEqual(len(entries), 1, entries)
        self.assertEqual(entries[0]["_SYSTEMD_UNIT"], "signetd.service")
        self.assertEqual(entries[0]["SYSLOG_IDENTIFIER"], "signetd")
        return entries[0]

    def entries(self, **fields):
        """The daemon's own entries, of this boot."""
        return self.machine.journal.entries(SYSLOG_IDENTIFIER="signetd", **fields)

    def test_start_and_stop(self):
        since = self.machine.journal.cursor()
        self.machine.command("systemctl", "stop", "signetd.service")
        self.found(since, STOPPED)
        self.machine.command("systemctl", "start", "signetd.service")
        self.assertEqual(self.found(since, STARTED)["SIGNET_REVISION"], str(self.status()["revision"]))

    def test_a_rotation_with_whose_and_by_whom_and_the_request_of_the_audit_entry(self):
        self.workspace("rotated")
        since = self.machine.journal.cursor()
        admin = self.as_member(ADMIN)
        answer = admin.post(ADMIN, "/v1/workspaces/rotated/rotation", {"grace": "0s"})
        self.assertEqual(answer.status, 201, answer.text)
        entry = self.found(since, ROTATED)
        request = answer.headers["request-id"]
        told = {name: entry[f"SIGNET_{name}"] for name in ("WORKSPACE", "ACTION", "REQUEST", "UID")}
        self.assertEqual(
            told,
            {"WORKSPACE": "rotated", "ACTION": "secret.rotate", "REQUEST": request, "UID": ADMIN_UID},
        )
        self.assertEqual(entry["SIGNET_VERSION"], "2")
        self.assertEqual(entry["PRIORITY"], "5")
        audited = self.audit(workspace="rotated", action="secret.rotate")[0]
        self.assertEqual(audited["requestId"], request)

    def test_a_revocation(self):
        self.workspace("revoked")
        since = self.machine.journal.cursor()
        target = "/v1/workspaces/revoked/secrets/current/revoke"
        answer = self.as_member(ADMIN).post(ADMIN, target, {"expectedVersion": 1})
        self.assertEqual(answer.status, 200, answer.text)
        entry = self.found(since, REVOKED)
        self.assertEqual(entry["SIGNET_WORKSPACE"], "revoked")
        self.assertEqual(entry["SIGNET_ACTION"], "secret.revoke")
        self.assertEqual(entry["SIGNET_REQUEST"], answer.headers["request-id"])

    def test_the_end_of_a_grace_window(self):
        self.workspace("retiring")
        since = self.machine.journal.cursor()
        target = "/v1/workspaces/retiring/rotation"
        self.as_member(ADMIN).post(ADMIN, target, {"grace": "1s"})
        entry = self.found(since, RETIRED)
        self.assertEqual((entry["SIGNET_WORKSPACE"], entry["SIGNET_VERSION"]), ("retiring", "1"))

    def test_the_fields_find_what_happened_to_a_workspace(self):
        self.workspace("sought")
        self.as_member(ADMIN).post(ADMIN, "/v1/workspaces/sought/rotation", {"grace": "0s"})
        found = self.machine.journal.text(
            "--unit=signetd.service", "SIGNET_WORKSPACE=sought", "SIGNET_ACTION=secret.rotate"
        )
        self.assertEqual(len(found.splitlines()), 1, found)

    def test_the_catalogue_explains_each_message_that_has_an_id(self):
        explained = self.machine.command("journalctl", "--list-catalog").stdout
        ids = {line.split()[0] for line in explained.splitlines() if line}
        said = {entry["MESSAGE_ID"] for entry in self.entries() if "MESSAGE_ID" in entry}
        self.assertIn(STARTED, said)
        self.assertEqual(said - ids, set())

    def test_an_explanation_has_no_hole(self):
        """journalctl shows a field's name where the entry has no such field."""
        admin = self.as_member(ADMIN)
        self.workspace("explained")
        admin.post(ADMIN, "/v1/workspaces/explained/rotation", {"grace": "1s"})
        target = "/v1/workspaces/explained/secrets/current/revoke"
        eventually(lambda: self.entries(MESSAGE_ID=RETIRED))
        self.assertEqual(admin.post(ADMIN, target, {"expectedVersion": 2}).status, 200)
        admin.post(ADMIN, "/v1/workspaces/explained/secrets/current/reveal")
        self.machine.command("systemctl", "reload", "signetd.service")
        self.machine.command("systemctl", "restart", "signetd.service")
        said = {entry["MESSAGE_ID"] for entry in self.entries() if "MESSAGE_ID" in entry}
        expected = {STARTED, STOPPED, RELOADED, ROTATED, REVOKED, ADMINISTERED, RETIRED}
        self.assertEqual(expected - said, set())
        for message in said:
            # Each entry, for two of one message need not have the same fields.
            text = self.machine.journal.text("--catalog", f"MESSAGE_ID={message}")
            self.assertIn("░░ Subject: ", text)
            self.assertIn("░░ Defined-By: Signet", text)
            explanation = [line for line in text.splitlines() if line.startswith("░░")]
            holes = [line for line in explanation if re.search(r"SIGNET_[A-Z_]+\b(?!=)|@", line)]
            self.assertEqual(holes, [], text)


class SecrecyTests(MachineTest):
    """With the log at its most talkative, nothing that must be kept is in the journal."""

    def setUp(self):
        super().setUp()
        self.debug = self.drop_in("[Service]\nEnvironment=SIGNETD_LOG_LEVEL=debug\n")
        self.debug.__enter__()
        self.addCleanup(self.debug.__exit__, None, None, None)
        self.since = self.machine.journal.cursor()
        self.machine.command("systemctl", "restart", "signetd.service")

    def written(self):
        """All fields of all entries since, as journalctl exports them: not a letter is escaped."""
        return self.machine.journal.text("--output=export", "--all", f"--after-cursor={self.since}")

    def assert_not_written(self, kept):
        # All of the machine's, not only of the unit's: also what systemd says about it.
        written = self.written()
        self.assertIn("\nPRIORITY=7\n", written, "the log is not at debug")
        for name, value in kept.items():
            for form, text in forms(value).items():
                self.assertNotIn(text, written, f"{name} is in the journal, as {form}")

    def test_the_search_finds_each_form(self):
        canary = secrets.token_urlsafe(32).encode()
        for text in forms(canary).values():
            self.machine.command("logger", "-t", "canary", f"before {text} behind")
        written = self.written()
        for form, text in forms(canary).items():
            self.assertIn(text, written, form)

    def test_no_secret_and_no_token_of_a_request_or_an_answer(self):
        admin, verifier = self.as_member(ADMIN), self.as_member(VERIFIER)
        own = f"own-{secrets.token_hex(24)}"
        next_own = f"next-{secrets.token_hex(24)}"
        at = "/v1/workspaces/canary"
        self.workspace("canary", secret=own)
        rotated = admin.post(ADMIN, f"{at}/rotation", {"secret": next_own})
        self.assertEqual(rotated.status, 201, rotated.text)
        self.workspace("canary-minted")
        minted = admin.post(ADMIN, "/v1/workspaces/canary-minted/secrets/current/reveal")
        signed = admin.post(ADMIN, f"{at}/tokens", {"claims": {"userId": "u"}, "expiresIn": "60s"})
        token = signed.json["token"]
        verified = verifier.post(VERIFIER, f"{at}/verify", {"token": token})
        self.assertEqual(verified.json["outcome"], "identified", verified.text)
        keys = verifier.get(VERIFIER, "/v1/workspaces/canary-minted/keys")
        self.assertEqual(keys.status, 200)
        self.assertEqual(admin.post(ADMIN, "/v1/secrets/identify", {"secret": own}).status, 200)
        # Refusals talk about what was sent.
        forged = token[:-8] + secrets.token_urlsafe(6)
        for client, role in ((admin, ADMIN), (verifier, VERIFIER)):
            client.post(role, f"{at}/verify", {"token": forged})
            client.post(role, "/v1/verify", {"tokens": [{"workspace": "canary", "token": forged}]})
            client.post(role, f"{at}/verify", {"token": token, "grase": own})
            client.post(role, f"{at}/verify", f'{{"token": "{token}"')
            client.get(role, f"/v1/{token}")
            client.get(role, f"{at}/keys?token={token}")
            client.get(role, "/v1/status", headers={"Authorization": f"Bearer {token}"})
        admin.post(ADMIN, f"{at}/rotation", {"secret": own})
        admin.post(ADMIN, "/v1/workspaces", {"id": own, "secret": [own]})
        self.assert_not_written(
            {
                "an own secret": own.encode(),
                "the next own secret": next_own.encode(),
                "a minted secret": minted.json["secret"].encode(),
                "a token": token.encode(),
                "a token's signature": token.rsplit(".", 1)[1].encode(),
                "a forged token": forged.encode(),
            }
        )

    def test_nothing_of_what_an_account_calls_signet_with(self):
        self.workspace("called")
        canary = f"reason-{secrets.token_hex(12)}"
        call = ["signet", "secret", "rotate", "called", "--reason", canary, "--on-behalf-of", f"user:{canary}"]
        shown = self.machine.command(*member(MEMBERS[ADMIN]), *call)
        self.assertIn("rotated called", shown.stdout + shown.stderr)
        self.assert_not_written({"what it was called with": canary.encode()})

    def test_no_master_key(self):
        key = unsealed(self.machine)
        self.machine.command("systemctl", "restart", "signetd.service")
        self.assert_not_written({"the master key": key})
