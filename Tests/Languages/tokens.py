"""Tokens of every kind, made byte by byte: no library would sign most of them."""

import base64
import hashlib
import hmac
import json
import time

HEADER = b'{"alg":"HS256","typ":"JWT"}'


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def made(key, payload=None, header=HEADER, **claims):
    """A token of these bytes, or of these claims, good for ten minutes unless they say else."""
    if payload is None:
        now = int(time.time())
        claims = {"userId": "u-1", "iat": now, "exp": now + 600} | claims
        payload = json.dumps({name: claims[name] for name in claims if claims[name] is not ...})
    text = payload.encode() if isinstance(payload, str) else payload
    signed = f"{encoded(header)}.{encoded(text)}"
    return f"{signed}.{encoded(hmac.digest(key, signed.encode(), hashlib.sha256))}"


def labelled(kid):
    return json.dumps({"alg": "HS256", "kid": kid}).encode()


def nested(depth):
    return '{"userId": "u-1", "deep": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


def of_every_kind(current, retiring, foreign, kids):
    """Names and tokens for a workspace whose keys are `current` and `retiring`, and their kids `kids`.

    `foreign` is the key of another workspace. Times keep a minute and more from every limit that
    a test's workspace has.
    """
    now = int(time.time())
    good = made(current)
    head, body, tail = good.split(".")
    yield from {
        "of the current secret": good,
        "of the retiring secret": made(retiring),
        "with all that one may say": made(
            current, email="zoe@example.com", name="Zoë 🦊", plan="pro", seats=12, tags=["a", {"b": None}]
        ),
        "of another workspace": made(foreign),
        "signed with nothing": made(b""),
        "without a signature": f"{head}.{body}.",
        "with half of its signature": f"{head}.{body}.{tail[:20]}",
        "with a longer signature": f"{head}.{body}.{tail}AAAA",
        "with another's payload": f"{head}.{made(current, userId='root').split('.')[1]}.{tail}",
        "longer than 8 KiB": made(current, more="x" * 8192),
        "nearly 8 KiB long": made(current, more="x" * 5900),
        "empty": "",
        "one word": "hello",
        "two segments": f"{head}.{body}",
        "four segments": f"{good}.{tail}",
        "five segments, as encrypted ones have": f"{good}..",
        "with a header field's scheme": f"Bearer {good}",
        "in quotation marks": f'"{good}"',
        "with padding": f"{good}=",
        "with a space in it": f"{head}. {body}.{tail}",
        "with base64's own alphabet": f"{head}.{body}.++//{tail[4:]}",
        "with unused bits that are set": f"{head}.{body}.{tail[:-1]}{chr(ord(tail[-1]) + 1)}",
        "of an impossible length": f"{head}.{body}.{tail}AA",
        "with an empty header": f".{body}.{tail}",
        "with an empty payload": made(current, b""),
        "whose header is no JSON": made(current, header=b"{alg:HS256}"),
        "whose header is a list": made(current, header=b'["HS256"]'),
        "whose header is no UTF-8": made(current, header=b'{"alg":"HS256","x":"\xff"}'),
        "whose header has a byte order mark": made(current, header=b"\xef\xbb\xbf" + HEADER),
        "whose header has a name twice": made(current, header=b'{"alg":"none","alg":"HS256"}'),
        "whose header has a name twice, escaped": made(
            current, header=b'{"alg":"HS256","\\u0061lg":"HS256"}'
        ),
        "whose header has half a surrogate pair": made(
            current, header=b'{"alg":"HS256","x":"\\ud83e"}'
        ),
        "without an alg": made(current, header=b'{"typ":"JWT"}'),
        "with alg none": made(current, header=b'{"alg":"none"}'),
        "with alg none and no signature": f"{encoded(b'{}')}.{body}.",
        "with alg HS512": made(current, header=b'{"alg":"HS512"}'),
        "with alg hs256": made(current, header=b'{"alg":"hs256"}'),
        "with alg in a list": made(current, header=b'{"alg":["HS256"]}'),
        "with typ jwt": made(current, header=b'{"alg":"HS256","typ":"jwt"}'),
        "with another typ": made(current, header=b'{"alg":"HS256","typ":"at+jwt"}'),
        "with typ in a list": made(current, header=b'{"alg":"HS256","typ":["JWT"]}'),
        "with typ null": made(current, header=b'{"alg":"HS256","typ":null}'),
        "with crit": made(current, header=b'{"alg":"HS256","crit":["exp"]}'),
        "with b64 false": made(current, header=b'{"alg":"HS256","b64":false}'),
        "with a kid that is a number": made(current, header=b'{"alg":"HS256","kid":1}'),
        "with a kid that is null": made(current, header=b'{"alg":"HS256","kid":null}'),
        "with the customer's own kid": made(current, header=labelled("2026-key")),
        "with a kid that is nearly Signet's": made(current, header=labelled(kids[0] + "x")),
        "with a kid that ends a line": made(current, header=labelled(kids[0] + "\n")),
        "with the kid of its secret": made(current, header=labelled(kids[0])),
        "with the kid of its retiring secret": made(retiring, header=labelled(kids[1])),
        "with the other secret's kid": made(current, header=labelled(kids[1])),
        "with a kid of Signet's that nobody has": made(current, header=labelled("sk_" + "0" * 22)),
        "whose payload is no JSON": made(current, "userId=u-1"),
        "whose payload is a list": made(current, '["u-1"]'),
        "whose payload is no UTF-8": made(current, b'{"userId":"\xff"}'),
        "whose payload has a name twice": made(current, '{"userId":"a","userId":"b"}'),
        "whose payload has a name twice, deep": made(current, '{"userId":"a","x":[{"b":1,"b":2}]}'),
        "whose payload has a text with a brace and a quotation mark": made(
            current, r'{"userId":"a","x":"\"b\":{[","y":{"\"b\"":1,"b":2}}'
        ),
        "with a number that is none": made(current, '{"userId":"a","x":NaN}'),
        "with an infinite number": made(current, '{"userId":"a","x":Infinity}'),
        "with a comma too many": made(current, '{"userId":"a",}'),
        "with a control character": made(current, '{"userId":"a","x":"\t"}'),
        "nested as deep as may be": made(current, nested(32)),
        "nested too deep": made(current, nested(33)),
        "nested much too deep": made(current, nested(2800)),
        "with half a surrogate pair in a property": made(current, r'{"userId":"a","x":"\udd8a"}'),
        "with half a surrogate pair in a name": made(current, r'{"userId":"a","\udd8a":1}'),
        "with a __proto__": made(current, '{"userId":"a","__proto__":{"userId":"b"}}'),
        "with an exp in words": made(current, exp="tomorrow"),
        "with an exp that is null": made(current, exp=None),
        "with an exp that is true": made(current, exp=True),
        "with a negative exp": made(current, exp=-1),
        "with an exp beyond all numbers": made(current, '{"userId":"a","exp":1e400}'),
        "with a far exp": made(current, exp=10**14),
        "with an exp with a fraction": made(current, exp=now + 600.5),
        "with an exp in exponential form": made(current, f'{{"userId":"a","exp":{now + 600}000e-3}}'),
        "with an nbf in words": made(current, nbf="now"),
        "with an iat that is negative": made(current, iat=-5),
        "without an exp": made(current, exp=...),
        "without an iat": made(current, iat=...),
        "expired long ago": made(current, iat=now - 7200, exp=now - 3600),
        "expired with 1970": made(current, iat=0, exp=0),
        "expired, within the skew": made(current, iat=now - 600, exp=now - 120),
        "expired, and signed with the retiring secret": made(retiring, exp=now - 3600),
        "not yet valid": made(current, nbf=now + 3000),
        "not yet valid, within the skew": made(current, nbf=now + 120),
        "expired and not yet valid": made(current, exp=now - 3600, nbf=now + 3600),
        "issued in the future": made(current, iat=now + 3600, exp=now + 4000),
        "issued in the future for long": made(current, iat=now + 86400, exp=now + 90000),
        "good for two hours": made(current, exp=now + 7200),
        "good for an hour from its iat": made(current, iat=now - 300, exp=now + 3300),
        "good for two hours without an iat": made(current, iat=..., exp=now + 7200),
        "good for half an hour without an iat": made(current, iat=..., exp=now + 1800),
        "for somebody's audience": made(current, aud="somebody", iss="nobody", sub="u-2"),
        "without a userId": made(current, userId=...),
        "with a userId that is null": made(current, userId=None),
        "with a userId that is a number": made(current, userId=1042),
        "with a userId that is nought": made(current, userId=0),
        "with a userId that is false": made(current, userId=False),
        "with a userId that is a list": made(current, userId=[]),
        "with an empty userId": made(current, userId=""),
        "with a NUL in its userId": made(current, userId="u\0"),
        "with half a surrogate pair in its userId": made(current, userId="\ud83e"),
        "with a surrogate pair in its userId": made(current, r'{"userId":"\ud83e\udd8a"}'),
        "with an email that is null": made(current, email=None),
        "with an email that is a number": made(current, email=7),
        "with an empty email": made(current, email=""),
        "with a NUL in its email": made(current, email="a\0b"),
        "with half a surrogate pair in its email": made(current, email="\udd8a"),
        "with half a surrogate pair in an email that is a list": made(current, email=["\udd8a"]),
        "with a name that is null": made(current, name=None),
        "with a name that is an object": made(current, name={"first": "Zoë"}),
        "with half a surrogate pair in its name": made(current, name="Zo\udd8a"),
        "with a number for an email and for a userId": made(current, email=1, userId=1),
    }.items()
