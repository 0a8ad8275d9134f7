// Judges identity tokens in this process, under a lease of Signet's daemon.
//
//     node verify.js [SOCKET] <tokens        # of lines "WORKSPACE TOKEN"; answers a line of JSON each
//
// jose 4.11 or later, Node.js 18 or later.
const fs = require("fs");
const { importJWK } = require("jose");
const { check, Rejected } = require("./identity_token.js");
const { Daemon, Problem, lines } = require("./daemon.js");
const { Usage } = require("./usage.js");

const RENEW = 15; // seconds between two renewals
const PATIENCE = 1; // seconds between two fetches of a workspace for the sake of bad signatures

const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// Seconds on CLOCK_BOOTTIME, which goes on while the machine is suspended. Node.js has no such clock
// (process.hrtime stops, Date.now steps), so the kernel is asked; it tells hundredths, rounded down.
const boottime = () => parseFloat(fs.readFileSync("/proc/uptime", "latin1"));
const ROUNDING = 0.01;

// A lease as long as it has no gap. Once it is over, nothing brings it back.
// `holds`: no set that may be used in it was loaded before this revision.
class Term {
  constructor(lease, until, holds) {
    Object.assign(this, { lease, until, holds });
  }
}

const noLease = () => new Term(undefined, 0, 0);

class Verifier {
  term = noLease();
  sets = new Map(); // workspace: {etag, keys, policy, term, asked}, of use only in that term
  fetches = new Map(); // workspace: the fetch that is under way
  usage = new Usage();
  pause = 0.1;
  due = false; // whether there is something to be told
  closing = false;

  constructor(path = "/run/signet/verifier/signet.sock", label = "node") {
    this.daemon = new Daemon(path);
    this.label = label;
    const begun = new Promise((resolve) => (this.hasBegun = resolve));
    this.begun = Promise.race([begun, sleep(5)]); // without a lease there is no key
    this.follow();
    this.keep();
  }

  // The answer for a token, or for a visitor without one (undefined).
  // Throws `Problem` where there is no such workspace.
  async judge(workspace, token) {
    await this.begun;
    for (let newest = false; ; ) {
      const held = await this.keys(workspace, newest ? PATIENCE : Infinity);
      const { claims, ...answer } = await this.answer(workspace, held, token);
      if (["signature_invalid", "unknown_kid"].includes(answer.reason) && !newest) {
        newest = true; // perhaps a secret has come that is newer than these keys
      } else if (!held || this.isUsable(workspace, held)) {
        this.usage.count(workspace, answer, claims);
        return answer;
      } // Else they ceased to be of use meanwhile: this process may have been stopped.
    }
  }

  async answer(workspace, held, token) {
    const policy = (held ?? this.sets.get(workspace))?.policy; // what is known of it
    if (policy?.enforcement === "off") return { outcome: "skipped", decision: "anonymous" };
    try {
      if (token === undefined) throw new Rejected("token_missing");
      const [now, elapsed] = [Date.now() / 1000, boottime() + ROUNDING];
      // On both clocks, so that no step of the wall clock brings a key back.
      const keys = (held?.keys ?? []).filter((key) => now < key.wall && elapsed < key.boot);
      const { claims, key } = await check(token, keys, policy, now);
      const { userId, email, name, exp, nbf, iat, ...properties } = claims;
      const identity = { userId, email: email ?? undefined, name: name ?? undefined, properties };
      const { version, state, kid } = key;
      const outcome = "identified";
      return { outcome, decision: outcome, identity, version, state, kid, claims };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      // Where nothing is known of the policy, nobody is let in.
      const decision = policy?.enforcement === "optional" ? "anonymous" : "deny";
      return { outcome: "rejected", decision, reason: error.reason };
    }
  }

  // Past its lease a verifier uses no key at all.
  isUsable(workspace, held) {
    const isLive = held.term === this.term && boottime() + ROUNDING < this.term.until;
    return isLive && held === this.sets.get(workspace);
  }

  // A set that may be used, fetched if need be; undefined where there is none to be had.
  async keys(workspace, youngerThan) {
    const held = this.sets.get(workspace);
    const isYoung = held && boottime() - held.asked < youngerThan;
    if (isYoung && this.isUsable(workspace, held)) return held;
    await this.fetch(workspace);
    const found = this.sets.get(workspace);
    return found && this.isUsable(workspace, found) ? found : undefined;
  }

  // Whoever needs the same fetch shares it, and one of a workspace begins after the other has ended:
  // no set is replaced by an older one.
  fetch(workspace) {
    const fetch = this.fetches.get(workspace) ?? this.load(workspace);
    this.fetches.set(workspace, fetch);
    return fetch.finally(() => {
      if (this.fetches.get(workspace) === fetch) this.fetches.delete(workspace);
    });
  }

