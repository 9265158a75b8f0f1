// What glibc declares only under _GNU_SOURCE, and so Swift's Glibc module does not show.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
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
