// The processor's own instruction for CRC-32C, which Swift cannot name.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has it.
_Bool cc_has_crc32c(void);
/// Feeds bytes to a CRC-32C, eight at a time; traps where `cc_has_crc32c` is false.
uint32_t cc_crc32c(uint32_t state, const void *bytes, size_t count);
