"""The master key: a sealed file on the disk, a credential of the service, and nothing else."""

import secrets
import stat

from client import ADMIN, member
from fixture import DASHBOARD, OUTSIDER, UNITS, MachineTest
from master_key import SEALED
from messages import START_REFUSED

UNSEALED = "/run/credentials/signetd.service/master-key"


class CredentialTests(MachineTest):
    def seal(self, content, name="master-key"):
        encrypt = ["systemd-creds", "encrypt", f"--name={name}", "-", "-"]
        return self.machine.command(*encrypt, input=content).stdout.encode()

    def assert_start_refused(self, sealed):
        """With `sealed` in the key's place the start fails. Returns the daemon's own words, if any."""
        good = self.machine.path(SEALED).read_bytes()
        since = self.machine.journal.cursor()
        self.machine.command("systemctl", "stop", *UNITS)
        try:
            if sealed is None:
                self.machine.path(SEALED).unlink()
            else:
                self.machine.path(SEALED).write_bytes(sealed)
            done = self.machine.command("systemctl", "start", "signetd.service", check=False)
            self.assertNotEqual(done.returncode, 0, "it started")
            self.assertNotEqual(self.property("ActiveState"), "active")
        finally:
            self.machine.command("systemctl", "stop", *UNITS)
            self.machine.write(SEALED, good, mode=0o600)
            self.machine.command("systemctl", "reset-failed", *UNITS, check=False)
            self.machine.command("systemctl", "start", *UNITS)
        self.assertEqual(self.client(DASHBOARD).get(ADMIN, "/v1/status").status, 200)
        return self.machine.journal.entries(since, MESSAGE_ID=START_REFUSED)

    def test_only_root_reads_the_sealed_key(self):
        status = self.machine.path(SEALED).stat()
        self.assertEqual((status.st_uid, status.st_gid), (0, 0))
        self.assertEqual(stat.S_IMODE(status.st_mode) & 0o077, 0)

    def test_the_service_has_the_key_and_no_other_account_reads_it(self):
        self.assertEqual(self.property("ActiveState"), "active")
        self.machine.command("test", "-f", UNSEALED)
        for user in (OUTSIDER, DASHBOARD):
            read = self.machine.command(*member(user), "cat", UNSEALED, check=False)
            self.assertNotEqual(read.returncode, 0)
            self.assertIn("Permission denied", read.stderr)

    def test_the_key_unsealed_is_in_memory_only(self):
        kind = self.machine.command("stat", "--file-system", "--format=%T", UNSEALED).stdout.strip()
        self.assertIn(kind, ("ramfs", "tmpfs"))

    def test_the_daemon_gets_no_key_by_its_environment_or_arguments(self):
        pid = self.property("MainPID")
        key = self.machine.command("systemd-creds", "decrypt", "--name=master-key", SEALED, "-")
        for file in ("cmdline", "environ"):
            self.assertNotIn(key.stdout, self.machine.command("cat", f"/proc/{pid}/{file}").stdout)

    def test_another_key_is_refused_in_words(self):
        refusals = self.assert_start_refused(self.seal(secrets.token_hex(32)))
        self.assertGreaterEqual(len(refusals), 1)
        self.assertEqual(refusals[0]["PRIORITY"], "3")
        self.assertIn("master key", refusals[0]["MESSAGE"])
        self.assertEqual(refusals[0]["_SYSTEMD_UNIT"], "signetd.service")

    def test_what_is_no_key_is_refused_in_words(self):
        refusals = self.assert_start_refused(self.seal("short"))
        self.assertGreaterEqual(len(refusals), 1)
        self.assertIn("master key", refusals[0]["MESSAGE"])

    def test_a_missing_key_is_refused_in_words(self):
        refusals = self.assert_start_refused(None)
        self.assertGreaterEqual(len(refusals), 1)
        self.assertIn("master key", refusals[0]["MESSAGE"])

    def test_a_key_sealed_under_another_name_or_damaged_does_not_start(self):
        self.assert_start_refused(self.seal(secrets.token_hex(32), name="another"))
        good = self.machine.path(SEALED).read_bytes()
        self.assert_start_refused(good[: len(good) // 2])
