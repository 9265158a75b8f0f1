"""Somebody sets the machine's clock while the server runs: deadlines stay, what is written goes by the new calendar."""

import asyncio
import os
import subprocess
import time
from datetime import UTC, datetime

import pytest

import histogram
from moved_clock import SteppedShop
from people import Agent, Visitor

RING = 1.5  # seconds
MINUTE, DAY = 60, 86_400
NEAR = 20  # seconds that a slow machine may take between two lines of a test
STEPS = pytest.mark.parametrize("by", [MINUTE, DAY, -MINUTE, -DAY], ids=["minute", "day", "minute-back", "day-back"])


@pytest.fixture
def stepped_shop(data_folders):
    shop = SteppedShop(ring=round(RING * 1000), env={"TZ": "UTC"})
    shop.data = data_folders.fresh(shop.origin)
    yield shop
    shop.kill()
    data_folders.discard(shop.data)


def at(line):
    """Seconds since 1970."""
    return histogram.moment(line) / 1000


async def returns(visitor, *moment):
    """Until the visitor reads that Anna comes then (UTC)."""
    back = {"name": "Anna", "at": datetime(*moment, tzinfo=UTC).timestamp() * 1000}
    def is_told():
        return next((n for n in reversed(visitor.notices) if n["type"] == "talk"), {}).get("back") == back
    await visitor.until(is_told, f"promise that she comes at {moment}")


async def step(shop, agent, by):
    """Sets the clock, and waits until a console reads the new one."""
    shop.step(by)
    await agent.until(
        lambda: any(n["type"] == "beat" and abs(n["now"] / 1000 - shop.now) < NEAR for n in agent.notices),
        "a beat by the new clock")


def clock_check(shop):
    [check] = shop.get("/health").json["checks"]["clock:steps"]
    return check


