"""Requests to Signet's daemon, over its Unix socket."""
import http.client
import json
import socket
from contextlib import closing, contextmanager


class Problem(Exception):
    """The daemon's own answer that it does not do what was asked. `code` says why."""

    def __init__(self, body):
        problem = json.loads(body)
        super().__init__(problem["code"])
        self.code, self.revision = problem["code"], problem.get("revision")


class Unreachable(Exception):
    """No daemon, or no whole answer of one."""


class Connection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("signet", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Daemon:
    def __init__(self, path):
        self.path = path

    @contextmanager
    def stream(self, target, headers, method="GET", body=None, timeout=25):
        """The answer, to be read line by line. An event stream has a comment every 10 s: one that
        says nothing for 25 s has no daemon any more."""
        try:
            with closing(Connection(self.path, timeout)) as connection:
                connection.request(method, target, body, headers)
                answer = connection.getresponse()
                if answer.status >= 400:
                    raise Problem(answer.read())
                yield answer
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(str(error)) from error

    def request(self, method, target, body=None, headers=None):
        """The status, the ETag and the answer."""
        fields = {"Content-Type": "application/json"} if body else {}
        fields.update(headers or {})
        with self.stream(target, fields, method, body and json.dumps(body), timeout=5) as answer:
            return answer.status, answer.getheader("ETag"), json.loads(answer.read() or "null")
