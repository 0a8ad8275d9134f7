// Judges an identity token by a key set, with Signet's own checks in Signet's own order.
const { compactVerify } = require("jose");

const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

// `reason` is one of the table in Tokens.md.
class Rejected extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

// The claims and the key that signed them; else throws `Rejected` with the first reason.
//
// `keys`, that may be used, the current one first, have a `kid` and the `secret` that jose's
// importJWK made of the JWK; `policy` is the set's member `signet`; `now` is in seconds since 1970.
async function check(token, keys, policy, now) {
  if (Buffer.byteLength(token) > 8192) throw new Rejected("too_long");
  const segments = token.split(".");
  if (segments.length !== 3) throw new Rejected("malformed");
  const [header, payload] = segments.map(fromBase64url);
  const kid = readHeader(header, keys.length > 0);
  if (kid !== undefined) {
    keys = keys.filter((key) => key.kid === kid);
    if (keys.length === 0) throw new Rejected("unknown_kid");
  }
  for (const key of keys) {
    if (await isSigned(token, key)) return { claims: readClaims(payload, policy, now), key };
  }
  throw new Rejected("signature_invalid");
}

async function isSigned(token, key) {
  try {
    await compactVerify(token, key.secret, { algorithms: ["HS256"] });
    return true;
  } catch (error) {
    if (error.code !== "ERR_JWS_SIGNATURE_VERIFICATION_FAILED") throw error;
    return false;
  }
}

// The `kid`, if it is one of Signet's: any other is the customer's own label, and ignored.
function readHeader(bytes, anyKey) {
  const header = readObject(bytes, "header_invalid");
  if (header.alg !== "HS256") throw new Rejected("algorithm_not_allowed");
  const isJWT = typeof header.typ === "string" && /^jwt$/i.test(header.typ);
  if ("typ" in header && !isJWT) throw new Rejected("header_invalid");
  if ("crit" in header) throw new Rejected("critical_header");
  if (!anyKey) throw new Rejected("keys_unavailable");
  if ("kid" in header && typeof header.kid !== "string") throw new Rejected("header_invalid");
  return /^sk_[0-9A-Za-z]{22}$/.test(header.kid) ? header.kid : undefined;
}

function readClaims(bytes, policy, now) {
  const claims = readObject(bytes, "payload_invalid", ["userId", "email", "name"]);
  const { exp, nbf, iat } = claims;
  for (const time of [exp, nbf, iat]) {
    const isTime = typeof time === "number" && time >= 0 && time * 1000 < 2 ** 63;
    if (time !== undefined && !isTime) throw new Rejected("payload_invalid");
  }
  const skew = duration(policy.clockSkew);
  const longest = policy.maxTokenLifetime && duration(policy.maxTokenLifetime);
  if (now - exp >= skew) throw new Rejected("expired"); // false without an exp
  if (nbf - now > skew) throw new Rejected("not_yet_valid");
  if (exp === undefined && (policy.requireExpiry || longest)) throw new Rejected("expiry_missing");
  // An iat ahead of every clock would make any lifetime look short.
  const start = Math.min(iat ?? now, now + skew);
  if (longest && exp - start > longest) throw new Rejected("lifetime_too_long");
  if (claims.userId === undefined || claims.userId === null) throw new Rejected("user_id_missing");
  if (claims.userId === "") throw new Rejected("user_id_invalid");
  for (const [name, reason] of [["userId", "user_id"], ["email", "email"], ["name", "name"]]) {
    const value = claims[name] ?? "";
    // Half a surrogate pair is no text, and NUL ends one in C and in some databases.
    if (typeof value !== "string" || /[\0\p{Surrogate}]/u.test(value)) {
      throw new Rejected(`${reason}_invalid`);
    }
  }
  return claims;
}

// The object in UTF-8 `bytes`, if every reader understands it alike. The members named in `spared`
// may have half a surrogate pair in them.
function readObject(bytes, reason, spared = []) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const object = JSON.parse(text);
    if (typeof object !== "object" || object === null || Array.isArray(object)) throw new Error();
    checkNames(text);
    for (const [name, value] of Object.entries(object)) {
      checkText(value, name, spared.includes(name));
    }
    return object;
  } catch {
    throw new Rejected(reason);
  }
}

// JSON.parse takes a name that is there twice. `text` is JSON; it may be nested 32 deep.
function checkNames(text) {
  const open = []; // the names seen in each object (or array) that is not closed yet
  for (const [part, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[[{}\]]/g)) {
    if (part === "{" || part === "[") open.push(new Set());
    else if (part === "}" || part === "]") open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      if (names.size === names.add(JSON.parse(name)).size) throw new Error("a name is there twice");
    }
    if (open.length > 32) throw new Error("nested too deep");
  }
}

// Names and values must be whole text, without half a surrogate pair.
function checkText(value, name, isSpared) {
  const isHalf = (text) => typeof text === "string" && /\p{Surrogate}/u.test(text);
  if (isHalf(name) || (isHalf(value) && !isSpared)) throw new Error("half of a surrogate pair");
  if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) checkText(item, name, isSpared);
  }
}

// Without padding and white space, and with unused bits that are zero.
function fromBase64url(text) {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new Rejected("malformed");
  return bytes;
}

function duration(text) {
  return Number(text.slice(0, -1)) * UNITS[text.at(-1)];
}

module.exports = { check, Rejected };
