"""The other way in, for pages that no WebSocket reaches: what only it has."""

import asyncio
import json
import ssl
import subprocess

import pytest

from event_stream import EventStream, Refused
from ids import new_id, new_secret
from peer import Peer
from people import Agent, Visitor
from shop import PATIENCE, SITE
from test_health import health, samples

PATH = f"/sse/visitor?site={SITE}"


@pytest.fixture(autouse=True)
def by_event_stream(monkeypatch):
    monkeypatch.setattr(Peer, "carrier", "sse")


async def opened(shop, path=PATH, origin=None, **headers):
    return await EventStream.open(shop.listen, path, {"Origin": origin or shop.origin} | headers)


def post(shop, stream, content, origin=None, **headers):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return shop.request("POST", stream, {"Origin": origin or shop.origin} | headers, body)


async def test_the_stream_is_passed_on_at_once_by_everybody_in_between(shared_shop):
    stream = await opened(shared_shop, **{"Accept-Encoding": "gzip"})
    assert stream.head["content-type"] == "text/event-stream" and stream.head["cache-control"] == "no-store"
    assert stream.head["x-accel-buffering"] == "no" and stream.head["access-control-allow-origin"] == "*"
    assert not {"content-encoding", "content-length", "set-cookie"} & set(stream.head)
    await stream.close()


async def test_each_stream_has_a_name_that_nobody_guesses(shared_shop):
    streams = [await opened(shared_shop) for _ in range(3)]
    assert len({stream.name for stream in streams}) == 3 and all(len(stream.name) >= 32 for stream in streams)
    for stream in streams:
        await stream.close()


def test_an_old_proxy_gets_the_stream_too(shared_shop):
    request = f"GET {PATH} HTTP/1.0\r\nHost: {shared_shop.listen}\r\nOrigin: https://evil.example\r\n\r\n"
    head, _, body = shared_shop.raw(request.encode()).decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 200 ") and "Connection: close" in head and "chunked" not in head
    first, last = [json.loads(event.removeprefix("data: ")) for event in body.strip().split("\n\n")]
    assert first["type"] == "stream" and first["protocol"] == "secondring.1"
    assert (last["type"], last["code"]) == ("bye", 4501) and last["reason"]


async def test_a_protocol_that_is_not_spoken_is_named(shared_shop):
    with pytest.raises(Refused) as refused:
        await opened(shared_shop, PATH + "&protocol=secondring.9,other")
    assert refused.value.status == 400 and json.loads(refused.value.body)["error"]["field"] == "protocol"
    await (await opened(shared_shop, PATH + "&protocol=secondring.9,secondring.1")).close()


