"""Signing in, links, cookies, passwords, faces."""

import json
import struct
import zlib

import pytest

from people import Agent
from shop import PASSWORDS


def picture():
    """The smallest honest PNG: one red pixel."""
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00")) + chunk(b"IEND", b""))


def test_a_password_gives_a_cookie_that_scripts_cannot_read(shop):
    answer = shop.post("/api/v1/session", {"name": "anna", "password": PASSWORDS["anna"]})
    assert answer.status == 200 and answer.json["id"] == "anna" and answer.json["role"] == "owner"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert "Secure" not in cookie, "the public address here is plain http"
    me = shop.get("/api/v1/me", Cookie=cookie.split(";")[0])
    assert me.status == 200 and me.json["name"] == "Anna"


def test_signing_in_from_another_origin_is_refused(shop):
    answer = shop.post(
        "/api/v1/session", {"name": "anna", "password": PASSWORDS["anna"]}, Origin="https://evil.example")
    assert answer.status == 403 and "Set-Cookie" not in answer.headers


def test_a_link_signs_in_once(shop):
    token = shop.link_token("tom")
    answer = shop.post("/api/v1/session/link", {"token": token})
    assert answer.status == 200 and answer.json["id"] == "tom"
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    assert shop.get("/api/v1/me", Cookie=cookie).json["id"] == "tom"
    again = shop.post("/api/v1/session/link", {"token": token})
    assert again.status in (401, 410) and again.json["error"]["message"]
    wrong = shop.post("/api/v1/session/link", {"token": "x" * len(token)})
    assert wrong.status in (401, 410)


def test_a_link_is_not_spent_by_looking_at_it(shop):
    token = shop.link_token("tom")
    shop.get("/console/")
    shop.get(f"/api/v1/session/link?token={token}")
    for _ in range(2):
        owner = shop.post("/api/v1/session/link/owner", {"token": token})
        assert owner.status == 200 and owner.json == {"name": "Tom"} and "Set-Cookie" not in owner.headers
    assert shop.post("/api/v1/session/link", {"token": token}).status == 200


def test_a_link_that_is_none_has_no_owner_and_guesses_are_counted(shop):
    token = shop.link_token("tom")
    shop.post("/api/v1/session/link", {"token": token})
    answers = [shop.post("/api/v1/session/link/owner", {"token": each}) for each in [token, *"abcdefghijklmnopqrst"]]
    assert answers[0].status == 401 and answers[0].json["error"]["code"] == "link_spent"
    assert answers[-1].status == 429


def test_a_link_made_before_a_restart_works_after_it(shop):
    token = shop.link_token("tom")
    shop.restart()
    assert shop.post("/api/v1/session/link", {"token": token}).status == 200


async def test_a_new_password_ends_the_old_cookies_and_the_open_consoles(shop):
    async with Agent(shop) as elsewhere:
        cookie = shop.sign_in_cookie("anna")
        wrong = shop.post("/api/v1/me/password", {"old": "guess", "new": "a new and longer one"}, Cookie=cookie)
        assert wrong.status in (401, 403) and wrong.json["error"]["message"]
        short = shop.post("/api/v1/me/password", {"old": PASSWORDS["anna"], "new": "x"}, Cookie=cookie)
        assert short.status in (400, 422) and short.json["error"]["field"] == "new" and short.json["error"]["limit"]
        done = shop.post(
            "/api/v1/me/password", {"old": PASSWORDS["anna"], "new": "a new and longer one"}, Cookie=cookie)
        assert done.status in (200, 204)
        assert await elsewhere.closed() == 4502
    assert shop.get("/api/v1/me", Cookie=elsewhere.cookie).status == 401
    assert shop.post("/api/v1/session", {"name": "anna", "password": "a new and longer one"}).status == 200
    assert shop.post("/api/v1/session", {"name": "anna", "password": PASSWORDS["anna"]}).status == 401


def test_signing_out_takes_the_cookie_away(shop):
    cookie = shop.sign_in_cookie("anna")
    answer = shop.request("DELETE", "/api/v1/session", {"Cookie": cookie, "Origin": shop.base})
    assert answer.status in (200, 204)
    gone = answer.headers["Set-Cookie"]
    assert "Max-Age=0" in gone or "1970" in gone


