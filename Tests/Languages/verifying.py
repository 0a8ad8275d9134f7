"""The verifying programs of the documentation, as processes that judge what they are sent."""

import json
import os
import queue
import signal
import subprocess
import threading

import places
import waiting
from server import VERIFIER

COMMANDS = {
    "Python, Debian's PyJWT": [places.DEBIAN_PYTHON, "-B", places.EXAMPLES / "verify.py"],
    "Python, PyPI's PyJWT": [places.PYTHON, "-B", places.EXAMPLES / "verify.py"],
    "Node.js, jose": ["node", places.EXAMPLES / "verify.js"],
}


class Verifier:
    """A running program, under a lease of `server`."""

    def __init__(self, name, server):
        self.name = name
        environment = {"PATH": os.environ["PATH"], "NODE_PATH": "/usr/share/nodejs"}
        self._process = subprocess.Popen(
            [*COMMANDS[name], server.socket(VERIFIER)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self):
        return self._process.pid

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def send(self, workspace, token=None):
        line = workspace if token is None else f"{workspace} {token}"
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def receive(self):
        line = self._lines.get(timeout=waiting.BOUND)
        if not line:
            raise AssertionError(f"{self.name} ended with {self._process.wait()}")
        return json.loads(line)

    def judge(self, workspace, token=None):
        self.send(workspace, token)
        return self.receive()

    def signal(self, number):
        self._process.send_signal(number)

    def close(self):
        """Ends its input, and so it itself: it must end well."""
        self._process.stdin.close()
        status = self._process.wait(waiting.BOUND)
        self._process.stdout.close()
        if status != 0:
            raise AssertionError(f"{self.name} ended with {status}")

    def discard(self):
        """For the end of a test that may have failed."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(waiting.BOUND)
        if not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.stdout.close()