@STEPS
async def test_rings_keep_their_length_and_new_lines_have_the_new_calendar(stepped_shop, by):
    shop = stepped_shop.start()
    assert clock_check(shop) == {"status": "pass"}
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c, ring=1)
        rang = time.monotonic()
        await step(shop, anna, by)
        left = anna.talks[c]["until"] / 1000 - shop.now
        assert -NEAR < left <= RING, f"consoles count {left} s down"
        await anna.hear("ring", c=c, ring=2)
        assert time.monotonic() - rang > RING / 2, "the clock of the deadline was set, too"
        await anna.pick_up(c)
        answer = await anna.say(c, "Here.")
        await visitor.words("Here.")
        await other.say("And I?")
        await anna.talk(other.c, state="ringing")
        [warning] = [line for line in shop.log if line["message"] == "the machine's clock was set"]
        assert warning["level"] == "warning" and abs(float(warning["seconds ahead"]) - by) <= 1
        assert abs(at(warning) - shop.now) < NEAR
        check = clock_check(shop)
        assert check["status"] == "warn" and f"{abs(by)} s {'ahead' if by > 0 else 'back'}" in check["output"]
        dated = datetime.strptime(shop.get("/livez").headers["Date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
        assert abs(dated.timestamp() - shop.now) < NEAR
    shop.stop()
    lines = shop.transcript(c)
    assert [at(line) for line in lines] == sorted(at(line) for line in lines)
    assert answer["at"] == histogram.moment(lines[-1])
    if by > 0:
        assert abs(at(lines[-1]) - shop.now) < NEAR
    else:
        before = [line for line in lines if "step" not in line]
        assert at(lines[-1]) == at(before[-1]), "the clock is set back: it stands until it has caught up"
    passed = at(lines[-1]) - at(lines[0]) - sum(line.get("step", 0) for line in lines) / 1000
    assert RING / 2 < passed < NEAR, "what really passed is in the lines"
    [path] = [path for path in shop.transcripts() if other.c in path.name]
    assert path.parent == shop.data / f"transcripts/{shop.today:%Y/%m/%d}"
    first = shop.transcript(other.c)[0]
    assert abs(at(first) - shop.now) < NEAR and path.name[:6] == f"{datetime.fromtimestamp(at(first), UTC):%H%M%S}"


async def test_a_talk_goes_on_after_a_step_back_and_a_restart(stepped_shop):
    shop = stepped_shop.start()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await step(shop, anna, -DAY)
        await anna.say(c, "Here.")
    shop.stop()
    shop.start()
    async with Agent(shop) as anna:
        await anna.open_talk(c)
        await anna.say(c, "Still here.")
        assert clock_check(shop) == {"status": "pass"}
    shop.stop()
    lines = shop.transcript(c)
    assert lines[-1]["text"] == "Still here." and [at(line) for line in lines] == sorted(at(line) for line in lines)
    assert shop.cli("transcript", "verify").returncode == 0


async def test_a_step_that_time_servers_make_is_followed_and_not_told(stepped_shop):
    shop = stepped_shop.start()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        known = len(anna.notices)
        shop.step(4)
        await anna.until(lambda: any(notice["type"] == "beat" for notice in anna.notices[known:]), "a beat")
        await anna.say(c, "Here.")
        assert clock_check(shop) == {"status": "pass"}
    shop.stop()
    assert 3990 < sum(line.get("step", 0) for line in shop.transcript(c)) < 4010


async def test_the_rota_opens_by_the_new_calendar(stepped_shop):
    shop = stepped_shop
    shop.cli("agent", "set", "anna", "--hours", "mon-sun 09:00-17:00")
    shop.set_clock("2026-11-27T05:00:00Z")
    shop.start()

    async with Agent(shop, "tom", bell=False) as tom, Visitor(shop) as visitor:
        await visitor.say("Anybody?")
        await returns(visitor, 2026, 11, 27, 9)
        await step(shop, tom, DAY)
        await returns(visitor, 2026, 11, 28, 9)
        await step(shop, tom, -2 * DAY)
        await returns(visitor, 2026, 11, 26, 9)
        await step(shop, tom, 4 * 3600 - 1 - (shop.now - datetime(2026, 11, 26, 5, tzinfo=UTC).timestamp()))
        await returns(visitor, 2026, 11, 27, 9)  # a second later she should be here, and by herself the visitor reads of the next day
        async with Agent(shop) as anna:
            await anna.hear("ring", c=visitor.c)


@STEPS
async def test_the_promise_counts_what_passed_and_not_what_was_set(stepped_shop, by):
    shop = stepped_shop.start()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c, ring=2)
        await step(shop, anna, by)
        await anna.pick_up(c)
        await anna.say(c, "Here.")
        await anna.until(lambda: any(n["type"] == "promise" for n in anna.notices), "a figure")
        answer = await asyncio.to_thread(shop.get, "/api/v1/promise", Cookie=anna.cookie)
        now = round(shop.now * 1000)
    shop.stop()
    talks = histogram.beginnings(shop.data)
    assert answer.json == histogram.promise(talks, round(RING * 1000), answer.json["timezone"], now)
    assert RING * 1000 <= talks[0]["words"] < NEAR * 1000


async def test_hours_are_those_of_the_shops_own_zone_whatever_the_servers_is(stepped_shop):
    shop = stepped_shop
    shop.env["TZ"] = "America/New_York"
    shop.set(timeZone="Europe/Oslo")
    shop.cli("agent", "set", "anna", "--hours", "mon-sun 09:00-17:00")
    shop.set_clock("2026-10-23T20:00:00Z")
    shop.start()
    async with Agent(shop, "tom", bell=False) as tom, Visitor(shop) as visitor:
        await visitor.say("Anybody?")
        # Oslo goes back from +2 to +1 in the night to Sunday the 25th.
        await returns(visitor, 2026, 10, 24, 7)
        await step(shop, tom, DAY)
        await returns(visitor, 2026, 10, 25, 8)
        answer = await asyncio.to_thread(shop.get, "/api/v1/promise", Cookie=tom.cookie)
        assert answer.json["timezone"] == "Europe/Oslo"


def test_a_zone_that_the_system_does_not_know_is_named(stepped_shop):
    shop = stepped_shop
    shop.set(timeZone="Europe/Atlantis")
    result = subprocess.run(shop.command(), capture_output=True, text=True, timeout=60, env=os.environ | shop.env)
    assert result.returncode != 0
    assert "timeZone" in result.stderr and "Europe/Atlantis" in result.stderr and "settings.json" in result.stderr
