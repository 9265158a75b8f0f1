"""Power cuts and polite stops: nothing acked is lost, nobody has to press reload."""

import asyncio
import fcntl
import os
import pathlib
import signal
import subprocess

import pytest

from people import Agent, Visitor
from shop import PATIENCE

pytestmark = pytest.mark.usefixtures("carrier")


async def test_killed_in_mid_talk_nothing_acked_is_lost_and_the_next_words_come_once(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "two")
        await visitor.words("two")
        shop.kill()
        await visitor.closed()
        visitor.socket = None
        await visitor.post("three, while the power was gone")
        shop.start()
        await asyncio.gather(visitor.come(), anna.back())
        await anna.words(c, "three, while the power was gone")
        assert (await anna.talk(c, state="active"))["agent"]["id"] == "anna"
        await anna.say(c, "four")
        await visitor.words("four")
        expected = ["one", "two", "three, while the power was gone", "four"]
        assert visitor.log(c).said() == expected and anna.log(c).said() == expected
        assert not visitor.log(c).gaps and not anna.log(c).gaps


async def test_words_sent_but_not_acked_before_the_kill_come_exactly_once(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        texts = [f"in flight {number}" for number in range(20)]
        for text in texts:
            await visitor.post(text)
        shop.kill()
        acked = [ack["mid"] for ack in visitor.acks.values()]
        shop.start()
        await asyncio.gather(visitor.back(), anna.back())
        await visitor.until(lambda: not visitor.outbox, "all acks")
        await anna.words(c, texts[-1])
        assert anna.log(c).said() == ["one", *texts] and acked
    shop.stop()
    assert [line["text"] for line in shop.transcript(c) if line["type"] == "said"] == ["one", *texts]


async def test_an_ended_talk_stays_ended_after_a_kill(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Hello.")
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        shop.restart()
        await asyncio.gather(visitor.back(), anna.back())
        assert c not in anna.talks or anna.talks[c]["state"] == "ended"
        assert (await visitor.say("Something new."))["c"] != c


async def test_three_kills_in_a_row(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("round 0"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "answer 0")
        for number in range(1, 4):
            shop.restart()
            await asyncio.gather(visitor.back(), anna.back())
            await visitor.say(f"round {number}")
            await anna.say(c, f"answer {number}")
        await visitor.words("answer 3")
        expected = [f"{who} {number}" for number in range(4) for who in ("round", "answer")]
        assert visitor.log(c).said() == expected and anna.log(c).said() == expected
    shop.stop()
    assert shop.cli("transcript", "verify").returncode == 0


async def test_a_polite_stop_tells_everybody_when_to_come_back(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.say("Hello?")
        everybody = [anna, visitor, *(Visitor(shop) for _ in range(8))]
        await asyncio.gather(*(peer.come() for peer in everybody[2:]))
        assert await asyncio.to_thread(shop.stop) == 0
        for peer in everybody:
            assert await peer.closed() in (4000, 1001, 1012)
            bye = [notice for notice in peer.notices if notice["type"] == "bye"]
            assert len(bye) == 1 and 0 < bye[0]["after"] <= 30_000
        shop.start()
        await asyncio.gather(*(peer.back() for peer in everybody))
        await visitor.say("Back again.")
        await asyncio.gather(*(peer.leave() for peer in everybody[2:]))


async def test_a_cookie_outlives_a_restart(shop):
    cookie = shop.sign_in_cookie("anna")
    shop.restart()
    async with Agent(shop, cookie=cookie) as agent:
        assert agent.welcome["you"]["id"] == "anna"


async def test_a_stop_is_polite_as_soon_as_the_log_says_that_it_listens(open_shop):
    shop = open_shop(env={"SECONDRING_LOG_LEVEL": "notice"}, start=False)
    out, into = os.pipe()
    # A log that takes nothing more holds the server at its first line.
    fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 4096)
    os.write(into, b"x" * 4096)
    with subprocess.Popen(shop.command(), stderr=into, stdout=subprocess.DEVNULL, env=os.environ | shop.env) as process:
        try:
            async with asyncio.timeout(PATIENCE):
                while not writes_to_its_log(process.pid):
                    await asyncio.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            os.close(into)
            with open(out, "rb") as log:
                assert b"listening" in await asyncio.to_thread(log.read)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def writes_to_its_log(pid):
    """Whether its main thread waits in write(2) to the standard error."""
    return pathlib.Path(f"/proc/{pid}/task/{pid}/syscall").read_text().startswith("1 0x2 ")
