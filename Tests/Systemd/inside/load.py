"""Clients that never let go: each makes one request after another, each on a new connection.

  load.py CLIENTS KIND PREFIX

KIND is `rotate`: each client rotates a workspace of its own over and over, each rotation under an
Idempotency-Key and repeated until it is answered; or `read`: each reads its workspace, verifies on the
other socket, and repeats nothing. PREFIX begins the workspaces' names. Prints `ready` once every
client works, goes on until its standard input ends and prints, as JSON, what came of it.
"""

import json
import sys
import threading

from unix_http import Broken, Refused, exchange

ADMIN = "/run/signet/admin/signet.sock"
VERIFIER = "/run/signet/verifier/signet.sock"
# Seconds that an answer may take: a daemon that is down is back long before.
PATIENCE = 30
# A workspace has its limit; a client goes on with the next one.
ROTATIONS = 200


class Client(threading.Thread):
    def __init__(self, name, work, ended):
        super().__init__()
        self.name = name
        self.work = work
        self.ended = ended
        self.ready = threading.Event()
        self.answered = 0
        self.refused = []
        self.broken = []
        self.wrong = []
        # The version that each workspace came to.
        self.versions = {}

    def run(self):
        try:
            {"rotate": self.rotate, "read": self.read}[self.work]()
        except Exception as error:  # A client that died would be one that never failed.
            self.wrong.append(f"{self.name}: {type(error).__name__}: {error}")

    def goes_on(self):
        return not self.ended.is_set() and not self.wrong

    def rotate(self):
        while self.goes_on():
            workspace = f"{self.name}-{len(self.versions) + 1}"
            self.create(workspace)
            self.versions[workspace] = version = 1
            while self.goes_on() and version < ROTATIONS:
                version += 1
                # One more than before, also where the first try did it and broke before its answer.
                answer = self.until_answered(
                    f"/v1/workspaces/{workspace}/rotation", f"{workspace}-{version}", {"grace": "0s"}
                )
                self.expect(answer, 201, ("current", "version"), version)
                self.versions[workspace] = version
                self.ready.set()

    def read(self):
        workspace = self.name
        self.create(workspace)
        target = f"/v1/workspaces/{workspace}"
        while self.goes_on():
            self.expect(self.call(ADMIN, "GET", target, {}, None), 200, ("id",), workspace)
            bad = {"token": "no.token.really"}
            verified = self.call(VERIFIER, "POST", f"{target}/verify", {}, bad)
            self.expect(verified, 200, ("outcome",), "rejected")
            self.ready.set()

    def create(self, workspace):
        answer = self.until_answered("/v1/workspaces", workspace, {"id": workspace})
        self.expect(answer, 201, ("current", "version"), 1)

    def until_answered(self, target, key, body):
        while True:
            answer = self.call(ADMIN, "POST", target, {"Idempotency-Key": key}, body)
            if answer or len(self.refused) + len(self.broken) > 1000:
                return answer

    def call(self, socket, method, target, headers, body):
        """The answer's status and body; None where there was none."""
        fields = {"Content-Type": "application/json"} if body is not None else {}
        text = None if body is None else json.dumps(body)
        try:
            status, _, content = exchange(socket, method, target, fields | headers, text, PATIENCE)
        except Refused as refusal:
            self.refused.append(f"{target}: {refusal.cause}")
            return None
        except Broken as broken:
            self.broken.append(f"{target}: {broken}")
            return None
        self.answered += 1
        return status, json.loads(content)

    def expect(self, answer, status, path, value):
        if answer is None:
            return
        found, body = answer
        told = body
        for name in path:
            told = told.get(name) if isinstance(told, dict) else None
        if found != status or told != value:
            self.wrong.append(f"{self.name}: {found} {body}, not {status} with {path} = {value}")


def main(count, work, prefix):
    ended = threading.Event()
    clients = [Client(f"{prefix}-{number}", work, ended) for number in range(int(count))]
    for client in clients:
        client.start()
    for client in clients:
        while client.is_alive() and not client.ready.wait(0.05):
            pass
    print("ready", flush=True)
    sys.stdin.read()
    ended.set()
    for client in clients:
        client.join()
    report = {
        "answered": sum(client.answered for client in clients),
        "refused": [each for client in clients for each in client.refused],
        "broken": [each for client in clients for each in client.broken],
        "wrong": [each for client in clients for each in client.wrong],
        "versions": {name: last for client in clients for name, last in client.versions.items()},
    }
    print(json.dumps(report), flush=True)


main(*sys.argv[1:])