  // Throws `Problem` where there is no such workspace (any more).
  async load(workspace) {
    const [known, term, asked] = [this.sets.get(workspace), this.term, boottime()];
    if (asked + ROUNDING >= term.until) return;
    const headers = { "Signet-Lease": term.lease, ...(known && { "If-None-Match": known.etag }) };
    const path = `/v1/workspaces/${encodeURIComponent(workspace).replaceAll("%3A", ":")}/keys`;
    try {
      const { status, etag, body } = await this.daemon.request("GET", path, undefined, headers);
      if (status === 304) return void this.sets.set(workspace, { ...known, term, asked });
      const keys = await Promise.all(body.keys.map(imported));
      this.sets.set(workspace, { etag, keys, policy: body.signet, term, asked });
    } catch (error) {
      if (error.code === "workspace_not_found") {
        this.sets.delete(workspace); // or it was deleted
        throw error;
      }
      if (error.code === "lease_not_found") this.lost(term);
    }
  }

  // Fetches the workspace's set anew, or all sets, drops what cannot be had, and tells it.
  async changed(revision, workspace) {
    const known = new Set([...this.sets.keys(), ...this.fetches.keys()]);
    for (const each of workspace ? [workspace].filter((name) => known.has(name)) : known) {
      await this.fetches.get(each)?.catch(() => {}); // may have been asked for before the change
      const held = this.sets.get(each);
      if (held) this.sets.set(each, { ...held, term: undefined });
      if (held) await this.fetch(each).catch(() => {});
    }
    this.term.holds = Math.max(this.term.holds, revision);
    this.tell();
  }

  tell() {
    this.due = true;
    this.wake?.();
  }

  // Reads one event stream after the other; the first event of each grants a lease.
  async follow() {
    while (!this.closing) {
      this.pause = Math.min(2 * this.pause, 5);
      await this.stream().catch((error) => this.missed(error));
      await sleep(this.pause * (0.5 + Math.random() / 2));
    }
  }

  async stream() {
    const [asked, old] = [boottime(), this.term.lease];
    const path = `/v1/events?verifier=${encodeURIComponent(this.label)}`;
    // The new lease takes the old one's place, so that nobody waits for a phantom.
    const events = await this.daemon.stream(path, old ? { "Signet-Lease": old } : {});
    let event, lease;
    for await (const line of lines(events)) {
      if (lease && this.term.lease !== lease) return; // it was lost
      const [, field, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
      if (field === "event") event = value;
      if (field !== "data") continue;
      const data = JSON.parse(value);
      if (event === "hello") {
        // A new term: no set is used in it before it was fetched, or answered 304, with it.
        lease = data.lease;
        this.term = new Term(lease, asked + data.leaseSeconds, data.revision);
        this.pause = 0.1;
        this.tell();
        await this.changed(data.revision);
        this.hasBegun();
      } else if (event === "keys") await this.changed(data.revision, data.workspace);
      else if (event === "reset") await this.changed(data.revision);
    }
  }

  async missed(error) {
    // Of which workspace the change was, nobody says.
    if (error.code === "lease_behind") await this.changed(error.revision);
  }

  lost(term) {
    if (this.term === term) this.term = noLease();
  }

  // Renews every 15 s, and at once when something is to be told.
  async keep() {
    for (let wait = RENEW; !this.closing; ) {
      const woken = new Promise((resolve) => (this.wake = resolve));
      if (!this.due) await Promise.race([woken, sleep(wait)]);
      this.due = false;
      wait = (await this.renew(this.term)) ? RENEW : 1;
    }
  }

  // Says what is held and what was seen; whether the daemon took it.
  async renew(term) {
    if (!term.lease) return false;
    const [report, asked] = [this.usage.take(), boottime()];
    try {
      const message = { holds: term.holds, ...report.message() };
      const { body } = await this.daemon.request("POST", `/v1/leases/${term.lease}`, message);
      // Counted from sending. One that came too late begins a new term: all is fetched anew.
      const until = asked + body.leaseSeconds;
      if (asked + ROUNDING < term.until) term.until = until;
      else if (this.term === term) this.term = new Term(term.lease, until, term.holds);
      return true;
    } catch (error) {
      this.usage.putBack(report);
      if (["lease_not_found", "forbidden"].includes(error.code)) this.lost(term);
      else await this.missed(error);
      return false;
    }
  }

  // No key is used from here on; the last report is made and the lease given back.
  close() {
    return (this.closed ??= this.giveBack());
  }

  async giveBack() {
    const term = this.term;
    [this.term, this.closing] = [noLease(), true];
    if (await this.renew(term)) {
      await this.daemon.request("DELETE", `/v1/leases/${term.lease}`).catch(() => {});
    }
  }
}

// A JWK, ready to verify with, and its deadline on the wall clock and on `boottime`.
async function imported(jwk) {
  const wall = jwk.acceptUntil ? Date.parse(jwk.acceptUntil) / 1000 : Infinity;
  const boot = boottime() + wall - Date.now() / 1000;
  return { ...jwk, secret: await importJWK(jwk, "HS256"), wall, boot };
}

async function main() {
  const verifier = new Verifier(process.argv[2]);
  process.on("SIGTERM", () => verifier.close().then(process.exit));
  for await (const line of lines(process.stdin.setEncoding("utf8"))) {
    const [, workspace, , token] = /^([^ ]*)( (.*))?$/s.exec(line);
    const answer = await verifier.judge(workspace, token).catch((error) => {
      if (!(error instanceof Problem)) throw error;
      return { problem: error.code };
    });
    console.log(JSON.stringify(answer));
  }
  await verifier.close();
  process.exit();
}

if (require.main === module) main();
module.exports = { Verifier };
