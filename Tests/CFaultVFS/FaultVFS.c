#include "CFaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

enum { FAULT_LIMIT = 128, FAULT_PATH_LIMIT = 512 };

typedef struct {
  char path[FAULT_PATH_LIMIT];  // empty: free
  fault_operation operation;
  int before;  // operations that still pass
  int left;    // operations that still fail; negative: all
  int code;
  int failures;
} fault;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static fault faults[FAULT_LIMIT];

// A file of this VFS; the file of the default VFS lies behind it in the same allocation.
typedef struct {
  sqlite3_file base;
  const char *path;  // owned by SQLite, lives as long as the file is open
  sqlite3_file *real;
} fault_file;

static sqlite3_file *real_file(sqlite3_file *file) { return ((fault_file *)file)->real; }

static fault *find(const char *path, fault_operation operation) {
  for (int i = 0; i < FAULT_LIMIT; i++) {
    if (faults[i].operation == operation && strcmp(faults[i].path, path) == 0) return &faults[i];
  }
  return NULL;
}

// The result code with which this operation has to fail, or SQLITE_OK.
static int verdict(sqlite3_file *file, fault_operation operation) {
  const char *path = ((fault_file *)file)->path;
  if (path == NULL) return SQLITE_OK;
  int code = SQLITE_OK;
  pthread_mutex_lock(&lock);
  fault *found = find(path, operation);
  if (found != NULL) {
    if (found->before > 0) {
      found->before--;
    } else if (found->left != 0) {
      if (found->left > 0) found->left--;
      found->failures++;
      code = found->code;
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

// MARK: operations that can fail

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  int code = verdict(file, FAULT_READ);
  if (code != SQLITE_OK) return code;
  return real_file(file)->pMethods->xRead(real_file(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  int code = verdict(file, FAULT_WRITE);
  if (code != SQLITE_OK) return code;
  return real_file(file)->pMethods->xWrite(real_file(file), bytes, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  int code = verdict(file, FAULT_TRUNCATE);
  if (code != SQLITE_OK) return code;
  return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
  int code = verdict(file, FAULT_SYNC);
  if (code != SQLITE_OK) return code;
  return real_file(file)->pMethods->xSync(real_file(file), flags);
}

// MARK: operations handed on

static int file_close(sqlite3_file *file) {
  return real_file(file)->pMethods->xClose(real_file(file));
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
  return real_file(file)->pMethods->xLock(real_file(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
  return real_file(file)->pMethods->xUnlock(real_file(file), level);
}

static int file_check_reserved_lock(sqlite3_file *file, int *held) {
  return real_file(file)->pMethods->xCheckReservedLock(real_file(file), held);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
  return real_file(file)->pMethods->xFileControl(real_file(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
  return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int file_device_characteristics(sqlite3_file *file) {
  return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
  return real_file(file)->pMethods->xShmMap(real_file(file), page, size, extend, map);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return real_file(file)->pMethods->xShmLock(real_file(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
  real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int file_shm_unmap(sqlite3_file *file, int delete) {
  return real_file(file)->pMethods->xShmUnmap(real_file(file), delete);
}

// Version 2: no memory-mapped reads, which would pass by xRead.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_device_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

// MARK: the VFS

static sqlite3_vfs *original;

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  fault_file *mine = (fault_file *)file;
  mine->base.pMethods = NULL;
  mine->path = path;
  mine->real = (sqlite3_file *)&mine[1];
  mine->real->pMethods = NULL;
  int code = original->xOpen(original, path, mine->real, flags, out);
  // SQLite calls xClose exactly if pMethods is set, whatever xOpen answered.
  if (mine->real->pMethods != NULL) mine->base.pMethods = &methods;
  return code;
}

int fault_vfs_install(void) {
  static sqlite3_vfs shim;
  pthread_mutex_lock(&lock);
  int code = SQLITE_OK;
  if (original == NULL) {
    original = sqlite3_vfs_find(NULL);
    if (original == NULL) {
      code = SQLITE_ERROR;
    } else {
      // A copy of the original: what it does not override still finds its own pAppData.
      shim = *original;
      shim.zName = "signet-fault";
      shim.szOsFile = (int)sizeof(fault_file) + original->szOsFile;
      shim.pNext = NULL;
      shim.xOpen = vfs_open;
      code = sqlite3_vfs_register(&shim, 1);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

int fault_vfs_arm(const char *path, fault_operation operation, int nth, int times, int code) {
  if (strlen(path) >= FAULT_PATH_LIMIT) return 1;
  pthread_mutex_lock(&lock);
  fault *slot = find(path, operation);
  for (int i = 0; i < FAULT_LIMIT && slot == NULL; i++) {
    if (faults[i].path[0] == '\0') slot = &faults[i];
  }
  if (slot != NULL) {
    memset(slot, 0, sizeof *slot);
    strcpy(slot->path, path);
    slot->operation = operation;
    slot->before = nth - 1;
    slot->left = times;
    slot->code = code;
  }
  pthread_mutex_unlock(&lock);
  return slot == NULL;
}

void fault_vfs_disarm(const char *path) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < FAULT_LIMIT; i++) {
    if (strcmp(faults[i].path, path) == 0) memset(&faults[i], 0, sizeof faults[i]);
  }
  pthread_mutex_unlock(&lock);
}

int fault_vfs_failures(const char *path, fault_operation operation) {
  pthread_mutex_lock(&lock);
  fault *found = find(path, operation);
  int failures = found == NULL ? 0 : found->failures;
  pthread_mutex_unlock(&lock);
  return failures;
}
