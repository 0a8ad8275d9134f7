"""The documentation's verifying programs say of every token what the daemon says."""

import base64
import json
import unittest

import tokens
import verifying
from server import Server

OWN = "a secret of our own that is long enough"
# Each with limits of its own. The tokens' times keep away from all of them.
SETTINGS = {
    "plain": {},
    "strict": {
        "enforcement": "required", "requireExpiry": True, "maxTokenLifetime": "1h", "clockSkew": "0s",
    },
    "lenient": {"enforcement": "required", "clockSkew": "10m"},
    "unchecked": {"enforcement": "off"},
}
REASONS = {
    "too_long", "malformed", "header_invalid", "algorithm_not_allowed", "critical_header",
    "unknown_kid", "signature_invalid", "payload_invalid", "expired", "not_yet_valid",
    "expiry_missing", "lifetime_too_long", "user_id_missing", "user_id_invalid", "email_invalid",
    "name_invalid",
}


def key(server, workspace, version):
    shown = server.reveal(workspace, version)
    if "secret" in shown:
        return shown["secret"].encode()
    return base64.urlsafe_b64decode(shown["jwk"]["k"] + "===")


class JudgingTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.server.create("foreign", secret=OWN)
        cls.tokens = {}
        for number, (workspace, settings) in enumerate(SETTINGS.items()):
            # The retiring secret is a JWK of bytes that are no text.
            k = tokens.encoded(bytes(range(number, number + 64)))
            cls.server.create(workspace, settings, jwk={"kty": "oct", "k": k})
            cls.server.rotate(workspace)
            keys = [key(cls.server, workspace, version) for version in ("current", "retiring")]
            kids = [jwk["kid"] for jwk in cls.server.keys(workspace)["keys"]]
            cls.tokens[workspace] = dict(tokens.of_every_kind(*keys, OWN.encode(), kids))
        cls.verdicts = {
            (workspace, name): cls.server.verdict(workspace, token)
            for workspace in SETTINGS
            for name, token in cls.tokens[workspace].items()
        }

    def test_the_tokens_have_every_reason(self):
        reasons = {verdict.get("reason") for verdict in self.verdicts.values()} - {None}
        self.assertEqual(reasons, REASONS)
        outcomes = [(verdict["outcome"], verdict["decision"]) for verdict in self.verdicts.values()]
        self.assertEqual(len(set(outcomes)), 4, set(outcomes))

    def assert_same(self, program):
        verifier = verifying.Verifier(program, self.server)
        self.addCleanup(verifier.discard)
        for (workspace, name), expected in self.verdicts.items():
            with self.subTest(workspace=workspace, token=name):
                verdict = verifier.judge(workspace, self.tokens[workspace][name])
                expected = {member: expected[member] for member in expected if member != "detail"}
                self.assertEqual(json.dumps(verdict, sort_keys=True), json.dumps(expected, sort_keys=True))
        verifier.close()

    def test_debians_pyjwt(self):
        self.assert_same("Python, Debian's PyJWT")

    def test_pypis_pyjwt(self):
        self.assert_same("Python, PyPI's PyJWT")

    def test_jose(self):
        self.assert_same("Node.js, jose")

    def test_a_visitor_without_a_token_and_a_workspace_that_is_not_there(self):
        missing = {"outcome": "rejected", "reason": "token_missing"}
        for program in verifying.COMMANDS:
            with self.subTest(program=program):
                verifier = verifying.Verifier(program, self.server)
                self.addCleanup(verifier.discard)
                self.assertEqual(verifier.judge("plain"), missing | {"decision": "anonymous"})
                self.assertEqual(verifier.judge("strict"), missing | {"decision": "deny"})
                self.assertEqual(verifier.judge("nobody", "a.b.c"), {"problem": "workspace_not_found"})
                verifier.close()
