"""Static files, their headers, and requests that two readers might read in two ways."""

import gzip
import re

import pytest

from shop import SITE


def assets(shop):
    """The folder of the immutable files, as the launcher names it."""
    launcher = shop.get(f"/widget.js?site={SITE}").text
    return re.search(r"/v/[A-Za-z0-9_-]+", launcher).group(0)


def test_the_launcher_carries_who_is_here(shop):
    answer = shop.get(f"/widget.js?site={SITE}")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/javascript")
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert '"id":"harbour"' in answer.text and shop.base in answer.text and "/*STATE*/null" not in answer.text


def test_the_bare_launcher_is_neutral(shop):
    answer = shop.get("/widget.js")
    assert answer.status == 200 and "harbour" not in answer.text


def test_the_launcher_of_an_unknown_site_names_it(shop):
    answer = shop.get("/widget.js?site=nowhere")
    assert answer.status in (200, 404)
    assert "harbour" not in answer.text


def test_a_tag_of_an_unknown_site_gets_a_script_that_says_so(shop):
    answer = shop.get("/widget.js?site=no%22where%3C/script%3E", Sec_Fetch_Dest="script")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and "no-store" in answer.headers["Cache-Control"]
    assert answer.text.startswith("console.warn(") and "</script" not in answer.text


def test_names_baked_into_the_launcher_cannot_leave_the_script(open_shop):
    shop = open_shop(start=False)
    path = shop.data / "sites" / f"{SITE}.json"
    path.write_text(path.read_text().replace('"Harbour', '"</script><script>alert(1)</script>\u2028Harbour'))
    assert "</script>" in path.read_text()
    shop.start()
    assert "</script>" not in shop.get(f"/widget.js?site={SITE}").text


