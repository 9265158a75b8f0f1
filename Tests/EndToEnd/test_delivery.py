"""Exactly once, in order, for ever: acks, repeats, gaps, tabs, resume, slow readers."""

import asyncio
import socket

import pytest

from ids import new_id
from people import Agent, Visitor

pytestmark = pytest.mark.usefixtures("carrier")


def on_disk(shop, text):
    """Whether the bytes are in a file of the data folder now."""
    folders = [shop.data / "transcripts", shop.data / "journal"]
    return any(
        text.encode() in path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


async def test_an_ack_means_that_the_words_are_on_disk(shop):
    async with Visitor(shop) as visitor:
        for number in range(5):
            text = f"kept before the tick {number}"
            await visitor.say(text)
            assert on_disk(shop, text)


async def test_the_transcript_has_what_was_acked_after_a_kill(shop):
    async with Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await asyncio.gather(*(visitor.say(f"word {number}") for number in range(18)))
        shop.kill()
    shop.start()
    texts = [line["text"] for line in shop.transcript(c) if line["type"] == "said"]
    assert texts == ["one"] + [f"word {number}" for number in range(18)]


async def test_a_repeated_message_is_acked_again_and_written_once(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        first = await visitor.say("one")
        mid = new_id()
        second = await visitor.say("two", mid)
        for _ in range(3):
            await visitor.send({"type": "say", "mid": mid, "text": "two"})
            again = await visitor.hear("ack", mid=mid)
            assert again["seq"] == second["seq"] and again["c"] == first["c"]
        await anna.pick_up(first["c"])
        answer = new_id()
        done = await anna.say(first["c"], "three", answer)
        await anna.send({"type": "say", "c": first["c"], "mid": answer, "text": "three"})
        await anna.flush()
        acks = [notice for notice in anna.notices if notice["type"] == "ack" and notice["mid"] == answer]
        assert [ack["seq"] for ack in acks] == [done["seq"]] * 2
        await visitor.words("three")
        assert visitor.log(first["c"]).said() == ["one", "two", "three"] and not visitor.log(first["c"]).repeats
    shop.stop()
    assert [line["text"] for line in shop.transcript(first["c"]) if line["type"] == "said"] == ["one", "two", "three"]


async def test_a_mid_with_other_words_is_refused(shop):
    async with Visitor(shop) as visitor:
        mid = (await visitor.say("one"))["mid"]
        await visitor.send({"type": "say", "mid": mid, "text": "something else"})
        assert (await visitor.hear("error", code="mid_reused"))["ref"] == mid
        assert (await visitor.say("two"))["seq"] > 2


async def test_a_repeated_first_message_opens_one_talk(shop):
    mid = new_id()
    async with Visitor(shop) as visitor:
        first = await visitor.say("hello?", mid)
        await visitor.drop()
        visitor.outbox[mid] = "hello?"
        visitor.acks.clear()
        await visitor.come()
        again = await visitor.until(lambda: visitor.acks.get(mid), "the second ack")
        assert (again["c"], again["seq"]) == (first["c"], first["seq"])
    shop.stop()
    assert len(shop.transcripts()) == 1


async def test_a_first_message_repeated_after_the_end_opens_no_second_talk(shop):
    mid = new_id()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("hello?", mid))["c"]
        await anna.pick_up(c)
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        await visitor.send({"type": "say", "mid": mid, "text": "hello?"})
        await visitor.flush()
    shop.stop()
    assert len(shop.transcripts()) == 1


async def test_several_tabs_see_the_same(shop):
    async with Agent(shop) as anna, Visitor(shop) as one:
        two = one.tab(page="/orders")
        async with two:
            c = (await one.say("from the first tab"))["c"]
            await two.words("from the first tab")
            await two.say("from the second tab")
            await one.words("from the second tab")
            await anna.pick_up(c)
            await anna.say(c, "to both")
            await asyncio.gather(one.words("to both"), two.words("to both"))
            same = [[entry["mid"] for entry in tab.log(c).entries] for tab in (one, two)]
            assert same[0] == same[1] and not one.log(c).repeats and not two.log(c).gaps
        async with one.tab() as late:
            await late.words("to both")
            assert late.log(c).said() == one.log(c).said()


async def test_a_visitor_resumes_from_the_line_they_hold(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "two")
        await visitor.words("two")
        held = visitor.log(c).seq
        await visitor.drop()
        await anna.say(c, "three")
        await anna.say(c, "four")
        await visitor.come()
        await visitor.words("four")
        replay = next(notice for notice in visitor.notices[visitor.read:] if notice["type"] == "entries")
        assert replay["after"] == held and replay["entries"][0]["seq"] == held + 1
        assert visitor.log(c).said() == ["one", "two", "three", "four"] and not visitor.log(c).gaps


async def test_a_resume_with_another_line_at_that_number_starts_over(shop):
    async with Agent(shop), Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await visitor.words("one")
        await visitor.drop()
        visitor.log(c).entries[-1] |= {"mid": new_id()}
        visitor.note = lambda notice: None  # the page would throw away what it holds
        await visitor.come()
        replay = await visitor.hear("entries")
        assert replay["after"] == 0 and replay["entries"][0]["seq"] == 1


async def test_sync_brings_what_is_missing_also_from_the_file(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("first of many"))["c"]
        await anna.pick_up(c)
        for number in range(80):  # more than the server keeps in memory
            await anna.post(c, f"word {number}")
        await anna.until(lambda: not anna.outbox, "all acks")
        await visitor.words("word 79")
        last = visitor.log(c).seq
        await visitor.send({"type": "sync", "after": 1})
        missing = await visitor.hear("entries", after=1)
        seqs = [entry["seq"] for entry in missing["entries"]]
        while seqs[-1] < last:
            missing = await visitor.hear("entries")
            seqs += [entry["seq"] for entry in missing["entries"]]
        assert seqs == list(range(2, last + 1))


async def test_words_come_in_order_and_once_through_many_drops(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("start"))["c"]
        await anna.pick_up(c)
        sent = ["start"]
        for number in range(4):
            text = f"through the tunnel {number}"
            await visitor.post(text)
            sent.append(text)
            await visitor.drop()
            await visitor.come()
        await visitor.until(lambda: not visitor.outbox, "all acks")
        await anna.words(c, sent[-1])
        assert anna.log(c).said() == sent and visitor.log(c).said() == sent


async def test_an_agent_resumes_what_was_said_meanwhile(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "two")
        await anna.words(c, "two")
        await anna.drop()
        await visitor.say("three")
        await anna.come()
        await anna.words(c, "three")
        assert anna.log(c).said() == ["one", "two", "three"] and not anna.log(c).gaps
        assert (await anna.talk(c, state="active"))["agent"]["id"] == "anna", "a short absence changes nothing"


async def test_a_slow_reader_is_cut_off_and_resumes(shop):
    def narrow():
        host, port = shop.listen.rsplit(":", 1)
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        raw.connect((host, int(port)))
        return raw

    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("send me the list"))["c"]
        await anna.pick_up(c)
        page = "long words " * 700
        for number in range(50):
            await anna.post(c, f"{number} {page}")
        await anna.until(lambda: not anna.outbox, "all acks")
        await visitor.words(f"49 {page}")
        slow = visitor.tab()
        await slow.come(sock=narrow(), max_queue=1, compression=None)
        slow.reader.cancel()  # reads no more, yet keeps the connection
        await slow.send_at_once([{"type": "sync", "after": 0}] * 20)  # each asks for 400 KB
        shop.wait_for_log(lambda line: "slow" in str(line).lower(), "line about the slow reader")
        await anna.say(c, "The others go on.")
        await visitor.words("The others go on.")
        slow.reader = asyncio.create_task(slow.listen(slow.socket))
        assert await slow.closed() == 4001
        slow.socket = None
        await slow.come()
        await slow.words("The others go on.")
        assert slow.log(c).said() == visitor.log(c).said() and not slow.log(c).gaps


async def test_a_talk_that_ended_before_a_restart_is_read_from_its_file(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "two")
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        whole = visitor.log(c).kinds()
    for _ in range(2):  # after the first start the journal's tail still has it in memory
        shop.stop()
        shop.start()
    page = visitor.tab()
    page.c = c
    page.log(c).take(visitor.log(c).entries[0])  # all that a page keeps over a reload
    async with page:
        await page.until(lambda: page.log(c).kinds() == whole, "the talk as it was")
        assert page.log(c).said() == ["one", "two"] and not page.log(c).gaps and not page.log(c).repeats
    stranger = Visitor(shop)
    stranger.c = c
    stranger.log(c).take(visitor.log(c).entries[0])
    async with stranger:
        await stranger.flush()
        assert stranger.log(c).seq == 1, "nobody reads a talk by its name alone"
