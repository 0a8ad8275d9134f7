"""Who may connect, to what, and that a socket is there before the daemon is."""

import itertools

from client import ADMIN, AUDITOR, GROUPS, VERIFIER, Client, NoConnection, socket_path, stranger
from fixture import FIRST_UID, MEMBERS, OUTSIDER, MachineTest, eventually

UNITS = {
    ADMIN: "signet-admin.socket",
    VERIFIER: "signet-verifier.socket",
    AUDITOR: "signet-audit.socket",
}
# What `GET /v1/status` calls the role of each socket.
ROLES = {ADMIN: "admin", VERIFIER: "verifier", AUDITOR: "auditor"}
# A route that only this socket serves, and what a member is answered there.
OWN_ROUTES = {
    ADMIN: ("/v1/workspaces", 200),
    VERIFIER: ("/v1/workspaces/nobody/keys", 404),
    AUDITOR: ("/metrics", 200),
}


class SocketTests(MachineTest):
    def stat(self, path):
        return self.machine.command("stat", "--format=%F %A %U:%G", path).stdout.strip()

    def roles(self):
        """The role that each socket serves, asked of the daemon itself."""
        return {
            role: self.as_member(role).get(role, "/v1/status").json["role"] for role in UNITS
        }

    def test_each_socket_is_writable_for_its_group_and_nobody_else(self):
        for role, group in GROUPS.items():
            told = self.stat(socket_path(role))
            self.assertEqual(told, f"socket srw-rw---- root:{group}")

    def test_root_owns_the_directories_so_that_nobody_can_put_another_socket_there(self):
        self.assertEqual(self.stat("/run/signet"), "directory drwxr-xr-x root:root")
        for role, group in GROUPS.items():
            self.assertEqual(self.stat(f"/run/signet/{role}"), f"directory drwxr-x--- root:{group}")

    def test_only_the_daemon_enters_its_state(self):
        for path in ("/var/lib/signet", "/var/lib/signet-guard"):
            self.assertEqual(self.stat(path), "directory drwx------ signet:signet")

    def test_a_member_of_a_group_is_served_on_its_socket_and_refused_on_the_others(self):
        for role, other in itertools.product(UNITS, UNITS):
            member = self.as_member(role)
            if role == other:
                self.assertEqual(member.get(other, "/v1/status").json["role"], ROLES[role])
            else:
                with self.assertRaises(NoConnection) as refusal:
                    member.get(other, "/v1/status")
                self.assertEqual(refusal.exception.cause, "PermissionError")

    def test_whoever_is_in_no_group_is_refused_on_all(self):
        for role in UNITS:
            with self.assertRaises(NoConnection) as refusal:
                self.client(OUTSIDER).get(role, "/v1/status")
            self.assertEqual(refusal.exception.cause, "PermissionError")

    def test_a_socket_serves_only_its_role(self):
        for role, other in itertools.product(UNITS, UNITS):
            target, status = OWN_ROUTES[other]
            answer = self.client("root").get(role, target)
            if role == other:
                self.assertEqual(answer.status, status, answer.text)
            else:
                self.assertEqual((answer.status, answer.json["code"]), (404, "not_found"))

    def test_the_first_connection_starts_the_daemon_and_is_served(self):
        for role in UNITS:
            self.machine.command("systemctl", "stop", "signetd.service")
            self.assertEqual(self.property("ActiveState"), "inactive")
            answer = self.as_member(role).get(role, "/v1/status")
            self.assertEqual(answer.json["role"], ROLES[role])
            # It serves a moment before systemd has heard that it is ready.
            self.assertTrue(eventually(lambda: self.property("ActiveState") == "active"))

    def test_stopping_the_daemon_leaves_the_sockets_listening(self):
        self.machine.command("systemctl", "stop", "signetd.service")
        for role, unit in UNITS.items():
            self.assertEqual(self.property("ActiveState", unit), "active")
            self.assertTrue(self.stat(socket_path(role)).startswith("socket "))
        self.machine.command("systemctl", "start", "signetd.service")

    def test_sockets_are_told_by_name_in_whatever_order_they_come(self):
        for order in itertools.permutations(UNITS.values()):
            self.machine.command("systemctl", "stop", *UNITS.values(), "signetd.service")
            # So many starts in so short a time would be too many.
            self.machine.command("systemctl", "reset-failed", *UNITS.values())
            for unit in order:
                self.machine.command("systemctl", "start", unit)
            self.assertEqual(self.roles(), ROLES)

    def test_a_socket_of_another_name_is_not_taken_for_the_one_in_its_place(self):
        self.machine.command("systemctl", "stop", *UNITS.values(), "signetd.service")
        swapped = {UNITS[VERIFIER]: "audit", UNITS[AUDITOR]: "verifier"}
        paths = {unit: f"/run/systemd/system/{unit}.d/90-test.conf" for unit in swapped}
        try:
            for unit, name in swapped.items():
                self.machine.write(paths[unit], f"[Socket]\nFileDescriptorName={name}\n")
            self.machine.command("systemctl", "daemon-reload")
            self.machine.command("systemctl", "start", *UNITS.values())
            root = self.client("root")
            told = {role: root.get(role, "/v1/status").json["role"] for role in UNITS}
        finally:
            self.machine.command("systemctl", "stop", *UNITS.values(), "signetd.service")
            for path in paths.values():
                self.machine.path(path).unlink(missing_ok=True)
            self.machine.command("systemctl", "daemon-reload")
            self.machine.command("systemctl", "start", *UNITS.values(), "signetd.service")
        self.assertEqual(told, {ADMIN: "admin", VERIFIER: "auditor", AUDITOR: "verifier"})

    def test_the_audit_log_has_the_uid_of_the_peer(self):
        self.workspace("peers")
        entry = self.audit(workspace="peers", action="workspace.create")[0]
        uid = FIRST_UID + list(MEMBERS).index(ADMIN)
        self.assertEqual(entry["actor"]["uid"], uid)
        self.assertEqual(entry["actor"]["user"], MEMBERS[ADMIN])

    def test_a_uid_that_has_no_account_is_served_by_its_group_and_audited(self):
        gid = self.machine.command("getent", "group", GROUPS[ADMIN]).stdout.split(":")[2]
        client = Client(self.machine, stranger(77001, gid))
        try:
            answer = client.post(ADMIN, "/v1/workspaces", {"id": "strangers"})
            self.assertEqual(answer.status, 201, answer.text)
        finally:
            client.close()
        entry = self.audit(workspace="strangers", action="workspace.create")[0]
        self.assertEqual(entry["actor"]["uid"], 77001)