async def test_a_face_is_shown_to_everybody(shop):
    cookie = shop.sign_in_cookie("anna")
    fields = {"Cookie": cookie, "Origin": shop.base, "Content-Type": "image/png"}
    assert shop.request("PUT", "/api/v1/me/face", fields, picture()).status in (200, 201, 204)
    async with Agent(shop, cookie=cookie) as anna:
        face = anna.welcome["you"]["face"]
    answer = shop.get(face)
    assert answer.status == 200 and answer.body == picture() and answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    large = shop.request("PUT", "/api/v1/me/face", fields, b"\x89PNG\r\n\x1a\n" + b"x" * 70_000)
    assert large.status == 413
    script = shop.request("PUT", "/api/v1/me/face", fields, b"<svg onload=alert(1)>")
    assert script.status in (400, 415), "what calls itself a picture must be one"
    page = shop.request("PUT", "/api/v1/me/face", fields | {"Content-Type": "text/html"}, b"<b>hello</b>")
    assert page.status in (400, 415)


def test_what_changes_something_needs_the_consoles_own_origin(shop):
    cookie = shop.sign_in_cookie("anna")
    for origin in ("https://evil.example", shop.origin):
        fields = {"Cookie": cookie, "Origin": origin, "Content-Type": "image/png"}
        assert shop.request("PUT", "/api/v1/me/face", fields, picture()).status == 403
        answer = shop.post("/api/v1/me/password", {"new": "a new and longer one"}, Cookie=cookie, Origin=origin)
        assert answer.status == 403
        assert shop.request("DELETE", "/api/v1/session", {"Cookie": cookie, "Origin": origin}).status == 403


async def test_an_agent_added_while_the_server_runs_can_sign_in(shop):
    shop.cli("agent", "add", "maren", "--name", "Maren Å. Voß", "--password-stdin", text="as long as the harbour\n")
    answer = shop.post("/api/v1/session", {"name": "maren", "password": "as long as the harbour"})
    assert answer.status == 200 and answer.json["name"] == "Maren Å. Voß" and answer.json["role"] == "agent"


def test_a_wrong_password_is_told_in_words(shared_shop):
    answer = shared_shop.post("/api/v1/session", {"name": "anna", "password": "wrong"})
    assert answer.status == 401 and answer.json["error"]["message"] and "Set-Cookie" not in answer.headers
    nobody = shared_shop.post("/api/v1/session", {"name": "nobody", "password": "wrong"})
    assert nobody.status == 401
    assert nobody.json["error"]["message"] == answer.json["error"]["message"], "who works here stays secret"


def test_a_wrong_password_ten_times_has_to_wait(open_shop):
    shop = open_shop()
    answers = [shop.post("/api/v1/session", {"name": "anna", "password": f"wrong {number}"}) for number in range(11)]
    assert answers[0].status == 401 and answers[-1].status == 429
    message = answers[-1].json["error"]["message"]
    assert "minute" in message or "second" in message, message
    assert int(answers[-1].headers["Retry-After"]) > 0
    right = shop.post("/api/v1/session", {"name": "anna", "password": PASSWORDS["anna"]})
    assert right.status == 429, "the right one may not be found by guessing on"


@pytest.mark.parametrize("body,statuses", [
    (b"", [400]), (b"{", [400]), (b"[]", [400, 422]), (b'{"name":"anna"}', [422]),
    (b'{"name":5,"password":"x"}', [422]),
    (json.dumps({"name": "a" * 5000, "password": "x"}).encode(), [401, 422]),
    (json.dumps({"name": "../../settings", "password": "x"}).encode(), [401]),
])
def test_a_bad_sign_in_is_told(shared_shop, body, statuses):
    answer = shared_shop.request(
        "POST", "/api/v1/session", {"Content-Type": "application/json", "Origin": shared_shop.base}, body)
    assert answer.status in statuses
    assert answer.json["error"]["code"] and answer.json["error"]["message"]
