"""The installed units, as systemd itself judges them."""

import re

from fixture import UNITS, MachineTest


class UnitTests(MachineTest):
    def test_systemd_has_nothing_to_say_about_them(self):
        paths = [self.property("FragmentPath", unit) for unit in UNITS]
        done = self.machine.command("systemd-analyze", "verify", *paths, check=False)
        # It ends with 0 on a key that it does not know: only silence is good.
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_the_check_of_units_would_say_something(self):
        self.machine.write("/run/systemd/system/bad.service", "[Service]\nExecStart=/bin/true\nNo=1\n")
        path = "/run/systemd/system/bad.service"
        done = self.machine.command("systemd-analyze", "verify", path, check=False)
        self.machine.path(path).unlink()
        self.assertIn("Unknown key 'No'", done.stdout + done.stderr)

    def test_the_service_is_exposed_to_1_0_or_less(self):
        path = self.property("FragmentPath")
        analyze = ["systemd-analyze", "security", "--offline=yes", "--no-pager", path]
        told = self.machine.command(*analyze).stdout
        exposure = re.search(r"Overall exposure level for signetd\.service: ([0-9.]+)", told)
        self.assertIsNotNone(exposure, told)
        self.assertLessEqual(float(exposure[1]), 1.0, told)

    def test_they_come_from_the_package(self):
        for unit in UNITS:
            path = self.property("FragmentPath", unit)
            self.assertEqual(self.machine.command("dpkg", "-S", path).stdout.split(":")[0], "signet")

    def test_the_service_notifies_and_its_sockets_carry_their_names(self):
        self.assertEqual(self.property("Type"), "notify")
        self.assertEqual(self.property("NotifyAccess"), "main")
        self.assertNotEqual(self.property("StatusText"), "")
        for unit, name in zip(UNITS[1:], ("admin", "verifier", "audit"), strict=True):
            self.assertEqual(self.property("FileDescriptorName", unit), name)

    def test_a_core_a_swapped_page_and_a_new_privilege_are_out_of_reach(self):
        expected = {
            "LimitCORE": "0",
            "MemorySwapMax": "0",
            "NoNewPrivileges": "yes",
            "CapabilityBoundingSet": "",
            "AmbientCapabilities": "",
            "User": "signet",
            "RuntimeDirectory": "",
            "LogRateLimitIntervalUSec": "0",
        }
        self.assertEqual({name: self.property(name) for name in expected}, expected)
