// Stands between the server and the calls that change its data folder: counts them, and ends or spoils the one asked for.
//
//   CRASH_ROOT   the data folder; calls elsewhere are not counted
//   CRASH_AT     which call: 1 is the first
//   CRASH_HOW    before | after | torn   SIGKILL around it; torn: after half of a write
//                an errno name           it fails so, and so do the same calls after it when CRASH_STAYS is set
//                short                   half of a write is reported written
//   CRASH_CALL   only calls of this name count (fdatasync, pwrite …); CRASH_PATH only on paths that contain this
//   CRASH_FLAG   only once this file is there: it stops and starts the trouble from outside
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int count;
static char root[4096];
static int at, stays, error;
static enum { nothing, before, after, torn, fails, is_short } how;
static const char *only_call, *only_path, *flag;

static int number_of(const char *name) {
  if (!strcmp(name, "EIO")) return EIO;
  if (!strcmp(name, "ENOSPC")) return ENOSPC;
  if (!strcmp(name, "EROFS")) return EROFS;
  if (!strcmp(name, "EDQUOT")) return EDQUOT;
  return 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("CRASH_ROOT"), *what = getenv("CRASH_HOW");
  if (!where || !what || !realpath(where, root)) return;
  at = atoi(getenv("CRASH_AT") ? getenv("CRASH_AT") : "1");
  stays = getenv("CRASH_STAYS") != NULL;
  only_call = getenv("CRASH_CALL");
  only_path = getenv("CRASH_PATH");
  flag = getenv("CRASH_FLAG");
  error = number_of(what);
  how = !strcmp(what, "before") ? before : !strcmp(what, "after") ? after : !strcmp(what, "torn") ? torn
      : !strcmp(what, "short") ? is_short : error ? fails : nothing;
}

static int is_ours(const char *path) {
  size_t length = strlen(root);
  return !strncmp(path, root, length) && (path[length] == '/' || path[length] == 0);
}

static const char *path_of(int descriptor, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, 4095);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

// Whether this is the call that something happens to.
static int is_hit(const char *call, const char *path) {
  if (how == nothing || !is_ours(path)) return 0;
  if (only_call && strcmp(call, only_call)) return 0;
  if (only_path && !strstr(path, only_path)) return 0;
  if (flag && access(flag, F_OK)) return 0;
  int number = atomic_fetch_add(&count, 1) + 1;
  return stays ? number >= at : number == at;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))
#define MEET(call, path, real)                                   \
  do {                                                           \
    if (!is_hit(call, path)) return real;                        \
    if (how == fails) { errno = error; return -1; }              \
    if (how == before || how == torn) end();                     \
    __typeof__(real) result = real;                              \
    if (how == after) end();                                     \
    return result;                                               \
  } while (0)
#define BY_DESCRIPTOR(call, real) \
  do { int kept = errno; char path[4096]; path_of(descriptor, path); errno = kept; MEET(call, path, real); } while (0)

int fdatasync(int descriptor) { BY_DESCRIPTOR("fdatasync", REAL(int, fdatasync, int)(descriptor)); }
int fsync(int descriptor) { BY_DESCRIPTOR("fsync", REAL(int, fsync, int)(descriptor)); }
int syncfs(int descriptor) { BY_DESCRIPTOR("syncfs", REAL(int, syncfs, int)(descriptor)); }
int ftruncate(int descriptor, off_t length) {
  BY_DESCRIPTOR("ftruncate", REAL(int, ftruncate, int, off_t)(descriptor, length));
}
int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  BY_DESCRIPTOR("fallocate", REAL(int, fallocate, int, int, off_t, off_t)(descriptor, mode, offset, length));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  ssize_t (*real)(int, const void *, size_t, off_t) = REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  char path[4096];
  if (!is_hit("pwrite", path_of(descriptor, path))) return real(descriptor, bytes, length, offset);
  switch (how) {
  case fails: errno = error; return -1;
  case before: end();
  case torn: real(descriptor, bytes, length / 2, offset); end();
  case is_short: return real(descriptor, bytes, length > 1 ? length / 2 : length, offset);
  default: real(descriptor, bytes, length, offset); end();
  }
  return -1;
}

int rename(const char *old, const char *new) { MEET("rename", new, REAL(int, rename, const char *, const char *)(old, new)); }
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  MEET("rename", new, REAL(int, renameat2, int, const char *, int, const char *, unsigned)(from, old, to, new, flags));
}
int unlink(const char *path) { MEET("unlink", path, REAL(int, unlink, const char *)(path)); }
int mkdir(const char *path, mode_t mode) { MEET("mkdir", path, REAL(int, mkdir, const char *, mode_t)(path, mode)); }

int open(const char *path, int flags, ...) {
  int (*real)(const char *, int, ...) = REAL(int, open, const char *, int, ...);
  mode_t mode = 0;
  if (flags & O_CREAT) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
    MEET("open", path, real(path, flags, mode));
  }
  return real(path, flags, mode);
}
