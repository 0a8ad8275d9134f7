"""From the package to a daemon that serves: what an operator sees, on a machine of its own."""

import fixture
from client import ADMIN, GROUPS, NoConnection, member, socket_path
from fixture import FILES, MEMBERS, SOCKETS, UNITS, MachineTest
from forms import forms
from master_key import SEALED, unsealed

PASSPHRASE = "correct horse battery staple"


class SetupTests(MachineTest):
    @classmethod
    def setUpClass(cls):
        cls.own = fixture.boot("setup")
        cls.said = fixture.install(cls.own)
        fixture.add_accounts(cls.own)

    @classmethod
    def tearDownClass(cls):
        fixture.stop(cls.own)

    def setUp(self):
        """As after the installation, whatever the test before did."""
        self.machine = self.own
        self.machine.command("systemctl", "stop", *UNITS)
        self.machine.command("systemctl", "reset-failed", check=False)
        left = f"{FILES}/recovery* {FILES}/pass*"
        again = f"rm -rf {SEALED} /var/lib/signet/* /var/lib/signet-guard/* {left}"
        self.machine.command("sh", "-c", again)
        for unit in SOCKETS:
            self.machine.command("systemctl", "start", unit, check=False)

    def setup_signet(self, *options, check=True):
        return self.machine.command("signetd", "setup", *options, check=check)

    def assert_nothing_listens(self):
        for role in GROUPS:
            with self.assertRaises(NoConnection):
                self.client("root").get(role, "/v1/status", socket=socket_path(role))

    def assert_serves(self):
        for role in GROUPS:
            self.assertEqual(self.as_member(role).get(role, "/v1/status").status, 200)
        for unit in UNITS:
            self.assertEqual(self.property("ActiveState", unit), "active")

    def key(self):
        return unsealed(self.machine)

    def test_the_package_makes_the_account_and_the_groups(self):
        user = self.machine.command("getent", "passwd", "signet").stdout.strip().split(":")
        self.assertEqual(user[-1], "/usr/sbin/nologin")
        for group in GROUPS.values():
            # The daemon is in none of them: it gets its sockets from systemd.
            members = self.machine.command("getent", "group", group).stdout.strip().split(":")[3]
            self.assertNotIn("signet", members.split(","))

    def test_before_setup_the_sockets_are_enabled_and_nothing_listens(self):
        for unit in SOCKETS:
            self.assertEqual(self.machine.command("systemctl", "is-enabled", unit).stdout, "enabled\n")
            self.assertNotEqual(self.property("ActiveState", unit), "active")
        self.assert_nothing_listens()
        failed = self.machine.command("systemctl", "--failed", "--no-legend", "--plain").stdout
        self.assertEqual(failed, "")
        self.assertIn("signetd setup", self.said.stdout + self.said.stderr)

    def test_no_library_of_swift_is_needed(self):
        for program in ("/usr/bin/signetd", "/usr/bin/signet"):
            libraries = self.machine.command("ldd", program).stdout
            self.assertIn("libc.so", libraries)
            self.assertNotRegex(libraries.lower(), "swift|foundation|dispatch|not found")
            # The machine has no toolchain (see test_machine.py), so it ran without one.
            self.assertIn(".", self.machine.command(program, "--version").stdout)

    def test_setup_without_a_recovery_copy_serves_at_once(self):
        done = self.setup_signet("--no-recovery")
        self.assert_serves()
        told = done.stdout + done.stderr
        self.assertIn("disk", told)
        created = self.as_member(ADMIN).post(ADMIN, "/v1/workspaces", {"id": "first"})
        self.assertEqual(created.status, 201)
        self.assertIn("first", self.machine.command("signet", "workspace", "list").stdout)

    def test_setup_with_a_recovery_copy(self):
        self.machine.write(f"{FILES}/passphrase", PASSPHRASE + "\n", mode=0o600)
        files = ["--recovery-out", f"{FILES}/recovery", "--passphrase-file", f"{FILES}/passphrase"]
        done = self.setup_signet(*files)
        self.assert_serves()
        mode = self.machine.command("stat", "--format=%a %U", f"{FILES}/recovery").stdout.strip()
        self.assertIn(mode, ("400 root", "600 root"))
        copy = self.machine.path(f"{FILES}/recovery").read_bytes()
        key = self.key()
        for text in forms(key).values():
            self.assertNotIn(text.encode(), copy)
            self.assertNotIn(text, done.stdout + done.stderr)
        self.assertNotIn(key, copy)
        self.assertNotIn(PASSPHRASE, done.stdout + done.stderr)

    def test_the_recovery_copy_brings_the_key_back(self):
        self.machine.write(f"{FILES}/passphrase", PASSPHRASE + "\n", mode=0o600)
        files = ["--recovery-out", f"{FILES}/recovery", "--passphrase-file", f"{FILES}/passphrase"]
        self.setup_signet(*files)
        self.as_member(ADMIN).post(ADMIN, "/v1/workspaces", {"id": "recovered"})
        key = self.key()
        self.machine.command("systemctl", "stop", *UNITS)
        self.machine.path(SEALED).unlink()
        self.machine.write(f"{FILES}/passphrase-wrong", "another one\n", mode=0o600)
        recover = ["signetd", "recover", f"{FILES}/recovery", "--passphrase-file"]
        wrong = self.machine.command(*recover, f"{FILES}/passphrase-wrong", check=False)
        self.assertNotEqual(wrong.returncode, 0)
        self.assertFalse(self.machine.path(SEALED).exists())
        self.machine.command(*recover, f"{FILES}/passphrase")
        self.assertEqual(self.key(), key)
        self.machine.command("systemctl", "start", *UNITS)
        self.assertEqual(self.as_member(ADMIN).get(ADMIN, "/v1/workspaces/recovered").status, 200)

    def test_unattended_setup_does_not_decide_about_recovery_by_itself(self):
        done = self.setup_signet(check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("--no-recovery", done.stderr)
        self.assertFalse(self.machine.path(SEALED).exists())
        self.assert_nothing_listens()

    def test_setup_never_overwrites_a_key(self):
        self.setup_signet("--no-recovery")
        sealed = self.machine.path(SEALED).read_bytes()
        again = self.setup_signet("--no-recovery", check=False)
        self.assertNotEqual(again.returncode, 0)
        self.assertIn(SEALED, again.stderr)
        self.assertEqual(self.machine.path(SEALED).read_bytes(), sealed)
        self.assert_serves()

    def test_setup_makes_no_new_key_for_a_database_that_has_lost_its_own(self):
        self.setup_signet("--no-recovery")
        self.machine.command("systemctl", "stop", *UNITS)
        self.machine.path(SEALED).unlink()
        again = self.setup_signet("--no-recovery", check=False)
        self.assertNotEqual(again.returncode, 0)
        self.assertFalse(self.machine.path(SEALED).exists())

    def test_no_file_ever_holds_the_key_in_clear(self):
        self.machine.write(f"{FILES}/passphrase", PASSPHRASE + "\n", mode=0o600)
        files = ["--recovery-out", f"{FILES}/recovery", "--passphrase-file", f"{FILES}/passphrase"]
        self.setup_signet(*files)
        self.assert_serves()
        key = self.key()
        patterns = [key, *(text.encode() for text in forms(key).values())]
        self.machine.command("journalctl", "--sync")
        self.machine.write(f"{FILES}/sought", b"before " + key + b" behind", mode=0o600)
        found = [path for path in self.machine.written() if holds(path, patterns)]
        self.assertEqual([path.name for path in found], ["sought"])
        self.machine.path(f"{FILES}/sought").unlink()

    def test_nobody_but_root_sets_up(self):
        user = member(MEMBERS[ADMIN])
        done = self.machine.command(*user, "signetd", "setup", "--no-recovery", check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse(self.machine.path(SEALED).exists())


def holds(path, patterns):
    content = path.read_bytes()
    return any(pattern in content for pattern in patterns)
