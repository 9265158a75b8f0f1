#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <stdio.h>

int cl_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
  *length = sizeof *address;
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int cl_epoll_ctl(int set, int operation, int descriptor, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data.u64 = data};
  return epoll_ctl(set, operation, descriptor, &event);
}

int cl_reserve(int descriptor, off_t length) { return fallocate(descriptor, 0, 0, length); }

int cl_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int cl_sync_files(int descriptor) { return syncfs(descriptor); }

int cl_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int cl_rename_new(const char *old, const char *name) {
  return renameat2(AT_FDCWD, old, AT_FDCWD, name, RENAME_NOREPLACE);
}
