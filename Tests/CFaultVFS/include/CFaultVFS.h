#ifndef SIGNET_FAULT_VFS_H
#define SIGNET_FAULT_VFS_H

// An SQLite VFS over the default one whose file operations can be made to fail, for tests.
//
// Files are named by the full path that SQLite opens: the database, or the database's path with
// "-wal" after it. All functions may be called from any thread.

typedef enum {
  FAULT_READ = 0,
  FAULT_WRITE = 1,
  FAULT_TRUNCATE = 2,
  FAULT_SYNC = 3,
} fault_operation;

/// Makes the VFS the default of this process: connections opened from now on go through it. Later
/// calls do nothing. Answers an SQLite result code.
int fault_vfs_install(void);

/// From the `nth` `operation` on `path` from now (1 is the next one), makes `times` of them fail with
/// the result code `code`; a negative `times` means all until disarmed. A later fault of the same path and
/// operation replaces it. Answers 0, or 1 where there is no room for another fault.
int fault_vfs_arm(const char *path, fault_operation operation, int nth, int times, int code);

/// Ends all faults of `path`.
void fault_vfs_disarm(const char *path);

/// How many operations on `path` were made to fail since its fault was armed.
int fault_vfs_failures(const char *path, fault_operation operation);

#endif
