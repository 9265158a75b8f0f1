// Lets a process read another calendar, and lets a test set it while the process runs, as an administrator would.
//
// CLOCK_MOVED_BY milliseconds are added to CLOCK_REALTIME; all other clocks stay true. Each line written into the pipe
// CLOCK_CONTROL is a new number of them. Timers that the kernel cancels when the clock is set are played by an eventfd:
// after each line it is readable, and its read fails with ECANCELED, as timerfd_create(2) has it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { TIMERS = 16 };

static long moved;
static int timers[TIMERS];
static int timer_count;

static void *original(const char *name) { return dlsym(RTLD_NEXT, name); }

static int is_timer(int descriptor) {
  for (int i = 0; i < __atomic_load_n(&timer_count, __ATOMIC_ACQUIRE); i++)
    if (timers[i] == descriptor) return 1;
  return 0;
}

static void *obey(void *pipe) {
  long to;
  while (fscanf(pipe, "%ld", &to) == 1) {
    __atomic_store_n(&moved, to, __ATOMIC_SEQ_CST);
    for (int i = 0; i < __atomic_load_n(&timer_count, __ATOMIC_ACQUIRE); i++) eventfd_write(timers[i], 1);
  }
  return NULL;
}

__attribute__((constructor)) static void begin(void) {
  const char *by = getenv("CLOCK_MOVED_BY"), *control = getenv("CLOCK_CONTROL");
  moved = by ? atol(by) : 0;
  // Open at both ends: it does not end when a test closes its own.
  int pipe = control ? open(control, O_RDWR | O_CLOEXEC) : -1;
  FILE *lines = pipe < 0 ? NULL : fdopen(pipe, "r");
  pthread_t thread;
  if (lines) pthread_create(&thread, NULL, obey, lines);
}

int clock_gettime(clockid_t clock, struct timespec *moment) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = original("clock_gettime");
  int result = real(clock, moment);
  if (result == 0 && clock == CLOCK_REALTIME) {
    long by = __atomic_load_n(&moved, __ATOMIC_SEQ_CST), nanoseconds = moment->tv_nsec + by % 1000 * 1000000;
    moment->tv_sec += by / 1000 + (nanoseconds < 0 ? -1 : nanoseconds / 1000000000);
    moment->tv_nsec = nanoseconds < 0 ? nanoseconds + 1000000000 : nanoseconds % 1000000000;
  }
  return result;
}

int timerfd_create(int clock, int flags) {
  static int (*real)(int, int);
  if (!real) real = original("timerfd_create");
  if (clock != CLOCK_REALTIME || !getenv("CLOCK_CONTROL") || timer_count == TIMERS) return real(clock, flags);
  int descriptor = eventfd(0, (flags & TFD_NONBLOCK ? EFD_NONBLOCK : 0) | (flags & TFD_CLOEXEC ? EFD_CLOEXEC : 0));
  if (descriptor < 0) return descriptor;
  timers[timer_count] = descriptor;
  __atomic_store_n(&timer_count, timer_count + 1, __ATOMIC_RELEASE);
  return descriptor;
}

int timerfd_settime(int descriptor, int flags, const struct itimerspec *to, struct itimerspec *before) {
  static int (*real)(int, int, const struct itimerspec *, struct itimerspec *);
  if (!real) real = original("timerfd_settime");
  if (!is_timer(descriptor)) return real(descriptor, flags, to, before);
  // Without these two the kernel would not cancel it.
  if (flags == (TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)) return 0;
  errno = EINVAL;
  return -1;
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = original("read");
  ssize_t got = real(descriptor, bytes, count);
  if (got <= 0 || !is_timer(descriptor)) return got;
  errno = ECANCELED;
  return -1;
}
