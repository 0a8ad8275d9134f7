// What a verifier reports with each renewal: tokens that it identified, and why it rejected others.
class Usage {
  uses = new Map();
  rejections = new Map();

  count(workspace, answer, claims) {
    if (answer.outcome === "identified") {
      const now = Date.now() / 1000; // a token without iat counts as issued when it was seen
      const issued = Math.min(claims.iat ?? now, now);
      const expiry = claims.exp ?? NaN;
      this.addUse({ workspace, kid: answer.kid, count: 1, last: now, issued, expiry });
    } else if (answer.outcome === "rejected") {
      this.addRejection({ workspace, reason: answer.reason, count: 1 });
    }
  }

  // What was not reported yet; from here on it counts as reported, unless it is put back.
  take() {
    const taken = new Usage();
    [taken.uses, this.uses] = [this.uses, taken.uses];
    [taken.rejections, this.rejections] = [this.rejections, taken.rejections];
    return taken;
  }

  putBack(taken) {
    for (const use of taken.uses.values()) this.addUse(use);
    for (const rejection of taken.rejections.values()) this.addRejection(rejection);
  }

  addUse(use) {
    const where = `${use.workspace} ${use.kid}`;
    const { count, last, issued, expiry } = this.uses.get(where) ?? { ...use, count: 0 };
    this.uses.set(where, {
      ...use,
      count: count + use.count,
      last: Math.max(last, use.last),
      issued: Math.max(issued, use.issued),
      // None if one of the tokens had none: NaN stays NaN.
      expiry: Math.max(expiry, use.expiry),
    });
  }

  addRejection(rejection) {
    const where = `${rejection.workspace} ${rejection.reason}`;
    const count = this.rejections.get(where)?.count ?? 0;
    this.rejections.set(where, { ...rejection, count: count + rejection.count });
  }

  message() {
    const uses = [...this.uses.values()].map(({ workspace, kid, count, last, issued, expiry }) => ({
      workspace,
      kid,
      count,
      lastUsedAt: timestamp(last),
      newestIssuedAt: timestamp(issued),
      ...(!isNaN(expiry) && { latestExpiry: timestamp(expiry) }),
    }));
    return { uses, rejections: [...this.rejections.values()] };
  }
}

function timestamp(seconds) {
  return new Date(Math.floor(Math.min(seconds, 253402300799) * 1000)).toISOString();
}

module.exports = { Usage };