async def test_what_a_request_holds_is_judged_before_any_of_it_is_heard(shared_shop):
    stream = await opened(shared_shop)
    path = f"/sse/visitor/{stream.name}"
    cases = {
        "no_commands": b"\r\n\n", "too_many_commands": b'{"type":"beat"}\n' * 101, "not_utf8": b'{"type":"\xff"}'}
    for code, body in cases.items():
        answer = await asyncio.to_thread(post, shared_shop, path, body)
        assert (answer.status, answer.json["error"]["code"]) == (400, code) and answer.json["error"]["message"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert (await asyncio.to_thread(post, shared_shop, path, b"x" * 65_537)).status == 413
    assert (await asyncio.to_thread(post, shared_shop, path, b'{"type":"beat"}\nnonsense\n')).status == 204
    error = json.loads(await stream.event())
    assert (error["type"], error["code"]) == ("error", "invalid_json")
    await stream.close()


async def test_a_stream_takes_words_from_its_own_page_only(shared_shop):
    stream = await opened(shared_shop)
    beat = {"type": "beat"}
    for path in ("/sse/visitor/nothing", "/sse/visitor/", f"/sse/visitor/{stream.name[:-1]}"):
        answer = await asyncio.to_thread(post, shared_shop, path, beat)
        assert (answer.status, answer.json["error"]["code"]) == (410, "stream_gone"), path
    own = f"/sse/visitor/{stream.name}"
    elsewhere = await asyncio.to_thread(post, shared_shop, own, beat, origin="https://evil.example")
    assert (elsewhere.status, elsewhere.json["error"]["code"]) == (403, "wrong_origin")
    assert (await asyncio.to_thread(post, shared_shop, own, beat)).status == 204
    await stream.close()


async def test_a_console_speaks_with_its_own_cookie_only(shared_shop):
    anna, tom = [await asyncio.to_thread(shared_shop.sign_in_cookie, name) for name in ("anna", "tom")]
    stream = await opened(shared_shop, "/sse/agent", shared_shop.base, Cookie=anna)
    path, beat = f"/sse/agent/{stream.name}", {"type": "beat", "active": True}
    status = {}
    for who, cookie in {"nobody": "", "tom": tom, "anna": anna}.items():
        answer = await asyncio.to_thread(post, shared_shop, path, beat, shared_shop.base, Cookie=cookie)
        status[who] = answer.status
    assert status == {"nobody": 401, "tom": 410, "anna": 204}
    as_visitor = await asyncio.to_thread(post, shared_shop, f"/sse/visitor/{stream.name}", beat, shared_shop.base)
    assert as_visitor.status == 410
    await stream.close()


async def test_a_browser_on_our_own_origin_names_it_in_another_field(shared_shop):
    cookie = await asyncio.to_thread(shared_shop.sign_in_cookie, "anna")
    for site, is_let_in in (("same-origin", True), ("same-site", False), ("cross-site", False)):
        stream = await EventStream.open(
            shared_shop.listen, "/sse/agent", {"Cookie": cookie, "Sec-Fetch-Site": site})
        if is_let_in:
            stream.headers["Origin"] = shared_shop.base
            await stream.send('{"type":"hello","v":1,"bell":false,"resume":[]}')
            assert json.loads(await stream.event())["type"] == "welcome"
            await stream.close()
        else:
            assert [text async for text in stream] == [] and stream.close_code == 4501


async def test_words_after_the_end_are_refused(shop):
    async with Visitor(shop) as visitor:
        await visitor.say("one")
        name = visitor.socket.name
        await visitor.drop()
        async with asyncio.timeout(10):  # until the server has noticed
            while (answer := await asyncio.to_thread(post, shop, f"/sse/visitor/{name}", {"type": "beat"})).status == 204:
                await asyncio.sleep(0.02)
        assert (answer.status, answer.json["error"]["code"]) == (410, "stream_gone")
        await visitor.come()
        await visitor.say("two")
        assert visitor.log(visitor.c).said() == ["one", "two"]


async def test_a_console_that_answers_no_beat_is_given_up(shop):
    anna = Agent(shop)
    anna.answers_beats = False
    await anna.come()
    assert await anna.closed(within=30) == 4002


async def test_a_stop_says_when_to_come_back(shop):
    visitor = Visitor(shop)
    await visitor.come()
    await asyncio.to_thread(shop.stop)
    assert (await visitor.hear("bye"))["after"] > 0
    assert await visitor.closed() == 4000


async def test_the_two_ways_meet_at_one_desk_and_are_counted_apart(shop, monkeypatch):
    async with Agent(shop) as anna, Visitor(shop) as roundabout:
        monkeypatch.setattr(Peer, "carrier", "websocket")
        async with roundabout.tab() as direct:
            c = (await roundabout.say("by request"))["c"]
            await direct.words("by request")
            assert (await anna.talk(c, state="ringing")).get("link") is None, "the page that came last is reached directly"
            await direct.say("by socket")
            await roundabout.words("by socket")
            await anna.pick_up(c)
            await anna.say(c, "to both")
            await asyncio.gather(direct.words("to both"), roundabout.words("to both"))
            counted = health(shop).json["checks"]
            assert counted["connections:websocket"][0]["observedValue"] == 1
            assert counted["connections:sse"][0]["observedValue"] == 2
            measured = samples(shop)
            assert measured["secondring_connections", "websocket"] == 1
            assert measured["secondring_connections", "sse"] == 2
        monkeypatch.setattr(Peer, "carrier", "sse")
        async with roundabout.tab():
            await anna.talk(c, link="sse")


def certificate(folder):
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True)
    return files


async def test_it_goes_over_tls_too(open_shop, tmp_path):
    public, key = certificate(tmp_path)
    shop = open_shop(env={"SECONDRING_TLS_CERT": str(public), "SECONDRING_TLS_KEY": str(key)})
    trust = ssl.create_default_context(cafile=public)
    stream = await EventStream.open(shop.listen, PATH, {"Origin": shop.origin}, tls=trust)

    async def heard(kind):
        async with asyncio.timeout(PATIENCE):
            while (notice := json.loads(await anext(stream)))["type"] != kind:
                pass
        return notice

    page = {"url": shop.origin, "title": "Records"}
    await stream.send(json.dumps({"type": "hello", "v": 1, "secret": new_secret(), "page": page}))
    await heard("welcome")
    mid, text = new_id(), "All that fits. " * 250
    await stream.send(json.dumps({"type": "say", "mid": mid, "text": text}))
    assert (await heard("ack"))["mid"] == mid
    await stream.close()
    assert shop.stop() == 0
    [said] = [line["text"] for line in shop.transcript(mid) if line["type"] == "said"]
    assert said == text
