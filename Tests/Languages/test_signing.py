"""Tokens of the documentation's signing programs, judged by the daemon."""

import base64
import json
import os
import time
import unittest

import jwt

import signing
from server import Server

IDENTITY = {
    "userId": "1042",
    "email": "zoe@example.com",
    "name": "Zoë 🦊",
    "properties": {
        "plan": "pro",
        "company": {"id": "c-7", "seats": 12, "tags": ["eu", "beta"]},
    },
}
# With what libraries are tempted by: padding, another alphabet, the first line of a PEM file.
OWN = "Schlüssel +/=-_ für Zoë, keine base64-Kodierung"
IN_HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
IN_BASE64 = base64.b64encode(bytes(range(60))).decode()
# Bytes that are no text, with NUL, and such that base64 and base64url differ.
BYTES = b"\x00\xfb\xff\xfe" + bytes(range(120, 160)) + b"\n"


class SigningTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def assert_identified(self, workspace, **secret):
        for name in signing.COMMANDS:
            with self.subTest(program=name):
                before = int(time.time())
                token = signing.sign(name, **secret)
                verdict = self.server.verdict(workspace, token)
                self.assertEqual(verdict["outcome"], "identified", verdict)
                self.assertEqual(verdict["identity"], IDENTITY)
                claims = jwt.decode(token, options={"verify_signature": False})
                self.assertEqual(claims["exp"] - claims["iat"], 3600)
                self.assertTrue(before <= claims["iat"] <= time.time(), claims["iat"])

    def test_a_generated_secret_in_the_environment_is_the_key_as_it_is_shown(self):
        self.server.create("generated", {"maxTokenLifetime": "1h"})
        secret = self.server.reveal("generated")["secret"]
        self.assert_identified("generated", SIGNET_SECRET=secret)

    def test_a_secret_in_a_file_may_have_a_line_end_behind_it(self):
        self.server.create("filed")
        secret = self.server.reveal("filed")["secret"]
        self.assert_identified("filed", SIGNET_SECRET_FILE=signing.file(secret + "\n"))
        self.assert_identified("filed", SIGNET_SECRET_FILE=signing.file(secret))

    def test_ones_own_string_is_its_utf_8_bytes(self):
        self.server.create("own", secret=OWN)
        self.assert_identified("own", SIGNET_SECRET=OWN)
        self.assert_identified("own", SIGNET_SECRET_FILE=signing.file(OWN + "\n"))

    def test_ones_own_string_is_not_decoded_even_if_it_could_be(self):
        for workspace, secret in (("hexadecimal", IN_HEX), ("base64", IN_BASE64)):
            self.server.create(workspace, secret=secret)
            self.assert_identified(workspace, SIGNET_SECRET=secret)

    def test_of_a_jwk_the_key_is_what_k_decodes_to(self):
        k = base64.urlsafe_b64encode(BYTES).rstrip(b"=").decode()
        self.server.create("jwk", jwk={"kty": "oct", "k": k})
        jwk = self.server.reveal("jwk")["jwk"]
        self.assert_identified("jwk", SIGNET_JWK_FILE=signing.file(json.dumps(jwk)))

    def test_another_secret_identifies_nobody(self):
        self.server.create("foreign")
        for name in signing.COMMANDS:
            with self.subTest(program=name):
                token = signing.sign(name, SIGNET_SECRET=os.urandom(32).hex())
                verdict = self.server.verdict("foreign", token)
                self.assertEqual(verdict.get("reason"), "signature_invalid")
