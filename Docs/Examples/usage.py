"""What a verifier reports with each renewal: the tokens it identified, and why it rejected others."""
import threading
import time
from collections import Counter
from datetime import datetime, timezone
from typing import NamedTuple, Optional


class Use(NamedTuple):
    """Tokens that were identified with one key. Times are in seconds since 1970."""

    count: int
    last: float
    issued: float
    expiry: Optional[float]  # None if one of them had none

    def __add__(self, other):
        if other is None:
            return self
        expiries = (self.expiry, other.expiry)
        expiry = None if None in expiries else max(expiries)
        last, issued = max(self.last, other.last), max(self.issued, other.issued)
        return Use(self.count + other.count, last, issued, expiry)

    def message(self):
        told = {"lastUsedAt": timestamp(self.last), "newestIssuedAt": timestamp(self.issued)}
        if self.expiry is not None:
            told["latestExpiry"] = timestamp(self.expiry)
        return {"count": self.count, **told}


class Report(NamedTuple):
    uses: dict  # (workspace, kid): Use
    rejections: Counter  # (workspace, reason)

    def message(self):
        uses = [
            {"workspace": workspace, "kid": kid, **use.message()}
            for (workspace, kid), use in self.uses.items()
        ]
        rejections = [
            {"workspace": workspace, "reason": reason, "count": count}
            for (workspace, reason), count in self.rejections.items()
        ]
        return {"uses": uses, "rejections": rejections}


class Usage:
    """Counts until the next report. May be used by many threads."""

    def __init__(self):
        self.lock, self.report = threading.Lock(), Report({}, Counter())

    def count(self, workspace, answer, claims):
        if answer["outcome"] == "identified":
            now = time.time()  # a token without iat counts as issued when it was seen
            use = Use(1, now, min(claims.get("iat", now), now), claims.get("exp"))
            self.put_back(Report({(workspace, answer["kid"]): use}, Counter()))
        elif answer["outcome"] == "rejected":
            self.put_back(Report({}, Counter({(workspace, answer["reason"]): 1})))

    def take(self):
        with self.lock:
            report, self.report = self.report, Report({}, Counter())
        return report

    def put_back(self, report):
        with self.lock:
            for where, use in report.uses.items():
                self.report.uses[where] = use + self.report.uses.get(where)
            self.report.rejections.update(report.rejections)


def timestamp(seconds):
    moment = datetime.fromtimestamp(min(seconds, 253402300799), timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
