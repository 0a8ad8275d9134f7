"""Clients that never let go: each makes one request after another, each on a new connection.

  load.py CLIENTS KIND

KIND is `rotate` (client n rotates workspace load-n, over and over, each rotation under an
Idempotency-Key, repeated until it is answered) or `read` (client n reads the workspace and verifies
on the other socket, and repeats nothing). Runs until its standard input ends and prints, as JSON,
what came of it. `ready` is printed once every client had an answer.
"""

import json
import sys
import threading

from unix_http import Broken, Refused, exchange

ADMIN = "/run/signet/admin/signet.sock"
VERIFIER = "/run/signet/verifier/signet.sock"
PATIENCE = 30


class Client(threading.Thread):
    def __init__(self, number, ended):
        super().__init__()
        self.workspace = f"load-{number}"
        self.ended = ended
        self.served = threading.Event()
        self.answered = 0
        self.refused = []
        self.broken = []
        self.wrong = []

    def call(self, socket, method, target, headers, body):
        """The answer's status and body; None where the exchange broke."""
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

    def until_answered(self, *call):
        while not self.ended.is_set() or self.answered:
            answer = self.call(*call)
            if answer or len(self.refused) + len(self.broken) > 1000:
                return answer
        return None

    def expect(self, answer, status, member=None, value=None):
        if answer is None:
            return
        found, body = answer
        told = body
        for name in member or ():
            told = told.get(name, {}) if isinstance(told, dict) else None
        if found != status or (member and told != value):
            self.wrong.append(f"{self.workspace}: {found} {body}, not {status} {value}")

    def run(self):
        work = self.rotate if sys.argv[2] == "rotate" else self.read
        try:
            work()
        except Exception as error:  # A client that died would be one that never failed.
            self.wrong.append(f"{self.workspace}: {type(error).__name__}: {error}")


    def rotate(self):
        version = 1
        while not self.ended.is_set() and not self.wrong:
            key = {"Idempotency-Key": f"{self.workspace}-{version}"}
            target = f"/v1/workspaces/{self.workspace}/rotation"
            answer = self.until_answered(ADMIN, "POST", target, key, {"grace": "0s"})
            version += 1
            # One more than before, also where the first try had done it before it broke.
            self.expect(answer, 201, ("current", "version"), version)
            self.served.set()
        self.last = version

    def read(self):
        self.last = None
        target = f"/v1/workspaces/{self.workspace}"
        while not self.ended.is_set() and not self.wrong:
            self.expect(self.call(ADMIN, "GET", target, {}, None), 200, ("id",), self.workspace)
            bad = {"token": "no.token.really"}
            verified = self.call(VERIFIER, "POST", f"{target}/verify", {}, bad)
            self.expect(verified, 200, ("outcome",), "rejected")
            self.served.set()


def main():
    ended = threading.Event()
    clients = [Client(number, ended) for number in range(int(sys.argv[1]))]
    for client in clients:
        client.start()
    for client in clients:
        while not client.served.wait(0.1) and client.is_alive():
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
        "last": {client.workspace: client.last for client in clients},
    }
    print(json.dumps(report), flush=True)


main()
