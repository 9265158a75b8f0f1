// An echo on Boost.Beast: beast PORT [CERTIFICATE KEY]; one io_context and one thread for each core.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using boost::system::error_code;
// Every connection stays on its thread: no strand, and no executor behind a virtual call.
using Socket = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

template <class Stream> class Session : public std::enable_shared_from_this<Session<Stream>> {
  beast::websocket::stream<Stream> stream;
  beast::flat_buffer message;

public:
  template <class... Arguments> explicit Session(Arguments &&...arguments) : stream(std::forward<Arguments>(arguments)...) {}

  void start() {
    stream.read_message_max(16 << 20);
    stream.auto_fragment(false);
    stream.binary(true);
    if constexpr (std::is_same_v<Stream, Socket>) {
      accept();
    } else {
      stream.next_layer().async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](error_code fault) {
        if (!fault) self->accept();
      });
    }
  }

private:
  void accept() {
    stream.async_accept([self = this->shared_from_this()](error_code fault) {
      if (!fault) self->read();
    });
  }
  void read() {
    stream.async_read(message, [self = this->shared_from_this()](error_code fault, std::size_t) {
      if (!fault) self->write();
    });
  }
  void write() {
    stream.text(stream.got_text());
    stream.async_write(message.data(), [self = this->shared_from_this()](error_code fault, std::size_t) {
      self->message.consume(self->message.size());
      if (!fault) self->read();
    });
  }
};

int main(int count, char **arguments) {
  if (count != 2 && count != 4) return 2;
  std::optional<asio::ssl::context> tls;
  if (count == 4) {
    tls.emplace(asio::ssl::context::tls_server);
    tls->use_certificate_chain_file(arguments[2]);
    tls->use_private_key_file(arguments[3], asio::ssl::context::pem);
    SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  }
  std::vector<std::unique_ptr<asio::io_context>> loops;
  for (unsigned core = 0; core < std::max(1u, std::thread::hardware_concurrency()); core++)
    loops.push_back(std::make_unique<asio::io_context>(1));
  tcp::acceptor acceptor(*loops[0], {asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(std::atoi(arguments[1]))});
  acceptor.listen(4096);
  std::size_t next = 0;
  auto take = [&](auto &&take) -> void {
    auto &loop = *loops[next++ % loops.size()];
    auto socket = std::make_shared<Socket>(loop);
    acceptor.async_accept(*socket, [&, socket](error_code fault) {
      if (!fault) {
        socket->set_option(tcp::no_delay(true));
        asio::post(loop, [&tls, socket] {
          if (tls) std::make_shared<Session<asio::ssl::stream<Socket>>>(std::move(*socket), *tls)->start();
          else std::make_shared<Session<Socket>>(std::move(*socket))->start();
        });
      }
      take(take);
    });
  };
  take(take);
  std::vector<std::thread> threads;
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards;
  for (auto &loop : loops) guards.emplace_back(loop->get_executor());
  for (auto &loop : loops) threads.emplace_back([&loop] { loop->run(); });
  for (auto &thread : threads) thread.join();
}
