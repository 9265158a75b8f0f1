// Lets a process read another calendar: CLOCK_MOVED_BY seconds are added to CLOCK_REALTIME, all other clocks stay true.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *moment) {
  static int (*original)(clockid_t, struct timespec *);
  static long moved;
  if (!original) {
    const char *by = getenv("CLOCK_MOVED_BY");
    moved = by ? atol(by) : 0;
    original = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  }
  int result = original(clock, moment);
  if (result == 0 && clock == CLOCK_REALTIME) moment->tv_sec += moved;
  return result;
}
