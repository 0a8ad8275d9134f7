// What Swift cannot reach of Linux by itself: variadic calls and structures hidden behind _GNU_SOURCE.
#ifndef SIGNET_CLINUX_SHIM_H
#define SIGNET_CLINUX_SHIM_H

#include <stdint.h>
#include <sys/prctl.h>

// struct ucred of unix(7), spelt out because glibc shows it only under _GNU_SOURCE.
struct signet_peer_credentials {
  int32_t pid;
  uint32_t uid;
  uint32_t gid;
};

// No core dump, no ptrace by the same user, /proc/self owned by root.
static inline int signet_forbid_dumps(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

#endif
