"""A real daemon in a folder of its own, and requests to it."""

import http.client
import json
import os
import signal
import socket
import subprocess

import places
import waiting

ADMIN, VERIFIER, AUDITOR = "admin", "verifier", "audit"


class Refused(Exception):
    """The daemon answered with a problem."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem}")
        self.status, self.problem = status, problem
        self.code = problem["code"]


class Server:
    def __init__(self):
        self.folder = places.folder("d")
        self.log = self.folder / "log"
        key = self.folder / "master-key"
        key.touch(0o600)
        key.write_bytes(os.urandom(32))
        self.process = None
        self.start()

    def start(self):
        places_of_it = {"runtime-dir": "run", "state-dir": "state", "master-key-file": "master-key"}
        arguments = [f"--{name}={self.folder / place}" for name, place in places_of_it.items()]
        begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([places.daemon, *arguments], stderr=log)
        waiting.until("the daemon is ready", lambda: self._is_ready(begun))

    def _is_ready(self, begun):
        told = self.log.read_bytes()[begun:]
        if self.process.poll() is not None:
            raise AssertionError(f"the daemon ended: {told.decode(errors='replace')}")
        return b"signetd: ready" in told

    def stop(self, how=signal.SIGTERM):
        """Ends it; with SIGKILL as a crash does."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(waiting.BOUND)

    def socket(self, role):
        return str(self.folder / f"run/{role}/signet.sock")

    def request(self, role, method, target, body=None, **headers):
        """The answer's JSON. Throws `Refused`."""
        connection = http.client.HTTPConnection("localhost", timeout=waiting.BOUND)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(waiting.BOUND)
        try:
            connection.sock.connect(self.socket(role))
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            if body is not None:
                fields.setdefault("Content-Type", "application/json")
                body = json.dumps(body)
            connection.request(method, target, body, fields)
            answer = connection.getresponse()
            content = json.loads(answer.read() or "null")
            if answer.status >= 400:
                raise Refused(answer.status, content)
            return content
        finally:
            connection.close()

    # The requests that the tests make, each as who would make it.

    def create(self, workspace, settings=None, **secret):
        body = {"id": workspace, "settings": settings or {}, **secret}
        return self.request(ADMIN, "POST", "/v1/workspaces", body)

    def change_settings(self, workspace, **settings):
        return self.request(ADMIN, "PATCH", f"/v1/workspaces/{workspace}/settings", settings)

    def reveal(self, workspace, version="current", **options):
        target = f"/v1/workspaces/{workspace}/secrets/{version}/reveal"
        return self.request(ADMIN, "POST", target, options)

    def rotate(self, workspace, **options):
        return self.request(ADMIN, "POST", f"/v1/workspaces/{workspace}/rotation", options)

    def finish(self, workspace, **options):
        return self.request(ADMIN, "POST", f"/v1/workspaces/{workspace}/rotation/finish", options)

    def revoke(self, workspace, version, **options):
        target = f"/v1/workspaces/{workspace}/secrets/{version}/revoke"
        return self.request(ADMIN, "POST", target, options)

    def delete(self, workspace, wait="0s"):
        target = f"/v1/workspaces/{workspace}?wait={wait}"
        return self.request(ADMIN, "DELETE", target, If_Match="*")

    def verdict(self, workspace, token):
        target = f"/v1/workspaces/{workspace}/verify"
        return self.request(VERIFIER, "POST", target, {"token": token})

    def keys(self, workspace):
        return self.request(VERIFIER, "GET", f"/v1/workspaces/{workspace}/keys")

    def verifiers(self):
        return self.request(ADMIN, "GET", "/v1/verifiers")["items"]

    def summary(self, workspace):
        return self.request(ADMIN, "GET", f"/v1/workspaces/{workspace}")
