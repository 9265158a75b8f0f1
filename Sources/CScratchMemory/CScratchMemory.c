#define _GNU_SOURCE
#include "CScratchMemory.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

// Slots of two sizes: a handshake under way holds two blocks of a page and one of 21 KB, a record on its way one of 17 KB.
// There are places for all handshakes that may be pending; who finds none, or no address space at all, gets malloc's.
enum { PAGES, RECORDS, KINDS, PAGE_SLOTS = 1 << 15, RECORD_SLOTS = 1 << 14 };
static const size_t slot_sizes[KINDS] = {CS_PAGE, CS_MOST_RECORD};
static const uint32_t slot_counts[KINDS] = {PAGE_SLOTS, RECORD_SLOTS};

// Idle slots that a thread keeps with their pages: those it reads and writes with come round again and again.
enum { KEPT = 8 };
static _Thread_local struct {
  void *slots[KINDS][KEPT];
  int counts[KINDS];
  _Bool is_known;
} own;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t thread_end;
static char *areas[KINDS];
/// Guarded by `lock`: slots never given out begin at `fresh`; those given back, without pages, are numbered in `idle`.
static uint32_t fresh[KINDS], idle_counts[KINDS];
static uint32_t idle_pages[PAGE_SLOTS], idle_records[RECORD_SLOTS];
static uint32_t *const idle[KINDS] = {idle_pages, idle_records};

/// The slot's memory goes back to the system, its place to whoever needs one.
static void give_back(int kind, void *slot) {
  madvise(slot, slot_sizes[kind], MADV_DONTNEED);
  pthread_mutex_lock(&lock);
  idle[kind][idle_counts[kind]++] = (uint32_t)(((char *)slot - areas[kind]) / slot_sizes[kind]);
  pthread_mutex_unlock(&lock);
}

static void thread_ends(void *unused) {
  for (int kind = 0; kind < KINDS; kind++)
    while (own.counts[kind] > 0) give_back(kind, own.slots[kind][--own.counts[kind]]);
  own.is_known = 0;
}

static void reserve(void) {
  if (pthread_key_create(&thread_end, thread_ends) != 0) return;
  for (int kind = 0; kind < KINDS; kind++) {
    size_t size = slot_sizes[kind] * slot_counts[kind];
    void *area = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (area == MAP_FAILED) continue;
    // A large page would hold two megabytes for the first slot that is touched.
    madvise(area, size, MADV_NOHUGEPAGE);
    areas[kind] = area;
  }
}

/// Which slots a block of this size lies in; KINDS for none.
static int kind_for(size_t size) {
  if (size == CS_PAGE) return PAGES;
  return size >= CS_LEAST_RECORD && size <= CS_MOST_RECORD ? RECORDS : KINDS;
}

/// Which slots this block lies in; KINDS for none.
static int kind_of(const void *block) {
  for (int kind = 0; kind < KINDS; kind++)
    if (areas[kind] && (uintptr_t)block - (uintptr_t)areas[kind] < slot_sizes[kind] * slot_counts[kind]) return kind;
  return KINDS;
}

/// NULL when all are taken.
static void *take(int kind) {
  if (own.counts[kind] > 0) return own.slots[kind][--own.counts[kind]];
  pthread_once(&once, reserve);
  if (!areas[kind]) return NULL;
  pthread_mutex_lock(&lock);
  uint32_t number = idle_counts[kind] > 0             ? idle[kind][--idle_counts[kind]]
                    : fresh[kind] < slot_counts[kind] ? fresh[kind]++
                                                      : slot_counts[kind];
  pthread_mutex_unlock(&lock);
  return number < slot_counts[kind] ? areas[kind] + number * slot_sizes[kind] : NULL;
}

void *cs_allocate(size_t size, const char *file, int line) {
  int kind = kind_for(size);
  void *slot = kind < KINDS ? take(kind) : NULL;
  return slot ? slot : malloc(size);
}

void cs_free(void *block, const char *file, int line) {
  int kind = kind_of(block);
  if (kind == KINDS) return free(block);
  if (own.counts[kind] == KEPT) return give_back(kind, block);
  // Setting it is what makes the key's destructor run at the thread's end.
  if (!own.is_known) own.is_known = pthread_setspecific(thread_end, &own) == 0;
  if (!own.is_known) return give_back(kind, block);
  own.slots[kind][own.counts[kind]++] = block;
}

void *cs_reallocate(void *block, size_t size, const char *file, int line) {
  if (!block) return cs_allocate(size, file, line);
  int kind = kind_of(block);
  // What is malloc's stays malloc's, whatever its size: how much of it to copy is not known here.
  if (kind == KINDS) return realloc(block, size);
  if (kind_for(size) == kind) return block;
  if (size == 0) return cs_free(block, file, line), NULL;
  void *other = cs_allocate(size, file, line);
  if (!other) return NULL;
  memcpy(other, block, size < slot_sizes[kind] ? size : slot_sizes[kind]);
  cs_free(block, file, line);
  return other;
}

_Bool cs_is_scratch(const void *block) { return kind_of(block) < KINDS; }
