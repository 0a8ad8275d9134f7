"""The daemon's JWK Set, unchanged, in the public libraries."""

import base64
import json
import subprocess
import unittest

import jwt
from joserfc import jwt as joserfc_jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet, OctKey

import places
from server import Server
from test_signing import BYTES

CLAIMS = {"userId": "1042"}


class KeySetTests(unittest.TestCase):
    """A workspace within its grace window: one's own JWK is retiring, a generated secret current."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        k = base64.urlsafe_b64encode(BYTES).rstrip(b"=").decode()
        cls.server.create("acme", jwk={"kty": "oct", "k": k})
        cls.server.rotate("acme")
        cls.set = cls.server.keys("acme")
        cls.secrets = [cls.server.reveal("acme")["secret"].encode(), BYTES]
        # Signed by PyJWT, and each names its key.
        cls.tokens = [
            jwt.encode(CLAIMS, secret, algorithm="HS256", headers={"kid": key["kid"]})
            for secret, key in zip(cls.secrets, cls.set["keys"], strict=True)
        ]

    def in_jose(self, token):
        question = json.dumps({"set": self.set, "token": token})
        command = ["node", places.REPOSITORY / "Tests/Languages/keyset.js"]
        environment = {"PATH": "/usr/bin:/bin", "NODE_PATH": "/usr/share/nodejs"}
        done = subprocess.run(
            command, input=question, env=environment, capture_output=True, text=True, timeout=90
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_jose_imports_each_jwk(self):
        made = self.in_jose(self.tokens[0])
        self.assertEqual(made["keys"], [secret.hex() for secret in self.secrets])
        refused = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"
        self.assertEqual(made["verified"], [True, refused])
        self.assertEqual(self.in_jose(self.tokens[1])["verified"], [refused, True])

    def test_joses_local_set_takes_no_hs256(self):
        self.assertEqual(self.in_jose(self.tokens[0])["local"], "ERR_JOSE_NOT_SUPPORTED")

    def test_joserfc_imports_each_jwk(self):
        for jwk, secret, token in zip(self.set["keys"], self.secrets, self.tokens, strict=True):
            key = OctKey.import_key(jwk)
            self.assertEqual(key.raw_value, secret)
            self.assertEqual(joserfc_jwt.decode(token, key, algorithms=["HS256"]).claims, CLAIMS)

    def test_joserfc_takes_the_set_for_tokens_with_a_kid(self):
        keys = KeySet.import_key_set(self.set)
        for token in self.tokens:
            self.assertEqual(joserfc_jwt.decode(token, keys, algorithms=["HS256"]).claims, CLAIMS)

    def test_joserfcs_set_takes_no_token_without_a_kid_of_it(self):
        keys = KeySet.import_key_set(self.set)
        for headers in ({}, {"kid": "the customer's own"}):
            token = jwt.encode(CLAIMS, self.secrets[0], algorithm="HS256", headers=headers)
            with self.assertRaises(InvalidKeyIdError):
                joserfc_jwt.decode(token, keys, algorithms=["HS256"])

    def test_pyjwt_takes_the_set(self):
        keys = jwt.PyJWKSet.from_dict(self.set)
        for jwk, secret, token in zip(self.set["keys"], self.secrets, self.tokens, strict=True):
            key = keys[jwk["kid"]]
            self.assertEqual(key.key, secret)
            self.assertEqual(jwt.decode(token, key.key, algorithms=["HS256"]), CLAIMS)

    def test_debians_pyjwt_takes_the_set(self):
        program = (
            "import json, sys, jwt; made = json.load(sys.stdin);"
            "keys = jwt.PyJWKSet.from_dict(made['set']).keys;"
            "print(jwt.__version__, *[jwt.decode(t, k.key, algorithms=['HS256']) == made['claims']"
            " for t, k in zip(made['tokens'], keys, strict=True)])"
        )
        question = json.dumps({"set": self.set, "tokens": self.tokens, "claims": CLAIMS})
        done = subprocess.run(
            [places.DEBIAN_PYTHON, "-c", program],
            input=question, capture_output=True, text=True, timeout=90,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        version, *equal = done.stdout.split()
        self.assertNotEqual(version, jwt.__version__)
        self.assertEqual(equal, ["True", "True"])
