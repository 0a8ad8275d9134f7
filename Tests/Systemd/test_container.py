"""A verifier in a container: another root, another uid, and the directory `verifier/` mounted."""

from client import GROUPS, VERIFIER, Client, NoConnection, socket_path, stranger
from fixture import MachineTest

UID = 70_123
ROOT = "/srv/verifier"
# The container's root: the system's programs, and nothing of its /run, /etc or /var. The directory
# is mounted, and for comparison the socket alone.
ENTER = f"""
set -e
mkdir -p {ROOT}/usr {ROOT}/run/signet {ROOT}/proc
for name in bin lib lib64; do ln -sfn usr/$name {ROOT}/$name; done
touch {ROOT}/run/alone.sock
mount --rbind /usr {ROOT}/usr
mount --bind /run/signet/verifier {ROOT}/run/signet
mount --bind {socket_path(VERIFIER)} {ROOT}/run/alone.sock
exec "$@"
"""
INSIDE = "/run/signet/signet.sock"
ALONE = "/run/alone.sock"


class ContainerTests(MachineTest):
    def setUp(self):
        super().setUp()
        gid = self.machine.command("getent", "group", GROUPS[VERIFIER]).stdout.split(":")[2]
        enter = ["unshare", "--mount", "--ipc", "--uts", "--net", "sh", "-c", ENTER, "sh"]
        self.verifier = self.container([*enter, "chroot", ROOT], stranger(UID, gid))
        self.addCleanup(self.verifier.close)
        self.enter = enter

    def container(self, prefix, account):
        return Client(self.machine, account, prefix)

    def verify(self, client, socket=INSIDE):
        body = {"token": "no.token.really"}
        target = f"/v1/workspaces/{self.name}/verify"
        return client.post(VERIFIER, target, body, socket=socket)

    def test_it_is_served_also_after_the_socket_unit_was_restarted(self):
        self.name = "contained"
        self.workspace(self.name)
        self.assertEqual(self.verify(self.verifier).json["outcome"], "rejected")
        self.assertEqual(self.verify(self.verifier, ALONE).status, 200)
        self.machine.command("systemctl", "restart", "signet-verifier.socket")
        self.assertEqual(self.verify(self.verifier).json["outcome"], "rejected")
        # What the directory is for: a mounted socket is the one that nobody listens on any more.
        with self.assertRaises(NoConnection):
            self.verify(self.verifier, ALONE)

    def test_its_fetch_of_keys_is_audited_with_its_own_uid(self):
        self.workspace("contained-keys")
        target = "/v1/workspaces/contained-keys/keys"
        answer = self.verifier.get(VERIFIER, target, socket=INSIDE)
        self.assertEqual((answer.status, len(answer.json["keys"])), (200, 1))
        entry = self.audit(workspace="contained-keys", action="keys.fetch")[0]
        self.assertEqual(entry["actor"]["uid"], UID)

    def test_without_the_group_it_is_refused(self):
        other = self.container([*self.enter, "chroot", ROOT], stranger(UID, UID))
        self.addCleanup(other.close)
        with self.assertRaises(NoConnection) as refusal:
            other.get(VERIFIER, "/v1/status", socket=INSIDE)
        self.assertEqual(refusal.exception.cause, "PermissionError")
