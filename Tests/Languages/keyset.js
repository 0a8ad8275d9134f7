// What jose makes of a JWK Set and a token of it, given as JSON on standard input.
const { createLocalJWKSet, importJWK, jwtVerify } = require("jose");

async function main() {
  const { set, token } = JSON.parse(require("fs").readFileSync(0));
  const imported = await Promise.all(set.keys.map((jwk) => importJWK(jwk)));
  const verified = await Promise.all(
    imported.map((key) => jwtVerify(token, key, { algorithms: ["HS256"] }).then(() => true, (e) => e.code)),
  );
  const local = await jwtVerify(token, createLocalJWKSet(set)).then(() => true, (e) => e.code);
  const keys = imported.map((key) => key.export().toString("hex"));
  console.log(JSON.stringify({ keys, verified, local }));
}

main();
