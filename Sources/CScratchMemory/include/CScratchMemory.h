// Room for OpenSSL's large blocks, which live for moments, apart from the small ones, which live as long as a connection.
// In one heap the small ones settle between the large, and what many handshakes at once took is never given back.
#pragma once
#include <stddef.h>

/// Which sizes lie in scratch memory: a page, the half of a buffered BIO, and what a record or a handshake's message
/// goes into. Those between are malloc's: an SSL takes 6 KB, and stays.
enum { CS_PAGE = 4096, CS_LEAST_RECORD = 16384, CS_MOST_RECORD = 24576 };

/// Memory of this size, or NULL; file and line, which OpenSSL names, are not looked at.
void *cs_allocate(size_t size, const char *file, int line);
/// The same bytes in a block of another size; NULL, with the old block as it was, when there is no memory.
void *cs_reallocate(void *block, size_t size, const char *file, int line);
/// Gives a block of either kind back, on whatever thread.
void cs_free(void *block, const char *file, int line);
/// Whether a block lies in scratch memory, for tests.
_Bool cs_is_scratch(const void *block);
