// Lets a test hold up files: whoever opens a path that ends with HELD_FILE waits while the file HELD_GATE exists.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void wait_for(const char *path) {
  const char *end = getenv("HELD_FILE"), *gate = getenv("HELD_GATE");
  if (!end || !gate || !path) return;
  size_t length = strlen(path), tail = strlen(end);
  if (length < tail || strcmp(path + length - tail, end) != 0) return;
  while (access(gate, F_OK) == 0) usleep(10000);
}

#define OPEN(NAME)                                                          \
  int NAME(const char *path, int flags, ...) {                              \
    static int (*original)(const char *, int, ...);                         \
    if (!original) original = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #NAME); \
    va_list rest;                                                           \
    va_start(rest, flags);                                                  \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                           \
    wait_for(path);                                                         \
    return original(path, flags, mode);                                     \
  }

OPEN(open)
OPEN(open64)
