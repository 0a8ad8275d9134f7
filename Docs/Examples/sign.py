"""An identity token, as a customer's backend signs it. PyJWT 2.6 or later."""
import json
import os
import time

import jwt


def identity_key():
    """The HMAC key: the secret's own characters in UTF-8, as they were shown, never decoded.

    Only a secret that was given as a JWK is a JWK here too, and its key is what its `k` decodes to.
    """
    if path := os.environ.get("SIGNET_JWK_FILE"):
        with open(path, encoding="utf-8") as file:
            return jwt.PyJWK(json.load(file), algorithm="HS256").key
    if path := os.environ.get("SIGNET_SECRET_FILE"):
        with open(path, encoding="utf-8", newline="") as file:
            return file.read().removesuffix("\n").encode()  # the line's end is not the secret's
    return os.environ["SIGNET_SECRET"].encode()


def identity_token(user, key):
    now = int(time.time())
    claims = {
        "userId": str(user["id"]),  # a string, also where your database has a number
        "email": user["email"],
        "name": user["name"],
        "plan": user["plan"],  # this and what follows: custom properties, any JSON
        "company": user["company"],
        "iat": now,
        "exp": now + 3600,  # one hour
    }
    return jwt.encode(claims, key, algorithm="HS256")


user = {
    "id": 1042,
    "email": "zoe@example.com",
    "name": "Zoë 🦊",
    "plan": "pro",
    "company": {"id": "c-7", "seats": 12, "tags": ["eu", "beta"]},
}
print(identity_token(user, identity_key()))
