"""The promise measured: console, health, metrics and API say what the transcript files say, also after a restart."""

import asyncio
import time

import histogram
import past
from people import Agent, Visitor
from test_health import samples

RING = 1_000
ZONE = "Europe/Oslo"
DAY = 86_400_000
# How long each visitor waits for words, in rings; "void": a pick-up in vain first; "let go": ended without a word.
WAITS = [0.1, 1.2, 0.1, 2.2, "void", 0.1, 3.2, "let go", 0.1, 1.3, 0.1, 2.3, 0.1, 0.2]


async def rings_pass(count):
    """The ring clock is a clock: time is what is waited for here."""
    await asyncio.sleep(count * RING / 1000)


async def play(shop, agent, fate):
    """One visitor and their talk, to its end."""
    async with Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        if fate == "void":
            await agent.pick_up(c)
            await agent.talk(c, state="ringing")
            fate = 0.1
        if fate != "let go":
            await rings_pass(fate)
            await agent.say(c, "Hello.")
            await visitor.words("Hello.")
        await agent.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")


async def lane(shop, agent, fates):
    for fate in fates:
        await play(shop, agent, fate)


async def play_all(shop, agents, fates):
    """Two talks at a time for each of them."""
    lanes = [agents[number // 2] for number in range(2 * len(agents))]
    await asyncio.gather(*(lane(shop, agent, fates[number::len(lanes)]) for number, agent in enumerate(lanes)))


def write_the_past(data):
    now = round(time.time() * 1000)
    ages = [2 * 3_600_000, DAY, DAY + 3_600_000, 2 * DAY, 3 * DAY, 8 * DAY, 30 * DAY, 45 * DAY, 89 * DAY, 100 * DAY]
    for number, age in enumerate(ages * len(past.FATES)):
        past.write(data, now - age, number, past.FATES[number // len(ages)])


def bar(agent):
    return [notice for notice in agent.notices if notice["type"] == "promise"][-1]


def shown(shop, agent):
    """The figure of today wherever it is shown, and what the metrics gathered since the process started."""
    checks = shop.get("/health").json["checks"]
    health = [checks[name][0]["observedValue"] for name in (
        "rings:answered_by_second", "rings:answered_later", "rings:hung_up")]
    return bar(agent), health, samples(shop), shop.get("/api/v1/promise", Cookie=agent.cookie).json


def check(shop, seen, started):
    """Everything that was seen, against the files."""
    notice, health, metrics, answer = seen
    talks = histogram.beginnings(shop.data)
    expected = histogram.promise(talks, RING, ZONE, round(time.time() * 1000))
    today = expected["today"]
    rings = today["rings"]
    assert answer == expected
    assert notice == {"type": "promise", "second": today["second"], "all": today["of"]}
    assert health == [rings["1"] + rings["2"], rings["3"] + rings["4+"], rings["hungUp"]]
    labels = dict(zip(histogram.RINGS, ["1", "2", "3", "4+", "hung_up"], strict=True))
    assert {name: metrics["secondring_rings_today", label] for name, label in labels.items()} == rings
    lately = [talk for talk in talks if talk["decided"] >= started]
    assert {name: metrics["secondring_rings_total", label] for name, label in labels.items()} \
        == histogram.histogram(lately, RING)
    for metric, waits in (("pickup", "pickup"), ("first_words", "words")):
        found = [talk[waits] for talk in lately if talk[waits] is not None]
        name = f"secondring_{metric}_seconds"
        assert metrics[name + "_count",] == len(found)
        assert abs(metrics[name + "_sum",] - sum(found) / 1000) < 1e-6 * max(1, len(found))
        for bound in (1, 3, 6, 60):
            assert metrics[name + "_bucket", str(bound)] == histogram.below(found, bound), (name, bound)
    return lately


async def all_decided(agent, count):
    await agent.until(lambda: bar(agent)["all"] == count, f"all {count} are counted: {bar(agent)}")


async def test_every_figure_is_the_one_in_the_transcripts(open_shop):
    shop = open_shop(ring=RING, env={"TZ": ZONE}, start=False)
    write_the_past(shop.data)
    started = round(time.time() * 1000)
    shop.start()
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as patient:
        before = (await anna.hear("promise"))["all"]
        await play_all(shop, [anna, tom], WAITS)
        c = (await patient.say("I wait over the restart."))["c"]
        await all_decided(anna, before + len(WAITS))
        seen = shown(shop, anna)
        shop.kill()
        lately = check(shop, seen, started)
        assert all(histogram.histogram(lately, RING).values()), "every ring and a hang-up were played"

        started = round(time.time() * 1000)
        shop.start()
        await asyncio.gather(anna.back(), tom.back(), patient.back())
        await anna.say(c, "Here.")
        await play_all(shop, [anna, tom], WAITS)
        await all_decided(anna, before + 2 * len(WAITS) + 1)
        seen = shown(shop, anna)
    assert shop.stop() == 0
    assert len(check(shop, seen, started)) == len(WAITS) + 1

    started = round(time.time() * 1000)
    shop.start()
    async with Agent(shop) as anna:
        await anna.hear("promise")
        seen = shown(shop, anna)
    shop.stop()
    assert check(shop, seen, started) == []
    assert shop.cli("transcript", "verify").returncode == 0


async def test_only_the_team_reads_it(shop):
    assert shop.get("/api/v1/promise").status == 401
    async with Agent(shop) as anna:
        answer = shop.get("/api/v1/promise", Cookie=anna.cookie)
    assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
    rings = {"1": 0, "2": 0, "3": 0, "4+": 0, "hungUp": 0}
    assert answer.json["today"] == {"second": 0, "of": 0, "rings": rings}
    assert answer.json["weeks"] == 13 and answer.json["hours"] == [] and answer.json["timezone"]
