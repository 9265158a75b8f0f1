// An echo on libwebsockets: libwebsockets PORT [CERTIFICATE KEY]; one process for each core on a port they share (Debian
// builds it for one thread), on libuv, so that epoll and not poll waits for ten thousand.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <libwebsockets.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum { room = 64 << 10 };

struct session {
  unsigned char *message; // LWS_PRE bytes for the head, then the bytes themselves; only while a message is here
  size_t length, capacity;
  int binary, whole;
};

static int take(struct lws *wsi, struct session *session, const void *bytes, size_t count) {
  if (session->length + count > session->capacity) {
    size_t capacity = session->length + count + lws_remaining_packet_payload(wsi);
    unsigned char *grown = realloc(session->message, LWS_PRE + capacity);
    if (!grown) return -1;
    session->message = grown, session->capacity = capacity;
  }
  memcpy(session->message + LWS_PRE + session->length, bytes, count);
  session->length += count;
  session->whole = lws_is_final_fragment(wsi) && !lws_remaining_packet_payload(wsi);
  session->binary = lws_frame_is_binary(wsi);
  if (session->whole) lws_callback_on_writable(wsi);
  return 0;
}

static int give(struct lws *wsi, struct session *session) {
  if (!session->whole) return 0;
  int written = lws_write(wsi, session->message + LWS_PRE, session->length, session->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT);
  int whole = written >= 0 && (size_t)written >= session->length;
  free(session->message);
  memset(session, 0, sizeof *session);
  return whole ? 0 : -1;
}

static int echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *bytes, size_t count) {
  switch (reason) {
  case LWS_CALLBACK_RECEIVE: return take(wsi, user, bytes, count);
  case LWS_CALLBACK_SERVER_WRITEABLE: return give(wsi, user);
  case LWS_CALLBACK_CLOSED: free(((struct session *)user)->message); return 0;
  default: return 0;
  }
}

// Built for one thread, the library does not share a port by itself: the sockets are accepted here and handed to it.
static int listener(int port) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) || listen(descriptor, 4096)) exit(1);
  return descriptor;
}

static void accept_all(uv_poll_t *poll, int status, int events) {
  (void)status, (void)events;
  int waiting, descriptor, one = 1;
  uv_fileno((uv_handle_t *)poll, &waiting);
  while ((descriptor = accept4(waiting, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    lws_adopt_socket(poll->data, descriptor);
  }
}

int main(int count, char **arguments) {
  if (count != 2 && count != 4) return 2;
  static const struct lws_protocols protocols[] = {{"echo", echo, sizeof(struct session), room, 0, NULL, 0}, {0}};
  for (long core = 1; core < sysconf(_SC_NPROCESSORS_ONLN); core++)
    if (fork() == 0) break;
  uv_loop_t loop;
  uv_loop_init(&loop);
  void *loops[] = {&loop};
  struct lws_context_creation_info info = {0};
  info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
  info.protocols = protocols;
  info.options = LWS_SERVER_OPTION_LIBUV;
  info.foreign_loops = loops;
  info.pt_serv_buf_size = room;
  if (count == 4) {
    info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info.ssl_cert_filepath = arguments[2];
    info.ssl_private_key_filepath = arguments[3];
  }
  lws_set_log_level(LLL_ERR, NULL);
  struct lws_context *context = lws_create_context(&info);
  if (!context) return 1;
  uv_poll_t newcomers = {.data = context};
  uv_poll_init(&loop, &newcomers, listener(atoi(arguments[1])));
  uv_poll_start(&newcomers, UV_READABLE, accept_all);
  return uv_run(&loop, UV_RUN_DEFAULT);
}
