// An identity token, as a customer's backend signs it. jose 4.11 or later, Node.js 18 or later.
const fs = require("fs");
const { SignJWT, importJWK } = require("jose");

// The HMAC key: the secret's own characters in UTF-8, as they were shown, never decoded.
// Only a secret that was given as a JWK is a JWK here too, and its key is what its `k` decodes to.
async function identityKey() {
  const { SIGNET_JWK_FILE, SIGNET_SECRET_FILE, SIGNET_SECRET } = process.env;
  if (SIGNET_JWK_FILE) return importJWK(JSON.parse(fs.readFileSync(SIGNET_JWK_FILE)), "HS256");
  const secret = SIGNET_SECRET_FILE
    ? fs.readFileSync(SIGNET_SECRET_FILE, "utf8").replace(/\n$/, "") // not the secret's
    : SIGNET_SECRET;
  if (!secret) throw new Error("SIGNET_SECRET is not set");
  return new TextEncoder().encode(secret);
}

function identityToken(user, key) {
  return new SignJWT({
    userId: String(user.id), // a string, also where your database has a number
    email: user.email,
    name: user.name,
    plan: user.plan, // this and what follows: custom properties, any JSON
    company: user.company,
  })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(key);
}

const user = {
  id: 1042,
  email: "zoe@example.com",
  name: "Zoë 🦊",
  plan: "pro",
  company: { id: "c-7", seats: 12, tags: ["eu", "beta"] },
};
identityKey()
  .then((key) => identityToken(user, key))
  .then((token) => console.log(token));
