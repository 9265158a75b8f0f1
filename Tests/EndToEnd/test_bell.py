"""The bell: rings count where they sound, presence is proved, the clock outlives a kill, and the promise is kept count of."""

import asyncio

import pytest

from histogram import beginnings, histogram
from people import Agent, Visitor

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
