"""Judges an identity token by a key set, with Signet's own checks in Signet's own order."""
import base64
import json
import re

from jwt.algorithms import HMACAlgorithm

HS256 = HMACAlgorithm(HMACAlgorithm.SHA256)
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Rejected(Exception):
    """`reason` is one of the table in Tokens.md."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def check(token, keys, policy, now):
    """The claims and the key that signed them; else raises `Rejected` with the first reason.

    `token` is bytes; `keys` are the JWKs that may be used, the current one first; `policy` is the
    set's member `signet`; `now` is in seconds since 1970.
    """
    if len(token) > 8192:
        raise Rejected("too_long")
    segments = token.split(b".")
    if len(segments) != 3:
        raise Rejected("malformed")
    header, payload, signature = (from_base64url(segment) for segment in segments)
    kid = read_header(header, any_key=bool(keys))
    if kid is not None:
        keys = [key for key in keys if key["kid"] == kid]
        if not keys:
            raise Rejected("unknown_kid")
    signed = token[: token.rindex(b".")]
    for key in keys:
        # The secret's bytes, as they are; in constant time.
        if HS256.verify(signed, from_base64url(key["k"].encode()), signature):
            return read_claims(payload, policy, now), key
    raise Rejected("signature_invalid")


def read_header(text, any_key):
    """The `kid`, if it is one of Signet's: any other is the customer's own label, and ignored."""
    try:
        header = strict_json(text)
    except (ValueError, RecursionError):
        raise Rejected("header_invalid") from None
    if header.get("alg") != "HS256":
        raise Rejected("algorithm_not_allowed")
    if "typ" in header and not (isinstance(header["typ"], str) and header["typ"].upper() == "JWT"):
        raise Rejected("header_invalid")
    if "crit" in header:
        raise Rejected("critical_header")
    if not any_key:
        raise Rejected("keys_unavailable")
    kid = header.get("kid")
    if "kid" in header and not isinstance(kid, str):
        raise Rejected("header_invalid")
    return kid if kid and re.fullmatch("sk_[0-9A-Za-z]{22}", kid) else None


def read_claims(text, policy, now):
    try:
        claims = strict_json(text, spared=("userId", "email", "name"))
        exp, nbf, iat = (seconds(claims, name) for name in ("exp", "nbf", "iat"))
    except (ValueError, RecursionError):
        raise Rejected("payload_invalid") from None
    skew, longest = duration(policy["clockSkew"]), policy.get("maxTokenLifetime")
    if exp is not None and now - exp >= skew:
        raise Rejected("expired")
    if nbf is not None and nbf - now > skew:
        raise Rejected("not_yet_valid")
    if exp is None and (policy["requireExpiry"] or longest):
        raise Rejected("expiry_missing")
    # An iat ahead of every clock would make any lifetime look short.
    start = now if iat is None else min(iat, now + skew)
    if longest and exp - start > duration(longest):
        raise Rejected("lifetime_too_long")
    if claims.get("userId") is None:
        raise Rejected("user_id_missing")
    if not claims["userId"]:
        raise Rejected("user_id_invalid")
    for name, reason in ("userId", "user_id"), ("email", "email"), ("name", "name"):
        value = claims.get(name)
        # Half a surrogate pair is no text, and NUL ends one in C and in some databases.
        if value is not None and (
            not isinstance(value, str) or re.search("[\0\ud800-\udfff]", value)
        ):
            raise Rejected(f"{reason}_invalid")
    return claims


def strict_json(text, spared=()):
    """The object in `text`, if every reader understands it alike; else ValueError.

    The members named in `spared` may have half a surrogate pair in them.
    """

    def unique(pairs):
        members = dict(pairs)
        if len(members) < len(pairs):
            raise ValueError("a name is there twice")
        return members

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    def walk(value, depth, whole_text=True):
        if isinstance(value, str) and whole_text:
            value.encode()  # UnicodeEncodeError, a ValueError, if there is half a surrogate pair
        if isinstance(value, (dict, list)):
            if depth > 32:
                raise ValueError("nested too deep")
            for name in value if isinstance(value, dict) else ():
                walk(name, depth)
            for item in value.values() if isinstance(value, dict) else value:
                walk(item, depth + 1, whole_text)

    document = json.loads(text.decode(), object_pairs_hook=unique, parse_constant=refuse)
    if not isinstance(document, dict):
        raise ValueError("not an object")
    for name, value in document.items():
        walk(name, 1)
        walk(value, 2, name not in spared)
    return document


def seconds(claims, name):
    """A time: a number that is not negative, and whose milliseconds fit 64 bits."""
    if name not in claims:
        return None
    value = claims[name]
    if type(value) not in (int, float) or not 0 <= value < 2**63 / 1000:
        raise ValueError(name)
    return value


def from_base64url(text):
    """Without padding and white space, and with unused bits that are zero."""
    try:
        data = base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except ValueError:
        raise Rejected("malformed") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=") != text:
        raise Rejected("malformed")
    return data


def duration(text):
    return int(text[:-1]) * UNITS[text[-1]]
