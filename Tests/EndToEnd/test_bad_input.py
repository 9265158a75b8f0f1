"""What strangers and mistakes send: each gets an error that names what and where, and nobody else is disturbed."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from event_stream import EventStream
from ids import new_id
from peer import Peer
from people import Agent, Visitor
from shop import PATIENCE, SITE


either_way = pytest.mark.usefixtures("carrier")


@pytest.fixture(autouse=True)
def the_server_goes_on(shared_shop):
    yield
    assert shared_shop.is_running and shared_shop.get("/livez").status == 200


async def close_code_of(shop, path, origin, headers=None, first=None):
    """The upgrade is accepted first, then closed with a code: a browser would retry a refused upgrade for ever."""
    if Peer.carrier == "sse":
        fields = {"Origin": origin} if origin else {}
        stream = await EventStream.open(shop.listen, f"/sse{path}", fields | (headers or {}))
        assert [notice async for notice in stream] == []
        return stream.close_code, stream.reason
    async with connect(
            f"ws://{shop.listen}/ws{path}", origin=origin, subprotocols=["secondring.1"], additional_headers=headers or {},
            proxy=None) as socket:
        if first is not None:
            await socket.send(first)
        with pytest.raises(ConnectionClosed):
            while True:
                await asyncio.wait_for(socket.recv(), PATIENCE)
        return socket.close_code, socket.close_reason


@either_way
async def test_an_unknown_site_is_4500(shared_shop):
    code, reason = await close_code_of(shared_shop, "/visitor?site=nowhere", shared_shop.origin)
    assert code == 4500 and reason
    assert (await close_code_of(shared_shop, "/visitor", shared_shop.origin))[0] == 4500


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
@either_way
async def test_an_origin_that_the_site_does_not_know_is_4501(shared_shop, origin):
    code, reason = await close_code_of(shared_shop, f"/visitor?site={SITE}", origin)
    assert code == 4501 and reason


@either_way
async def test_an_origin_that_only_begins_like_the_right_one_is_4501(shared_shop):
    for origin in (shared_shop.origin + "0", shared_shop.origin + ".evil.example"):
        assert (await close_code_of(shared_shop, f"/visitor?site={SITE}", origin))[0] == 4501


@either_way
async def test_a_console_without_a_cookie_is_4502(shared_shop):
    assert (await close_code_of(shared_shop, "/agent", shared_shop.base))[0] == 4502


@either_way
async def test_a_console_with_a_forged_cookie_is_4502(shared_shop):
    cookie = shared_shop.sign_in_cookie("anna")
    name, _, content = cookie.partition("=")
    for forged in (content[:-2] + ("aa" if content[-2:] != "aa" else "bb"), "", "anna", "x" * 300):
        code, _ = await close_code_of(shared_shop, "/agent", shared_shop.base, {"Cookie": f"{name}={forged}"})
        assert code == 4502, forged


@either_way
async def test_a_console_from_another_origin_is_4501(shared_shop):
    cookie = {"Cookie": shared_shop.sign_in_cookie("anna")}
    for origin in (shared_shop.origin, "https://evil.example", None):
        assert (await close_code_of(shared_shop, "/agent", origin, cookie))[0] == 4501, origin


HELLO = {
    "type": "hello", "v": 1, "secret": "A" * 43, "page": {"url": "http://x/", "title": ""}, "referrer": "",
    "lang": "en", "tz": "UTC"}
BAD_HELLOS = {
    "no secret": {name: value for name, value in HELLO.items() if name != "secret"},
    "a short secret": HELLO | {"secret": "AAAA"},
    "a secret that is no base64url": HELLO | {"secret": "!" * 43},
    "a secret that is a number": HELLO | {"secret": 5},
    "another version": HELLO | {"v": 99},
    "a page that is a text": HELLO | {"page": "http://x/"},
    "a resume without a talk": HELLO | {"resume": {"seq": 1}},
}


@pytest.mark.parametrize("hello", BAD_HELLOS.values(), ids=BAD_HELLOS.keys())
@either_way
async def test_a_bad_hello_is_4504_and_names_the_field(shared_shop, hello):
    peer = Peer(shared_shop)
    await peer.open(f"/visitor?site={SITE}", shared_shop.origin)
    await peer.send(hello)
    assert await peer.closed(within=2) == 4504
    [error] = [notice for notice in peer.notices if notice["type"] == "error"]
    assert error["code"] == "bad_field" and error["field"] and error["message"]


@either_way
async def test_words_before_hello_are_refused(shared_shop):
    peer = Peer(shared_shop)
    await peer.open(f"/visitor?site={SITE}", shared_shop.origin)
    mid = new_id()
    await peer.send({"type": "say", "mid": mid, "text": "Hello?"})
    error = await peer.hear("error")
    assert (error["code"], error["ref"]) == ("say_hello_first", mid)
    await peer.leave()


@pytest.mark.parametrize("text", [
    "{", "", "nothing", "[]", "null", "12", '{"type"}', '{"type":"say",}', '{"type":"beat"} x', "{'type':'beat'}",
    '{"type":"say","text":"\\ud800"}', '{"type":"say","n":01}', "[" * 5000, '{"a":' * 5000, "\ufeff{}"])
async def test_what_is_no_json_is_told_and_the_talk_goes_on(shared_shop, text):
    async with Visitor(shared_shop) as visitor:
        await visitor.send(text)
        error = await visitor.hear("error")
        assert error["code"] in ("invalid_json", "unknown_command", "bad_field") and error["message"]
        await visitor.say("And now properly.")


@pytest.mark.parametrize("frame", [
    '{"type":"say","mid":"MID","text":"Look at this hat \\ud83d"}', '{"text":"\\ud83d","type":"say", "mid" : "MID"}',
    '{"type":"say","mid":"MID","text":"cut o', '{"type":"say","mid":"MID","text":"x"} x'])
@either_way
async def test_words_in_a_frame_that_is_no_json_are_refused_by_name(shared_shop, frame):
    """Without it a page would show them as on their way for ever."""
    async with Visitor(shared_shop) as visitor:
        mid = new_id()
        await visitor.send(frame.replace("MID", mid))
        error = await visitor.hear("error")
        assert (error["code"], error["ref"]) == ("invalid_json", mid)


async def test_secrets_in_addresses_reach_neither_console_nor_file(open_shop):
    shop = open_shop()
    secret = "?reset_token=SECRET-RESET-123&email=ines%40example.com#access_token=SECRET-FRAGMENT-9"
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.leave()
        visitor.page = {"url": f"{shop.origin}/account{secret}", "title": "Account"}
        await visitor.come()
        await visitor.send({"type": "page", "url": f"{shop.origin}/reset{secret}", "title": "Reset"})
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Hello, you.")
        told = json.dumps(anna.notices)
        assert "/account?reset_token=removed&email=removed" in told and "/reset?" in told
        await anna.until(lambda: shop.transcripts(), "a file")
        kept = shop.transcripts()[0].read_text()
        assert "SECRET" not in told + kept and "ines" not in told + kept


async def test_a_binary_frame_disturbs_nobody_else(shared_shop):
    async with Visitor(shared_shop) as clumsy, Visitor(shared_shop) as other:
        await clumsy.send(b"\x00\x01\x02")
        await other.say("I go on.")


async def test_an_unknown_command_is_named(shared_shop):
    async with Visitor(shared_shop) as visitor, Agent(shared_shop) as anna:
        for peer in (visitor, anna):
            await peer.send({"type": "teleport"})
            error = await peer.hear("error", code="unknown_command")
            assert "teleport" in error["message"] or error["field"] == "type"


async def test_an_over_long_message_names_the_limit(shared_shop):
    async with Visitor(shared_shop) as visitor:
        for text in ("x" * 8193, "€" * 2731):
            mid = await visitor.post(text)
            error = await visitor.hear("error", code="text_too_long")
            assert error["ref"] == mid and error["limit"] == 8192 and error["field"] == "text"
            assert "8192" in error["message"] or "8 KiB" in error["message"]
        await visitor.say("x" * 8192)


async def test_a_frame_beyond_the_limit_closes_with_1009_and_nobody_else(shared_shop):
    async with Visitor(shared_shop) as large, Visitor(shared_shop) as other:
        await large.send({"type": "say", "mid": new_id(), "text": "x" * 70_000})
        assert await large.closed() == 1009
        await other.say("I go on.")


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0"])
async def test_an_empty_message_is_refused(shared_shop, text):
    async with Visitor(shared_shop) as visitor:
        mid = await visitor.post(text)
        assert (await visitor.hear("error", code="text_empty"))["ref"] == mid


@pytest.mark.parametrize("command,field", [
    ({"type": "say", "text": "no mid"}, "mid"),
    ({"type": "say", "mid": "short", "text": "x"}, "mid"),
    ({"type": "say", "mid": "A" * 26, "text": "x"}, "mid"),
    ({"type": "say", "mid": "z" * 26, "text": "beyond 128 bits"}, "mid"),
    ({"type": "say", "mid": "a" * 26}, "text"),
    ({"type": "say", "mid": "a" * 26, "text": 5}, "text"),
    ({"type": "say", "mid": "a" * 26, "text": None}, "text"),
    ({"type": "typing"}, "on"),
    ({"type": "typing", "on": "yes"}, "on"),
    ({"type": "seen", "seq": "1"}, "seq"),
    ({"type": "seen", "seq": 1e300}, "seq"),
    ({"type": "seen", "seq": 123456789012345678901234567890}, "seq"),
    ({"type": "sync"}, "after"),
    ({"type": "sync", "after": 0.5}, "after"),
    ({"type": "page", "url": 5}, "url"),
    ({"type": "identify", "id": {}}, "id"),
])
async def test_a_bad_field_is_named(shared_shop, command, field):
    async with Visitor(shared_shop) as visitor:
        await visitor.say("Hello!")
        await visitor.send(command)
        error = await visitor.hear("error")
        assert error["code"] == "bad_field" and error["field"] == field and error["message"]


@pytest.mark.parametrize("after", [-1, 10**12, 2**63 - 1, -(2**63)])
async def test_a_sync_from_nowhere_disturbs_nobody(shared_shop, after):
    async with Visitor(shared_shop) as visitor:
        await visitor.say("Hello!")
        await visitor.send({"type": "sync", "after": after})
        await visitor.flush()
        await visitor.say("Still here.")


async def test_a_resume_from_nowhere_starts_over(shared_shop):
    visitor = Visitor(shared_shop)
    async with visitor:
        c = (await visitor.say("Hello!"))["c"]
        await visitor.words("Hello!")
    for resume in ({"c": c, "seq": 10**9, "mid": new_id()}, {"c": new_id(), "seq": 1, "mid": new_id()}):
        tab = visitor.tab()
        tab.log(resume["c"]).entries = [{"seq": resume["seq"], "mid": resume["mid"]}]
        tab.c, tab.note = resume["c"], lambda notice: None
        await tab.come()
        replay = await tab.hear("entries", c=c)
        assert replay["after"] == 0 and [entry["seq"] for entry in replay["entries"]][:2] == [1, 2]
        await tab.leave()


async def test_an_agents_words_to_an_unknown_talk_are_refused(shared_shop):
    async with Agent(shared_shop) as anna:
        for command in ("pickup", "decline", "end", "open", "say", "note", "typing", "seen", "remember"):
            await anna.send({
                "type": command, "c": new_id(), "mid": new_id(), "text": "x", "after": 0, "on": True, "seq": 1})
            await anna.flush()
        errors = [notice["code"] for notice in anna.notices if notice["type"] == "error"]
        assert set(errors) == {"unknown_talk"} and len(errors) >= 16
        await anna.send({"type": "say", "c": "nonsense", "mid": new_id(), "text": "x"})
        assert (await anna.hear("error", code="bad_field"))["field"] == "c"


async def test_an_agent_cannot_write_into_a_colleagues_talk(shared_shop):
    async with Agent(shared_shop) as anna, Agent(shared_shop, "tom") as tom, Visitor(shared_shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        mid = new_id()
        await tom.send({"type": "say", "c": c, "mid": mid, "text": "x"})
        error = await tom.hear("error", code="not_your_talk")
        assert error["ref"] == mid and error["c"] == c
        await tom.send({"type": "end", "c": c})
        await tom.hear("error", code="not_your_talk")


async def test_every_word_said_too_fast_is_named(open_shop):
    """Words that are neither acked nor refused by name would wait in the outbox until the next reconnect."""
    shop = open_shop()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        mids = [await anna.post(c, f"word {number}") for number in range(150)]

        def answered():
            refused = {notice.get("ref") for notice in anna.notices if notice["type"] == "error"}
            return all(mid in anna.acks or mid in refused for mid in mids)
        await anna.until(answered, "an answer to every word")


@pytest.mark.parametrize("person", [Agent, Visitor])
async def test_what_nobody_can_read_counts_as_well(open_shop, person):
    shop = open_shop(env={"SECONDRING_COMMAND_BURST": "5", "SECONDRING_COMMANDS_PER_SECOND": "1"})
    async with person(shop) as peer:
        for _ in range(40):
            await peer.send("{")

        def refusals():
            return [notice["code"] for notice in peer.notices if notice["type"] == "error"]
        await peer.until(lambda: len(refusals()) == 40, "a refusal of each")
        assert refusals()[0] != "too_fast" == refusals()[-1]


async def test_one_visitor_cannot_flood_the_desk(shared_shop):
    async with Visitor(shared_shop) as loud, Visitor(shared_shop) as other:
        mids = [await loud.post(f"spam {number}") for number in range(400)]
        def refused():
            return [notice for notice in loud.notices if notice["type"] == "error" and notice["code"] == "too_fast"]
        await loud.until(lambda: len(loud.acks) + len(refused()) >= len(mids), "an answer to each")
        assert refused() and all(notice["ref"] in mids and notice["message"] for notice in refused())
        await other.say("I go on.")


@either_way
async def test_a_blocked_visitor_is_4503_and_unblocked_comes_back(open_shop):
    shop = open_shop()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Something rude."))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Goodbye.")
        await anna.send({"type": "block", "c": c})
        assert await visitor.closed() == 4503
        tab = visitor.tab()
        await tab.open(f"/visitor?site={SITE}", shop.origin)
        await tab.send(HELLO | {"secret": visitor.secret})
        assert await tab.closed() == 4503
        await anna.send({"type": "unblock", "c": c})
        await anna.flush()
        assert await comes_back(visitor)


async def comes_back(visitor):
    """The list of the blocked is a file, and nobody says when it is written: the page tries again for a while."""
    for _ in range(50):
        visitor.socket = None
        try:
            await visitor.come()
            return True
        except AssertionError:
            assert visitor.close_code == 4503
    return False


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/transcripts/" + "a" * 26, "/api/v1/me"])
def test_the_api_is_closed_to_strangers(shared_shop, path):
    answer = shared_shop.get(path)
    assert answer.status in (401, 404) and answer.json["error"]["message"]
