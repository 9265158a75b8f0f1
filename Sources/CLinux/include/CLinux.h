// What Swift's Glibc module does not show. _GNU_SOURCE stays out of this header: it would give types of <sys/select.h>
// another shape than Dispatch's module has, and the two could not be imported together.
#pragma once
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

/// accept4 with SOCK_NONBLOCK | SOCK_CLOEXEC; the peer's address goes into `address`.
int cl_accept(int listener, struct sockaddr_storage *address, socklen_t *length);
/// epoll_ctl with the user data given as a number.
int cl_epoll_ctl(int set, int operation, int descriptor, uint32_t events, uint64_t data);
/// Reserves and zeroes room for a file, so that a full disk is met here and not at a later write.
int cl_reserve(int descriptor, off_t length);
/// Whoever is spawned has no descriptor from `first` on, whether it was marked close-on-exec or not.
int cl_spawn_close_from(posix_spawn_file_actions_t *actions, int first);
/// syncfs: everything written so far to the file system on which `descriptor` is reaches the disk.
int cl_sync_files(int descriptor);
/// renameat2 with RENAME_EXCHANGE: each of the two files gets the other's name, in one step.
int cl_exchange(const char *one, const char *other);
/// renameat2 with RENAME_NOREPLACE: fails with EEXIST where a file of the new name is.
int cl_rename_new(const char *old, const char *name);
