"""Requests to the daemon, made inside a machine by an account of it."""

import dataclasses
import json

from machine import PROGRAMS

ADMIN, VERIFIER, AUDITOR = "admin", "verifier", "audit"
GROUPS = {ADMIN: "signet-admin", VERIFIER: "signet-verify", AUDITOR: "signet-audit"}


def socket_path(role):
    return f"/run/signet/{role}/signet.sock"


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    text: str

    @property
    def json(self):
        return json.loads(self.text)


class NoConnection(Exception):
    """`cause` is the error's name: PermissionError, ConnectionRefusedError, FileNotFoundError."""

    def __init__(self, cause):
        super().__init__(cause)
        self.cause = cause


class BrokenExchange(Exception):
    """The connection ended before the answer was complete."""


class Client:
    """A process in the machine that makes one request after another, each on a new connection.

    `account`: arguments of setpriv that say who it is, see `member` and `stranger`. `prefix`: a
    command that starts it, say in another root. Ended by `close`, or with the machine.
    """

    def __init__(self, machine, account, prefix=()):
        program = ["/usr/bin/python3", "-B", f"{PROGRAMS}/peer.py"]
        self._process = machine.start(*prefix, *account, *program)

    def request(self, role, method, target, body=None, headers=(), timeout=30, socket=None):
        """The `Answer`. Throws `NoConnection` or `BrokenExchange`."""
        fields = dict(headers)
        if body is not None:
            fields.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, str) else json.dumps(body)
        request = {
            "socket": socket or socket_path(role),
            "method": method,
            "target": target,
            "headers": fields,
            "body": body,
            "timeout": timeout,
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise BrokenExchange(f"the client itself ended with {self._process.wait()}")
        told = json.loads(line)
        if "refused" in told:
            raise NoConnection(told["refused"])
        if "broken" in told:
            raise BrokenExchange(told["broken"])
        return Answer(told["status"], told["headers"], told["body"])

    def get(self, role, target, **options):
        return self.request(role, "GET", target, **options)

    def post(self, role, target, body=None, **options):
        return self.request(role, "POST", target, {} if body is None else body, **options)

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def member(user):
    """An account of the machine, with the groups it is a member of."""
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]


def stranger(uid, gid, groups=()):
    """A uid that has no account."""
    others = f"--groups={','.join(map(str, groups))}" if groups else "--clear-groups"
    return ["setpriv", f"--reuid={uid}", f"--regid={gid}", others]
