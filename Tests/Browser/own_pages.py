"""Pages of a shop of the test's own: plain HTML on an origin of its own, with scripts that take their time."""

import contextlib
import functools
import http.server
import json
import pathlib
import threading
import time

from ports import free_port
from shop import SITE, Shop

SLOW = '<script src="/slow.js"></script>'


@contextlib.contextmanager
def running(data_folders, shop=None, change=lambda site: None):
    """Pages of a test's own and the shop that takes visitors from them, started and ended; `change` edits its site before."""
    shop = shop or Shop()
    shop.data = data_folders.fresh(shop.origin)
    pages = OwnPages(shop).allow()
    pages.change_site(change)
    shop.start()
    yield pages
    pages.close()
    shop.kill()
    data_folders.discard(shop.data)


class OwnPages:
    """Serves what a test has put in: path to HTML, or to a pair of media type and text."""

    def __init__(self, shop):
        self.shop, self.pages, self.slow = shop, {}, 0.2
        self.origin = f"http://127.0.0.1:{free_port()}"
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", int(self.origin.rsplit(":", 1)[1])), functools.partial(Answering, self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def allow(self):
        """The site takes visitors from here; before the server starts."""
        self.change_site(lambda site: site["origins"].append(self.origin))
        return self

    def change_site(self, change):
        path = pathlib.Path(self.shop.data) / "sites" / f"{SITE}.json"
        site = json.loads(path.read_text())
        change(site)
        path.write_text(json.dumps(site, indent=2))

    def tag(self, attributes='async type="module"', site=SITE):
        return f'<script {attributes} src="{self.shop.base}/widget.js?site={site}"></script>'

    def put(self, path, head="", body="<h1>Shop</h1>"):
        self.pages[path] = f"<!doctype html><html><head><meta charset=utf-8><title>Shop</title>{head}</head><body>{body}</body></html>"
        return self.origin + path

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Answering(http.server.BaseHTTPRequestHandler):
    def __init__(self, pages, *rest):
        self.own = pages
        super().__init__(*rest)

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/slow.js":
            time.sleep(self.own.slow)
            return self.answer("text/javascript", "window.wasSlow = true")
        page = self.own.pages.get(path)
        if page is None:
            return self.send_error(404)
        kind, text = page if isinstance(page, tuple) else ("text/html; charset=utf-8", page)
        self.answer(kind, text)

    def answer(self, kind, text):
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass
