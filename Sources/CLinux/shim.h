// What Swift cannot reach of Linux by itself: variadic calls and structures hidden behind _GNU_SOURCE.
#ifndef SIGNET_CLINUX_SHIM_H
#define SIGNET_CLINUX_SHIM_H

#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

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

// A file in a directory that has no name yet, open(2): glibc shows O_TMPFILE only under _GNU_SOURCE.
static inline int signet_open_unnamed(const char *directory, mode_t mode) {
  return open(directory, 020000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, mode);
}

// rename(2) that never replaces: renameat2(2) with RENAME_NOREPLACE, which _GNU_SOURCE hides, too.
static inline int signet_rename_to_new(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1);
}

// Whether it is a pipe that pipe(2) made, and not one that lies in a folder: those have the kernel's own
// file system, PIPEFS_MAGIC of linux/magic.h.
static inline int signet_is_unnamed_pipe(int file) {
  struct statfs system;
  return fstatfs(file, &system) == 0 && system.f_type == 0x50495045;
}

#endif
