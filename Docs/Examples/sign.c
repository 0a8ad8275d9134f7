/* An identity token, as a customer's backend signs it. libjwt 1.10: cc sign.c -ljwt -ljansson */
#include <jansson.h>
#include <jwt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST_KEY = 1024 };

/* Base64url without padding. How many bytes there are, or -1. */
static int decoded(const char *text, unsigned char *bytes) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  unsigned group = 0;
  int bits = 0, count = 0;
  for (; *text; text++) {
    const char *place = strchr(alphabet, *text);
    if (!place) return -1;
    group = group << 6 | (unsigned)(place - alphabet);
    if ((bits += 6) < 8) continue;
    if (count == LONGEST_KEY) return -1;
    bytes[count++] = (unsigned char)(group >> (bits -= 8));
  }
  return count;
}

/* The HMAC key: the secret's own characters in UTF-8, as they were shown, never decoded, and without
   the NUL that ends them. Only a secret that was given as a JWK is a JWK here too, and its key is
   what its `k` decodes to. How many bytes it has, or -1. */
static int identity_key(unsigned char *key) {
  const char *path = getenv("SIGNET_JWK_FILE"), *secret = getenv("SIGNET_SECRET");
  if (path) {
    json_t *jwk = json_load_file(path, 0, NULL);
    const char *k = json_string_value(json_object_get(jwk, "k"));
    int count = k ? decoded(k, key) : -1;
    json_decref(jwk);
    return count;
  }
  if ((path = getenv("SIGNET_SECRET_FILE"))) {
    FILE *file = fopen(path, "rb");
    if (!file) return -1;
    int count = (int)fread(key, 1, LONGEST_KEY, file);
    fclose(file);
    return count > 0 && key[count - 1] == '\n' ? count - 1 : count; /* not the secret's */
  }
  if (!secret || strlen(secret) > LONGEST_KEY) return -1;
  memcpy(key, secret, strlen(secret));
  return (int)strlen(secret);
}

/* NULL if it cannot be made. The caller frees it. */
static char *identity_token(long id, const char *email, const char *name, const char *properties,
                            const unsigned char *key, int key_length) {
  char user_id[32]; /* a string, also where your database has a number */
  snprintf(user_id, sizeof user_id, "%ld", id);
  time_t now = time(NULL);
  jwt_t *jwt = NULL;
  char *token = NULL;
  if (jwt_new(&jwt) == 0 && jwt_add_grants_json(jwt, properties) == 0 &&
      jwt_add_grant(jwt, "userId", user_id) == 0 && jwt_add_grant(jwt, "email", email) == 0 &&
      jwt_add_grant(jwt, "name", name) == 0 && jwt_add_grant_int(jwt, "iat", now) == 0 &&
      jwt_add_grant_int(jwt, "exp", now + 3600) == 0 && /* one hour */
      jwt_set_alg(jwt, JWT_ALG_HS256, key, key_length) == 0)
    token = jwt_encode_str(jwt);
  jwt_free(jwt);
  return token;
}

int main(void) {
  /* Custom properties, any JSON. */
  const char *properties = "{\"plan\": \"pro\","
                           " \"company\": {\"id\": \"c-7\", \"seats\": 12, \"tags\": [\"eu\", \"beta\"]}}";
  unsigned char key[LONGEST_KEY];
  int key_length = identity_key(key);
  char *token = key_length < 0 ? NULL
                               : identity_token(1042, "zoe@example.com", "Zoë 🦊", properties, key,
                                                key_length);
  if (!token) {
    fputs("no secret, or no token could be made of it\n", stderr);
    return 1;
  }
  puts(token);
  free(token);
  return 0;
}
