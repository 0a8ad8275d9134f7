// What Swift cannot reach of libcrypto by itself: macros. All else is called directly.
#ifndef SIGNET_COPENSSL_SHIM_H
#define SIGNET_COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

static inline void *signet_secure_malloc(size_t count) {
  return OPENSSL_secure_malloc(count);
}

static inline void signet_secure_clear_free(void *pointer, size_t count) {
  OPENSSL_secure_clear_free(pointer, count);
}

#endif
