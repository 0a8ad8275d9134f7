"""Upgrades, downgrades, removal and purge of the package, on a machine of their own."""

import tempfile

import fixture
from client import ADMIN, GROUPS, NoConnection
from fixture import DASHBOARD, SOCKETS, UNITS, MachineTest, eventually
from load import CLIENTS, READ, ROTATE, load
from machine import CommandFailed
from master_key import SEALED

STATE = ["/var/lib/signet", "/var/lib/signet-guard", SEALED]
# As Operations makes them. Sorted, as a shell finds them.
MADE_BY_HAND = [f"{SEALED}.old", "/var/lib/signet.old"]
DATABASE = "/var/lib/signet/signet.db"
# Where SQLite's header has `user_version`, the number of the schema.
SCHEMA_OFFSET = 60


class PackageTests(MachineTest):
    @classmethod
    def setUpClass(cls):
        cls.own = fixture.boot("package")
        fixture.install(cls.own)
        fixture.add_accounts(cls.own)
        fixture.set_up(cls.own)

    @classmethod
    def tearDownClass(cls):
        fixture.stop(cls.own)

    def setUp(self):
        self.machine = self.own

    def installed_version(self):
        query = ["dpkg-query", "--show", "--showformat=${Version}", fixture.package.name]
        return self.machine.command(*query).stdout

    def next_version(self, change=None):
        """A package that is newer than the installed one. Its name is gone after the test."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return fixture.package.repacked(self.installed_version() + "+next", folder.name, change)

    def lives(self):
        """What changes where a unit is started again."""
        return {unit: self.property("InvocationID", unit) for unit in UNITS}

    def summary(self, workspace):
        return self.client(DASHBOARD).get(ADMIN, f"/v1/workspaces/{workspace}")

    def dpkg(self, *command, check=True):
        return self.machine.command("dpkg", *command, fixture.package.name, check=check)


class UpgradeTests(PackageTests):
    def test_an_upgrade_loses_no_request_and_restarts_the_service_alone(self):
        self.workspace("before-the-upgrade")
        for kind in (READ, ROTATE):
            newer = self.next_version()
            before = self.lives()
            with load(self.machine, DASHBOARD, kind) as outcome:
                fixture.install(self.machine, newer)
            self.assertEqual(self.installed_version(), newer.version)
            self.assertEqual((outcome.refused, outcome.broken, outcome.wrong), ([], [], []))
            self.assertGreater(outcome.answered, CLIENTS)
            after = self.lives()
            restarted = [unit for unit in UNITS if before[unit] != after[unit]]
            self.assertEqual(restarted, ["signetd.service"])
            for unit in UNITS:
                self.assertEqual(self.property("ActiveState", unit), "active")
        self.assertEqual(self.summary("before-the-upgrade").status, 200)

    def test_the_upgraded_units_are_the_ones_that_run(self):
        def describe(tree):
            (unit,) = tree.glob("**/signetd.service")
            text = unit.read_text()
            unit.write_text(text.replace("[Service]\n", "[Service]\nEnvironment=OF_THE_UPGRADE=1\n", 1))

        fixture.install(self.machine, self.next_version(describe))
        self.assertIn("OF_THE_UPGRADE=1", self.property("Environment"))
        self.assertEqual(self.property("NeedDaemonReload"), "no")
        pid = self.property("MainPID")
        environment = self.machine.command("cat", f"/proc/{pid}/environ").stdout
        self.assertIn("OF_THE_UPGRADE=1", environment.split("\0"))

    def test_a_stopped_and_masked_service_is_not_started_by_an_upgrade(self):
        self.machine.command("systemctl", "mask", "--now", *UNITS)
        try:
            fixture.install(self.machine, self.next_version())
            for unit in UNITS:
                self.assertEqual(self.property("ActiveState", unit), "inactive")
        finally:
            self.machine.command("systemctl", "unmask", *UNITS)
            fixture.start_all(self.machine)

    def test_a_downgrade_is_done_while_the_schema_is_the_same(self):
        fixture.install(self.machine, self.next_version())
        self.workspace("before-the-downgrade")
        fixture.install(self.machine)
        self.assertEqual(self.installed_version(), fixture.package.version)
        self.assertEqual(self.summary("before-the-downgrade").status, 200)

    def test_a_downgrade_is_refused_while_the_schema_is_newer_and_changes_nothing(self):
        newer = self.next_version()
        fixture.install(self.machine, newer)
        self.workspace("of-a-newer-schema")
        self.machine.command("systemctl", "stop", *UNITS)
        schema = self.schema()
        self.assertGreater(schema, 0)
        self.set_schema(schema + 1)
        try:
            with self.assertRaises(CommandFailed) as refusal:
                fixture.install(self.machine)
            self.assertIn(f"schema {schema + 1}", str(refusal.exception))
            self.assertEqual(self.installed_version(), newer.version)
            status = ["dpkg-query", "--show", "--showformat=${Status}", fixture.package.name]
            self.assertEqual(self.machine.command(*status).stdout, "install ok installed")
        finally:
            self.set_schema(schema)
            fixture.start_all(self.machine)
        self.assertEqual(self.summary("of-a-newer-schema").status, 200)

    def schema(self):
        with self.machine.path(DATABASE).open("rb") as file:
            return int.from_bytes(file.read()[SCHEMA_OFFSET : SCHEMA_OFFSET + 4], "big")

    def set_schema(self, number):
        with self.machine.path(DATABASE).open("r+b") as file:
            file.seek(SCHEMA_OFFSET)
            file.write(number.to_bytes(4, "big"))


class RemovalTests(PackageTests):
    def is_there(self, path):
        return self.machine.command("test", "-e", path, check=False).returncode == 0

    def assert_gone_but_for_its_state(self):
        for role in GROUPS:
            with self.assertRaises(NoConnection):
                self.client("root").get(role, "/v1/status")
        for unit in UNITS:
            self.assertIn(self.property("LoadState", unit), ("not-found", "masked"))
        for path in ("/usr/bin/signetd", "/run/signet"):
            self.assertFalse(self.is_there(path), path)
        for path in STATE:
            self.assertTrue(self.is_there(path), path)
        failed = self.machine.command("systemctl", "--failed", "--no-legend", "--plain").stdout
        self.assertEqual(failed, "")

    def assert_serves_again(self, workspace):
        fixture.install(self.machine)
        served = eventually(lambda: self.property("ActiveState", SOCKETS[0]) == "active")
        self.assertTrue(served)
        self.assertEqual(self.summary(workspace).status, 200)

    def answer_of_the_purge(self, answer):
        selection = f"signet signet/remove-state boolean {answer}\n"
        self.machine.command("debconf-set-selections", input=selection)

    def test_1_what_is_removed_and_installed_again_serves_what_it_served(self):
        self.workspace("before-the-removal")
        self.dpkg("--remove")
        self.assert_gone_but_for_its_state()
        fixture.install(self.machine)
        for unit in UNITS:
            self.assertEqual(self.property("ActiveState", unit), "active", unit)
        self.assert_serves_again("before-the-removal")

    def test_2_a_purge_without_a_word_keeps_the_state_and_says_so(self):
        self.workspace("before-the-purge")
        said = self.dpkg("--purge")
        self.assert_gone_but_for_its_state()
        for path in STATE:
            self.assertIn(path, said.stdout + said.stderr)
        self.assert_serves_again("before-the-purge")

    def test_3_a_purge_that_can_ask_nobody_keeps_the_state(self):
        self.workspace("before-the-silent-purge")
        # As a script does it that does not say that nobody is there.
        alone = ["setsid", "--wait", "env", "--unset=DEBIAN_FRONTEND"]
        said = self.machine.command(*alone, "dpkg", "--purge", fixture.package.name)
        self.assert_gone_but_for_its_state()
        for path in STATE:
            self.assertIn(path, said.stdout + said.stderr)
        self.assert_serves_again("before-the-silent-purge")

    def test_4_a_purge_that_was_told_to_removes_the_state_and_names_what_was_made_by_hand(self):
        for path in MADE_BY_HAND:
            self.machine.write(path, "a copy\n", mode=0o600)
        self.answer_of_the_purge("true")
        said = self.dpkg("--purge")
        self.assertIn(f"signet: left, made by hand: {' '.join(MADE_BY_HAND)}\n", said.stderr)
        for path in MADE_BY_HAND:
            self.assertTrue(self.is_there(path), path)
            self.machine.path(path).unlink()
        for path in [*STATE, "/etc/signet"]:
            self.assertFalse(self.is_there(path), path)
        left = self.machine.command("find", "/etc/systemd", "-name", "*signet*").stdout
        self.assertEqual(left, "")
        query = ["dpkg-query", "--show", "--showformat=${Status}", fixture.package.name]
        self.assertNotIn("config-files", self.machine.command(*query, check=False).stdout)
