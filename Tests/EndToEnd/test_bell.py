"""The bell: rings count where they sound, presence is proved, the clock outlives a kill, and the promise is kept count of."""

import asyncio
import os

import pytest

from histogram import beginnings, histogram
from people import Agent, Visitor
from tunnel import Tunnel

RING = 6000


def answered(shop):
    """On which ring people were answered, from the transcripts alone."""
    return histogram(beginnings(shop.data), RING)


async def test_a_console_that_does_not_sound_is_not_waited_for(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        anna.sounds_rings = False
        c = (await visitor.say("Hello?"))["c"]
        await asyncio.gather(anna.hear("ring", c=c), tom.hear("ring", c=c))
        began = asyncio.get_running_loop().time()
        talk = await tom.talk(c, ringing=["tom"], within=4)
        took = asyncio.get_running_loop().time() - began
        assert talk["ring"] == 1 and 1 < took < 3, took
        await anna.send({"type": "heard", "c": c, "ring": 1})
        await tom.talk(c, ringing=["anna", "tom"], within=2)


async def test_a_missed_beat_takes_a_console_off_the_bell_and_the_ring_moves_on(shop):
    async with Agent(shop) as anna, Agent(shop, "tom", bell=False) as tom, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        anna.answers_beats = anna.sounds_rings = False  # the lid is closed
        await tom.until(lambda: tom.team.get("anna", {}).get("presence") == "gone", "Anna is gone", within=14)
        await tom.talk(c, state="waiting", why="nobodyHere")
        anna.answers_beats = anna.sounds_rings = True
        await anna.send(anna.beat())
        await tom.until(lambda: tom.team["anna"]["presence"] == "onBell", "Anna is back")
        await anna.talk(c, state="ringing", ringing=["anna"])


@pytest.mark.parametrize("step", ["waiting", "ringing", "pickedUp", "answered"])
async def test_killed_at_any_step_of_a_ring_the_clock_goes_on_and_one_answer_comes(shop, step):
    async with Agent(shop, bell=step != "waiting") as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        if step != "waiting":
            await anna.hear("ring", c=c)
        since = (await anna.talk(c))["since"]
        if step in ("pickedUp", "answered"):
            await anna.pick_up(c)
        if step == "answered":
            await anna.say(c, "Here.")
        shop.restart()
        anna.bell = True
        await asyncio.gather(visitor.back(), anna.back())
        assert (await anna.talk(c))["since"] == since
        if step != "answered":
            await anna.pick_up(c)
            await anna.say(c, "Here.")
        await visitor.words("Here.")
        assert visitor.log(c).said() == ["Hello?", "Here."]
        promise = [notice for notice in anna.notices if notice["type"] == "promise"][-1]
    shop.stop()
    counts = answered(shop)
    assert sum(counts.values()) == 1
    assert promise == {"type": "promise", "second": counts["1"] + counts["2"], "all": 1}


async def test_the_teams_figure_is_the_same_everywhere_and_outlives_a_restart(shop):
    async with Agent(shop) as anna, Visitor(shop) as one, Visitor(shop) as two:
        assert (await anna.hear("promise"))["all"] == 0
        for number, visitor in enumerate((one, two), 1):
            c = (await visitor.say("Hello?"))["c"]
            await anna.pick_up(c)
            await anna.say(c, "Hello.")
            await anna.hear("promise", second=number, all=number)
        checks = shop.get("/health").json["checks"]
        assert checks["rings:answered_by_second"][0]["observedValue"] == 2
        shop.restart()
        await anna.back()
        await anna.hear("promise", second=2, all=2)
    shop.stop()
    assert answered(shop)["1"] == 2 == sum(answered(shop).values())


async def answered_talk(agent, visitor):
    c = (await visitor.say("Hello?"))["c"]
    await agent.pick_up(c)
    await agent.say(c, "Good morning.")
    await visitor.words("Good morning.")
    return c


async def test_talks_whose_visitors_have_gone_keep_no_ring_from_the_next(shop):
    async with Agent(shop) as anna:
        talks = []
        for _ in range(2):
            async with Visitor(shop) as visitor:
                talks.append(await answered_talk(anna, visitor))
        for c in talks:
            assert (await anna.talk(c, state="active", here=False))["rests"] is True
        assert shop.get("/health").json["status"] == "pass"
        async with Visitor(shop) as third:
            c = (await third.say("And me?"))["c"]
            assert "soft" not in await anna.hear("ring", c=c, ring=1, within=2)


async def test_with_everybody_full_all_are_rung_softly_by_the_same_clock(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom:
        visitors = [Visitor(shop) for _ in range(4)]
        for number, visitor in enumerate(visitors):
            await visitor.come()
            await answered_talk((anna, tom)[number % 2], visitor)
        assert shop.get("/health").json["would_meet_a_person"] is True
        assert '"Anna"' in shop.get("/widget.js?site=harbour").text
        async with Visitor(shop) as late:
            assert {one["id"] for one in late.welcome["here"]} == {"anna", "tom"}
            began = asyncio.get_running_loop().time()
            c = (await late.say("And me?"))["c"]
            for agent in (anna, tom):
                assert (await agent.hear("ring", c=c, ring=1, within=2))["soft"] is True
            assert len((await late.hear("talk", state="ringing", ring=1))["ringing"]) == 2
            for agent in (anna, tom):
                assert (await agent.hear("ring", c=c, ring=2, within=8))["soft"] is True
            assert 5 < asyncio.get_running_loop().time() - began < 8
            await tom.say(c, "One moment, I am with you.")
            await late.words("One moment, I am with you.")
            assert asyncio.get_running_loop().time() - began < 12
        for visitor in visitors:
            await visitor.leave()


@pytest.mark.skipif("SECONDRING_TRUE_LENGTH" not in os.environ, reason="five minutes, as in life: Tests/long")
async def test_words_into_a_talk_that_rests_ring_its_agent_and_then_all(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await answered_talk(anna, visitor)
        async with Agent(shop, "tom") as tom:
            await anna.talk(c, state="active", rests=True, within=310)
            anna.sounds_rings = False
            await visitor.say("One more thing")
            assert "soft" not in await anna.hear("ring", c=c, ring=1, within=2)
            told = await visitor.hear("talk", state="ringing", ring=1)
            assert [one["id"] for one in told["ringing"]] == ["anna"]
            # She does not acknowledge it: two seconds, then all others.
            await tom.hear("ring", c=c, within=4)
            await tom.say(c, "Tom here.")
            await visitor.words("Tom here.")


async def test_a_pick_up_is_held_by_a_draft_and_by_one_key(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as one, Visitor(quick_shop) as two:
        first, second = (await one.say("Hello?"))["c"], (await two.say("Hello?"))["c"]
        for c in (first, second):
            talk = await anna.pick_up(c)
            assert talk["holdsAtMost"] - talk["holds"] == 29_500
            held = {"type": "hold", "c": c} if c == first else {"type": "typing", "c": c, "on": False, "draft": True}
            await anna.send(held)
            await anna.talk(c, holds=talk["holdsAtMost"])
        await asyncio.sleep(1)  # more than two rings, in which nothing may happen
        for c, visitor in ((first, one), (second, two)):
            await anna.say(c, "I have read it.")
            await visitor.words("I have read it.")
            assert "released" not in visitor.log(c).kinds()
            assert "holds" not in await anna.talk(c, seq=anna.log(c).seq)


async def test_the_visitor_is_told_within_five_seconds_that_the_last_page_has_closed(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await answered_talk(anna, visitor)
        await anna.leave()
        told = await visitor.hear("talk", state="active", away=True, within=5)
        assert told["agent"]["id"] == "anna"
        await anna.come()
        assert "away" not in await visitor.hear("talk", state="active", within=2)


async def test_the_visitor_is_told_within_ten_seconds_that_the_agents_line_is_cut(shop):
    async with Tunnel(shop) as tunnel, Visitor(shop) as visitor:
        async with Agent(shop, through=tunnel.address) as anna:
            await answered_talk(anna, visitor)
            tunnel.dark()
            await visitor.hear("talk", state="active", away=True, within=10)
            tunnel.lit()
            assert "away" not in await visitor.hear("talk", state="active", within=5)
