"""Judges identity tokens in this process, under a lease of Signet's daemon.

    python3 verify.py [SOCKET] <tokens       # of lines "WORKSPACE TOKEN"; answers a line of JSON each

PyJWT 2.6 or later and the standard library. `Verifier` may be used by many threads.
"""
import json
import math
import os
import random
import signal
import sys
import threading
import time
from contextlib import closing
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

import identity_token
from daemon import Daemon, Problem, Unreachable
from identity_token import Rejected
from usage import Usage

RENEW = 15.0  # seconds between two renewals
PATIENCE = 1.0  # seconds between two fetches of a workspace for the sake of bad signatures


def boottime():
    return time.clock_gettime(time.CLOCK_BOOTTIME)  # goes on while the machine is suspended


class Term:
    """A lease as long as it has no gap. Once it is over, nothing brings it back.

    `holds`: no set that may be used in it was loaded before this revision.
    """

    def __init__(self, lease, until, holds):
        self.lease, self.until, self.holds = lease, until, holds


NO_LEASE = Term(None, 0.0, 0)


class KeySet(NamedTuple):
    """A workspace's keys: of use only in the term in which they were fetched or revalidated."""

    etag: str
    keys: list  # each a JWK and its deadline, on the wall clock and on `boottime`
    policy: dict
    term: Term
    asked: float  # the `boottime` at which the fetch was sent


