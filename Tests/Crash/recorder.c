// Stands between the server and the calls that change its data folder, and writes each down with its bytes, in the order in
// which they take place: power.py makes of it what a power cut may leave.
//
//   RECORD_ROOT   the data folder; calls elsewhere are not written down
//   RECORD_TO     the file that gets the lines: kind, two numbers, how many bytes follow the line, path
//   RECORD_KILL   SIGKILL before that call: 1 is the first
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// Longer than an answer takes to its reader: one that is given before the sync's end is seen before it.
enum { sync_takes = 3000 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static int record = -1, left = -1;

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("RECORD_ROOT"), *to = getenv("RECORD_TO"), *end = getenv("RECORD_KILL");
  if (!where || !to || !realpath(where, root)) return;
  if (end) left = atoi(end);
  record = REAL(int, open, const char *, int, ...)(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// The name inside the folder; NULL for what is elsewhere or is no longer there.
static const char *name_of(const char *path) {
  size_t length = strlen(root);
  if (record < 0 || strncmp(path, root, length)) return NULL;
  if (!path[length]) return ".";
  return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *name_at(int descriptor, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, 4095);
  path[length < 0 ? 0 : length] = 0;
  return strstr(path, " (deleted)") ? NULL : name_of(path);
}

static void note(const char *kind, long a, long b, const void *bytes, size_t count, const char *name) {
  char line[8300];
  int length = snprintf(line, sizeof line, "%s %ld %ld %zu %s\n", kind, a, b, count, name);
  struct iovec parts[] = {{line, length}, {(void *)bytes, count}};
  if (writev(record, parts, 2) != length + (ssize_t)count) abort();
}

// Nobody else is in a call that changes something when the process is killed.
static void take_turn(void) {
  pthread_mutex_lock(&turn);
  if (left > 0 && --left == 0) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
}

#define IN_TURN(name, type, real, ...)     \
  do {                                     \
    if (!(name)) return real;              \
    take_turn();                           \
    type result = real;                    \
    int kept = errno;                      \
    if (result >= 0) note(__VA_ARGS__);    \
    pthread_mutex_unlock(&turn);           \
    errno = kept;                          \
    return result;                         \
  } while (0)

static int sync_of(int descriptor, const char *kind, int (*real)(int)) {
  static long number;
  char path[4096];
  const char *name = name_at(descriptor, path);
  if (!name) return real(descriptor);
  take_turn();
  long mine = ++number;
  note(kind, mine, getpid(), NULL, 0, name);
  pthread_mutex_unlock(&turn);
  usleep(sync_takes);
  int result = real(descriptor), kept = errno;
  pthread_mutex_lock(&turn);
  if (!result) note("synced", mine, getpid(), NULL, 0, name);
  pthread_mutex_unlock(&turn);
  errno = kept;
  return result;
}

int fdatasync(int descriptor) { return sync_of(descriptor, "fdatasync", REAL(int, fdatasync, int)); }
int fsync(int descriptor) { return sync_of(descriptor, "fsync", REAL(int, fsync, int)); }
int syncfs(int descriptor) { return sync_of(descriptor, "syncfs", REAL(int, syncfs, int)); }

int ftruncate(int descriptor, off_t length) {
  char path[4096];
  const char *name = name_at(descriptor, path);
  IN_TURN(name, int, REAL(int, ftruncate, int, off_t)(descriptor, length), "truncate", length, 0, NULL, 0, name);
}

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  char path[4096];
  const char *name = name_at(descriptor, path);
  IN_TURN(
      name, int, REAL(int, fallocate, int, int, off_t, off_t)(descriptor, mode, offset, length), "reserve",
      offset + length, 0, NULL, 0, name);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  char path[4096];
  const char *name = name_at(descriptor, path);
  IN_TURN(
      name, ssize_t, REAL(ssize_t, pwrite, int, const void *, size_t, off_t)(descriptor, bytes, length, offset), "write",
      offset, 0, bytes, result, name);
}

int rename(const char *old, const char *new) {
  const char *name = name_of(new);
  IN_TURN(
      name, int, REAL(int, rename, const char *, const char *)(old, new), "rename", 0, 0, name_of(old),
      strlen(name_of(old)), name);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  const char *name = name_of(new);
  IN_TURN(
      name, int, REAL(int, renameat2, int, const char *, int, const char *, unsigned)(from, old, to, new, flags),
      flags & RENAME_EXCHANGE ? "exchange" : "rename", 0, 0, name_of(old), strlen(name_of(old)), name);
}

int unlink(const char *path) {
  const char *name = name_of(path);
  IN_TURN(name, int, REAL(int, unlink, const char *)(path), "unlink", 0, 0, NULL, 0, name);
}

int mkdir(const char *path, mode_t mode) {
  const char *name = name_of(path);
  IN_TURN(name, int, REAL(int, mkdir, const char *, mode_t)(path, mode), "mkdir", 0, 0, NULL, 0, name);
}

int open(const char *path, int flags, ...) {
  int (*real)(const char *, int, ...) = REAL(int, open, const char *, int, ...);
  const char *name = name_of(path);
  if (!(flags & (O_CREAT | O_TRUNC))) return real(path, flags);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  int is_new = name && access(path, F_OK);
  if (!is_new && !(flags & O_TRUNC)) return real(path, flags, mode);
  IN_TURN(name, int, real(path, flags, mode), is_new ? "create" : "truncate", 0, 0, NULL, 0, name);
}
