# An identity token, as a customer's backend signs it. ruby-jwt 2.5 or later.
require "json"
require "jwt"

# The HMAC key: the secret's own characters in UTF-8, as they were shown, never decoded.
# Only a secret that was given as a JWK is a JWK here too, and its key is what its `k` decodes to.
def identity_key
  if (path = ENV["SIGNET_JWK_FILE"])
    # Not by JWT::JWK.import: ruby-jwt 2.5 takes the text of `k` itself for the key.
    JSON.parse(File.read(path)).fetch("k").tr("-_", "+/").unpack1("m")
  elsif (path = ENV["SIGNET_SECRET_FILE"])
    File.read(path, encoding: "UTF-8").delete_suffix("\n") # the line's end is not the secret's
  else
    ENV.fetch("SIGNET_SECRET")
  end
end

def identity_token(user, key)
  now = Time.now.to_i
  claims = {
    userId: user[:id].to_s, # a string, also where your database has a number
    email: user[:email],
    name: user[:name],
    plan: user[:plan], # this and what follows: custom properties, any JSON
    company: user[:company],
    iat: now,
    exp: now + 3600 # one hour
  }
  JWT.encode(claims, key, "HS256")
end

user = {
  id: 1042,
  email: "zoe@example.com",
  name: "Zoë 🦊",
  plan: "pro",
  company: { id: "c-7", seats: 12, tags: %w[eu beta] }
}
puts identity_token(user, identity_key)