class Verifier:
    def __init__(self, path="/run/signet/verifier/signet.sock", label="python"):
        self.daemon, self.label, self.usage = Daemon(path), label, Usage()
        self.term, self.sets = NO_LEASE, {}  # workspace: KeySet
        self.fetching = threading.RLock()  # one fetch at a time: no set is replaced by an older one
        self.begun, self.patience = threading.Event(), boottime() + 5  # for the first lease
        self.due = threading.Event()  # there is something to be told
        self.pause, self.closing, self.ending = 0.1, False, threading.Lock()
        threading.Thread(target=self._follow, daemon=True).start()
        threading.Thread(target=self._keep, daemon=True).start()

    def judge(self, workspace, token):
        """The answer for a token of bytes, or for a visitor without one (None).

        Raises `Problem` where there is no such workspace.
        """
        self.begun.wait(max(0.0, self.patience - boottime()))
        newest = False
        while True:
            held = self._keys(workspace, PATIENCE if newest else None)
            answer = self._answer(workspace, held, token)
            if answer.get("reason") in ("signature_invalid", "unknown_kid") and not newest:
                newest = True  # perhaps a secret has come that is newer than these keys
            elif held is None or self._usable(workspace, held):
                self.usage.count(workspace, answer, answer.pop("claims", None))
                return answer
            # Else they ceased to be of use meanwhile: this process may have been stopped.

    def _answer(self, workspace, held, token):
        last = held or self.sets.get(workspace)  # for the policy: what is known of it
        if last and last.policy["enforcement"] == "off":
            return {"outcome": "skipped", "decision": "anonymous"}
        try:
            if token is None:
                raise Rejected("token_missing")
            now, elapsed = time.time(), boottime()
            known = held.keys if held else ()
            # On both clocks, so that no step of the wall clock brings a key back.
            keys = [key for key, wall, boot in known if now < wall and elapsed < boot]
            claims, key = identity_token.check(token, keys, last and last.policy, now)
        except Rejected as rejected:
            # Where nothing is known of the policy, nobody is let in.
            lenient = last and last.policy["enforcement"] == "optional"
            decision = "anonymous" if lenient else "deny"
            return {"outcome": "rejected", "decision": decision, "reason": rejected.reason}
        own = ("userId", "email", "name")
        identity = {name: claims[name] for name in own if claims.get(name) is not None}
        apart = (*own, "exp", "nbf", "iat")
        identity["properties"] = {name: claims[name] for name in claims if name not in apart}
        signed = {name: key[name] for name in ("version", "state", "kid")}
        whole = {"outcome": "identified", "decision": "identified", "identity": identity, **signed}
        return {**whole, "claims": claims}

    def _usable(self, workspace, held):
        """Past its lease a verifier uses no key at all."""
        term = self.term
        return held is self.sets.get(workspace) and held.term is term and boottime() < term.until

    def _keys(self, workspace, younger_than=None):
        """A set that may be used, fetched if need be; None where there is none to be had."""

        def held():
            held = self.sets.get(workspace)
            if held and self._usable(workspace, held):
                if younger_than is None or boottime() - held.asked < younger_than:
                    return held
            return None

        if found := held():
            return found
        with self.fetching:
            if not held():  # else another thread has fetched it meanwhile
                try:
                    self._fetch(workspace)
                except Unreachable:
                    pass
            younger_than = None
            return held()

    def _fetch(self, workspace):
        """With `fetching` held. Raises `Problem` where there is no such workspace (any more)."""
        known, term, asked = self.sets.get(workspace), self.term, boottime()
        if asked >= term.until:
            return
        headers = {"Signet-Lease": term.lease}
        if known:
            headers["If-None-Match"] = known.etag
        target = f"/v1/workspaces/{quote(workspace, safe=':')}/keys"
        try:
            status, etag, body = self.daemon.request("GET", target, headers=headers)
        except Problem as problem:
            if problem.code == "workspace_not_found":  # or it was deleted
                self.sets.pop(workspace, None)
                raise
            if problem.code == "lease_not_found":
                self._lost(term)
            return
        if status == 304:
            self.sets[workspace] = known._replace(term=term, asked=asked)
            return
        keys = [(key, *deadline(key)) for key in body["keys"]]
        self.sets[workspace] = KeySet(etag, keys, body["signet"], term, asked)

    def _changed(self, revision, workspace=None):
        """Fetches the workspace's set anew, or all sets, drops what cannot be had, and tells it."""
        with self.fetching:
            for workspace in [workspace] if workspace else list(self.sets):
                if known := self.sets.get(workspace):
                    self.sets[workspace] = known._replace(term=None)
                    try:
                        self._fetch(workspace)
                    except (Unreachable, Problem):
                        pass  # it stays dropped
            self.term.holds = max(self.term.holds, revision)
        self.due.set()

    def _follow(self):
        """Reads one event stream after the other; the first event of each grants a lease."""
        while not self.closing:
            self.pause = min(2 * self.pause, 5)
            try:
                self._stream()
            except Unreachable:
                pass
            except Problem as problem:
                self._missed(problem)
            time.sleep(random.uniform(self.pause / 2, self.pause))

    def _stream(self):
        asked, old = boottime(), self.term.lease
        target = f"/v1/events?verifier={quote(self.label, safe='')}"
        # The new lease takes the old one's place, so that nobody waits for a phantom.
        headers = {"Signet-Lease": old} if old else {}
        with self.daemon.stream(target, headers) as answer:
            event = lease = None
            for line in answer:
                if lease and self.term.lease != lease:
                    return  # it was lost
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "event":
                    event = value
                elif field == "data":
                    data = json.loads(value)
                    if event == "hello":
                        lease = data["lease"]
                        self._granted(lease, asked + data["leaseSeconds"], data["revision"])
                    elif event == "keys":
                        self._changed(data["revision"], data["workspace"])
                    elif event == "reset":
                        self._changed(data["revision"])

    def _granted(self, lease, until, revision):
        # A new term: no set is used in it before it was fetched, or revalidated by a 304, with it.
        self.term, self.pause = Term(lease, until, revision), 0.1
        self.due.set()
        self._changed(revision)
        self.begun.set()

    def _missed(self, problem):
        if problem.code == "lease_behind":  # of which workspace the change was, nobody says
            self._changed(problem.revision)

    def _lost(self, term):
        if self.term is term:
            self.term = NO_LEASE

    def _keep(self):
        """Renews every 15 s, and at once when something is to be told."""
        wait = RENEW
        while not self.closing:
            self.due.wait(wait)
            self.due.clear()
            wait = RENEW if self._renew(self.term) else 1.0

    def _renew(self, term):
        """Says what is held and what was seen; whether the daemon took it."""
        if not term.lease:
            return False
        report, asked = self.usage.take(), boottime()
        try:
            _, _, answer = self.daemon.request(
                "POST", f"/v1/leases/{term.lease}", {"holds": term.holds, **report.message()})
        except (Unreachable, Problem) as error:
            self.usage.put_back(report)
            if isinstance(error, Problem) and error.code in ("lease_not_found", "forbidden"):
                self._lost(term)
            elif isinstance(error, Problem):
                self._missed(error)
            return False
        # Counted from sending. One that came too late begins a new term: everything is fetched anew.
        until = asked + answer["leaseSeconds"]
        if asked < term.until:
            term.until = until
        elif self.term is term:
            self.term = Term(term.lease, until, term.holds)
        return True

    def close(self):
        """No key is used from here on; the last report is made and the lease given back."""
        with self.ending:
            term, self.term, self.closing = self.term, NO_LEASE, True
            self.due.set()
            try:
                if self._renew(term):
                    self.daemon.request("DELETE", f"/v1/leases/{term.lease}")
            except (Unreachable, Problem):
                pass  # then it runs out


def deadline(key):
    """On the wall clock and on `boottime`; infinite for the current key."""
    if "acceptUntil" not in key:
        return math.inf, math.inf
    wall = datetime.fromisoformat(key["acceptUntil"].replace("Z", "+00:00")).timestamp()
    return wall, boottime() + wall - time.time()


def end(verifier):
    signal.sigwait([signal.SIGTERM])
    verifier.close()
    os._exit(0)


def main():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # in all threads but the one for it
    with closing(Verifier(*sys.argv[1:])) as verifier:
        threading.Thread(target=end, args=[verifier], daemon=True).start()
        for line in sys.stdin.buffer:
            workspace, space, token = line.rstrip(b"\n").partition(b" ")
            try:
                answer = verifier.judge(workspace.decode(), token if space else None)
            except Problem as problem:
                answer = {"problem": problem.code}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