def test_static_files_are_squeezed_for_those_who_ask(shop):
    path = f"/widget.js?site={SITE}"
    plain, squeezed = shop.get(path), shop.get(path, Accept_Encoding="gzip, deflate, br")
    assert plain.headers["Content-Encoding"] is None
    assert squeezed.headers["Content-Encoding"] == "gzip" and gzip.decompress(squeezed.body) == plain.body
    assert "accept-encoding" in plain.headers["Vary"].lower() and "accept-encoding" in squeezed.headers["Vary"].lower()
    assert shop.get(path, Accept_Encoding="gzip;q=0, identity").headers["Content-Encoding"] is None
    assert plain.headers["ETag"] != squeezed.headers["ETag"] or plain.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_etag_saves_the_second_fetch(shop, encoding):
    for path in (f"/widget.js?site={SITE}", f"{assets(shop)}/widget/panel.js", "/console/"):
        first = shop.get(path, Accept_Encoding=encoding)
        assert first.status == 200 and first.headers["ETag"], path
        again = shop.get(path, Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
        assert again.status == 304 and again.body == b"" and again.headers["ETag"] == first.headers["ETag"]
        among = shop.get(path, Accept_Encoding=encoding, If_None_Match=f'"other", {first.headers["ETag"]}')
        assert among.status == 304
        assert shop.get(path, Accept_Encoding=encoding, If_None_Match='"other"').status == 200


def test_the_panel_is_one_request_of_at_most_20_kilobytes(shop):
    """Everything that is fetched when a visitor first opens the panel, as browsers get it."""
    answer = shop.get(f"{assets(shop)}/widget/panel.js", Accept_Encoding="gzip")
    script = gzip.decompress(answer.body).decode()
    assert len(answer.body) <= 20 * 1024
    assert not re.search(r"\bimport[\"{*]", script) and script.endswith("export{mount};")
    # What most visitors never need is fetched by those who do.
    assert "/ws/visitor?site=" in script and "/sse/" not in script


def test_files_under_v_never_change_and_cross_origins(shop):
    answer = shop.get(f"{assets(shop)}/widget/panel.js", Origin=shop.origin)
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"] and "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_page_of_another_version_is_led_to_this_one(shop):
    for name in ("widget/panel.js", "shared/event-stream.js?1"):
        answer = shop.get(f"/v/0000000000/{name}", Origin=shop.origin)
        assert (answer.status, answer.headers["Location"]) == (307, f"{assets(shop)}/{name}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*" and answer.headers["Cache-Control"] == "no-store"


def test_a_file_that_no_version_has_can_be_read_as_missing(shop):
    for path in ("/v/0000000000/widget/nothing.js", f"{assets(shop)}/widget/nothing.js", "/v/", "/v/x", "/v/x/", "/v//panel.js"):
        answer = shop.get(path)
        assert answer.status == 404 and answer.headers["Access-Control-Allow-Origin"] == "*", path


def test_a_range_is_passed_over(shop):
    path = f"{assets(shop)}/widget/panel.js"
    whole, part = shop.get(path), shop.get(path, Range="bytes=0-9")
    assert part.status == 200 and part.body == whole.body and part.headers["Content-Range"] is None


def test_head_is_get_without_the_body(shop):
    for path in (f"/widget.js?site={SITE}", "/console/", "/health"):
        head, whole = shop.request("HEAD", path), shop.get(path)
        assert head.status == whole.status and head.body == b""
        assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_the_console_cannot_be_framed_or_scripted_from_outside(shop):
    answer = shop.get("/console/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin", "strict-origin-when-cross-origin")
    assert "Set-Cookie" not in answer.headers


def test_every_answer_says_nosniff(shop):
    for path in (f"/widget.js?site={SITE}", "/console/", "/health", "/nowhere", "/api/v1/me"):
        assert shop.get(path).headers["X-Content-Type-Options"] == "nosniff", path


def test_the_demo_shop_is_another_origin_with_its_own_policy(shop):
    answer = shop.get("/", to=shop.demo)
    assert answer.status == 200 and f"{shop.base}/widget.js?site={SITE}" in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert shop.base in policy and "unsafe-inline" not in policy
    for path in ("/box-sets/nina-simone", "/records/mingus-ah-um", "/orders"):
        assert shop.get(path, to=shop.demo).status == 200, path
    assert shop.get("/console/", to=shop.demo).status == 404
    assert shop.get("/box-sets/nina-simone").status == 404, "the chat's origin has no shop"


ESCAPES = [
    "/console/../Package.swift", "/console/..%2f..%2fPackage.swift", "/console/%2e%2e/%2e%2e/Package.swift",
    "/console/....//Package.swift", "/console//etc/passwd", "//etc/passwd", "/console/%00", "/console/a%00.js",
    "/console/..\\..\\Package.swift", "/%2e%2e/sites/harbour.json", "/console/%c0%ae%c0%ae/Package.swift", "/%", "/%zz",
]


@pytest.mark.parametrize("path", ESCAPES)
def test_no_path_leaves_the_public_folder(shop, path):
    for to in (shop.listen, shop.demo, shop.ops):
        received = shop.raw(f"GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n".encode(), to=to)
        assert re.match(rb"HTTP/1\.1 (301|302|308|400|403|404) ", received), received[:200]
        assert b"swift-tools-version" not in received and b"root:" not in received and b"secret" not in received


HOST = b"Host: chat.example\r\n"
REFUSED = {
    "both lengths": (
        400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "two lengths": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
    "a list of lengths": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 4, 5\r\n\r\nabcde"),
    "a signed length": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +4\r\n\r\nabcd"),
    "a negative length": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -4\r\n\r\nabcd"),
    "a hexadecimal length": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0x4\r\n\r\nabcd"),
    "an endless length": (413, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999\r\n\r\n"),
    "an unknown coding": (501, b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: xchunked\r\n\r\n"),
    "a blank before the colon": (400, b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length : 4\r\n\r\nabcd"),
    "a folded field": (400, b"GET / HTTP/1.1\r\n" + HOST + b"X-Long: a\r\n b\r\n\r\n"),
    "a nul in a field": (400, b"GET / HTTP/1.1\r\n" + HOST + b"X-Odd: a\x00b\r\n\r\n"),
    "a return in a field": (400, b"GET / HTTP/1.1\r\n" + HOST + b"X-Odd: a\rb\r\n\r\n"),
    "a field without a name": (400, b"GET / HTTP/1.1\r\n" + HOST + b": b\r\n\r\n"),
    "a first line that is folded": (400, b"GET / HTTP/1.1\r\n X: y\r\n" + HOST + b"\r\n"),
    "no host": (400, b"GET / HTTP/1.1\r\n\r\n"),
    "two hosts": (400, b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n"),
    "two blanks in the request line": (400, b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a blank in the path": (400, b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a lower-case version": (400, b"GET / http/1.1\r\n" + HOST + b"\r\n"),
    "another version": (505, b"GET / HTTP/3.0\r\n" + HOST + b"\r\n"),
    "no version at all": (400, b"GET /\r\n\r\n"),
    "an unknown method": (501, b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a long request line": (414, b"GET /" + b"a" * 8000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a long field": (431, b"GET / HTTP/1.1\r\n" + HOST + b"X-Long: " + b"a" * 16_000 + b"\r\n\r\n"),
    "many fields": (431, b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n"),
    "a large body": (413, b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Content-Length: 100000000\r\n\r\n"),
    "another expectation": (417, b"POST / HTTP/1.1\r\n" + HOST + b"Expect: gold\r\nContent-Length: 1\r\n\r\n"),
    "a TLS hello": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n"),
}


@pytest.mark.parametrize("status,request_bytes", REFUSED.values(), ids=REFUSED.keys())
def test_a_request_that_can_be_misread_gets_one_answer_and_a_closed_connection(shared_shop, status, request_bytes):
    received = shared_shop.raw(request_bytes + b"GET /livez HTTP/1.1\r\nHost: smuggled\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 %d " % status), received[:300]
    assert len(re.findall(rb"HTTP/1\.1 \d", received)) == 1, "the rest is never read as another request"
    assert b"connection: close" in received.lower()


def test_chunked_bodies_are_refused_in_words(shared_shop):
    received = shared_shop.raw(
        b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    assert re.match(rb"HTTP/1\.1 (411|501) ", received) and received.count(b"HTTP/1.1 ") == 1


def test_pipelined_requests_are_answered_in_order(shared_shop):
    received = shared_shop.raw(
        b"GET /livez HTTP/1.1\r\n" + HOST + b"\r\nGET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n"
        b"GET /livez HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert re.findall(rb"HTTP/1\.1 (\d+) ", received) == [b"200", b"404", b"200"]


def test_a_request_byte_by_byte_is_understood(shared_shop):
    import socket
    host, port = shared_shop.listen.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        for byte in b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n":
            raw.sendall(bytes([byte]))
        received = b""
        while piece := raw.recv(4096):
            received += piece
    assert received.startswith(b"HTTP/1.1 200 ")


def test_methods_that_a_path_does_not_know_are_named(shared_shop):
    answer = shared_shop.request("DELETE", "/livez")
    assert answer.status == 405 and "GET" in answer.headers["Allow"]
