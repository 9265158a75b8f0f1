#include "CChecksum.h"

#include <string.h>

#if defined(__x86_64__)
#define WITH_CRC __attribute__((target("sse4.2")))
#define FEED_WORD(state, word) (uint32_t) __builtin_ia32_crc32di(state, word)
#define FEED_BYTE __builtin_ia32_crc32qi

_Bool cc_has_crc32c(void) { return __builtin_cpu_supports("sse4.2"); }
#elif defined(__aarch64__)
#include <sys/auxv.h>
#define WITH_CRC __attribute__((target("crc")))
#define FEED_WORD __builtin_arm_crc32cd
#define FEED_BYTE __builtin_arm_crc32cb

_Bool cc_has_crc32c(void) { return getauxval(AT_HWCAP) >> 7 & 1; }
#else
#define WITH_CRC
#define FEED_WORD(state, word) (__builtin_trap(), state)
#define FEED_BYTE FEED_WORD

_Bool cc_has_crc32c(void) { return 0; }
#endif

WITH_CRC uint32_t cc_crc32c(uint32_t state, const void *bytes, size_t count) {
  const uint8_t *next = bytes, *end = next + count;
  for (; end - next >= 8; next += 8) {
    uint64_t word;
    memcpy(&word, next, sizeof word);
    state = FEED_WORD(state, word);
  }
  for (; next < end; next++) state = FEED_BYTE(state, *next);
  return state;
}
