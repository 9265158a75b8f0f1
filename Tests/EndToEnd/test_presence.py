"""Presence is proved: by beats that are answered and by a person's hand; a tunnel takes nobody's talk away."""

import asyncio
import hashlib
import json

from people import Agent, Visitor
from tunnel import Tunnel


def presence(agent, name):
    return agent.team.get(name, {}).get("presence")


async def idle_shop(open_shop):
    shop = open_shop(start=False)
    shop.set(attentionSeconds=1)
    return shop.start()


async def test_without_input_an_agent_is_idle_and_rung_for_want_of_others(open_shop):
    shop = await idle_shop(open_shop)
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        assert anna.welcome["attention"] == 1000
        anna.active = False
        await anna.until(lambda: presence(anna, "anna") == "idle", "the question whether she is there")
        health = shop.get("/health").json
        assert health["status"] == "warn" and health["would_meet_a_person"] is False
        c = (await visitor.say("Anybody?"))["c"]
        await anna.hear("ring", c=c)
        await anna.send({"type": "beat", "active": True})
        await anna.until(lambda: presence(anna, "anna") == "onBell", "Anna is there after all")
        assert shop.get("/health").json["status"] == "pass"
        await anna.until(lambda: presence(anna, "anna") == "idle", "she has gone again")


async def test_who_is_idle_is_spared_while_somebody_is_there(open_shop):
    shop = await idle_shop(open_shop)
    async with Agent(shop) as anna:
        anna.active = False
        await anna.until(lambda: presence(anna, "anna") == "idle", "Anna is idle")
        async with Agent(shop, "tom") as tom, Visitor(shop) as visitor:
            c = (await visitor.say("Anybody?"))["c"]
            await tom.hear("ring", c=c, ring=1)
            await tom.pick_up(c)
            await tom.say(c, "Tom here.")
            assert not [notice for notice in anna.notices if notice["type"] == "ring"]


async def test_a_page_that_comes_back_by_itself_brings_nobody_with_it(open_shop):
    shop = await idle_shop(open_shop)
    async with Agent(shop) as anna:
        anna.active = False
        await anna.until(lambda: presence(anna, "anna") == "idle", "Anna is idle")
        await anna.drop()
        anna.hello = {"active": False}
        before = len(anna.notices)
        await anna.come()
        await anna.until(lambda: presence(anna, "anna") == "idle", "still nobody there")
        teams = [notice["team"] for notice in anna.notices[before:] if "team" in notice]
        told = [one["presence"] for team in teams for one in team if one["id"] == "anna"]
        assert told[-1] == "idle" and "onBell" not in told


async def test_a_network_that_goes_dark_is_noticed_within_five_seconds_of_the_beat(shop):
    async with Tunnel(shop) as tunnel, Agent(shop, "tom", bell=False) as tom, Visitor(shop) as visitor:
        async with Agent(shop, through=tunnel.address) as anna:
            await tom.until(lambda: presence(tom, "anna") == "onBell", "Anna on the bell")
            c = (await visitor.say("Hello?"))["c"]
            await anna.hear("ring", c=c)
            tunnel.dark()
            # A beat is due every five seconds, and its answer within three.
            await tom.until(lambda: presence(tom, "anna") == "gone", "Anna is out of reach", within=12)
            assert tom.talks[c]["state"] == "waiting", "the ring has moved on before anybody was told"
            tunnel.lit()
            await tom.until(lambda: presence(tom, "anna") == "onBell", "Anna is back")
            await anna.talk(c, state="ringing", ringing=["anna"])


async def test_a_tunnel_of_ten_seconds_hands_nobody_over(shop):
    async with Tunnel(shop) as hers, Tunnel(shop) as theirs, Agent(shop, "tom") as tom:
        async with Agent(shop, through=hers.address) as anna, Visitor(shop, through=theirs.address) as visitor:
            c = (await visitor.say("Hello?"))["c"]
            await anna.pick_up(c)
            await anna.say(c, "Good morning.")
            await visitor.words("Good morning.")
            hers.dark()
            await visitor.say("Still there?")
            theirs.dark()
            await asyncio.sleep(10)  # the tunnel
            hers.lit()
            theirs.lit()
            await anna.words(c, "Still there?")
            await anna.say(c, "Yes, that was a tunnel.")
            await visitor.words("Yes, that was a tunnel.")
            assert "released" not in visitor.log(c).kinds()
            assert tom.talks[c]["agent"]["id"] == "anna"


async def test_a_ring_waits_for_a_visitor_in_a_tunnel(shop):
    async with Tunnel(shop) as tunnel, Agent(shop) as anna, Visitor(shop, through=tunnel.address) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        tunnel.dark()
        await anna.hear("ring", c=c, ring=2)
        await anna.hear("ring", c=c, ring=3)
        await anna.pick_up(c)
        await anna.say(c, "I am here.")
        tunnel.lit()
        await visitor.words("I am here.")
        assert "hungUp" not in visitor.log(c).kinds()


async def test_a_breather_leaves_no_trace_in_any_file(shop):
    def prints():
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in shop.data.rglob("*") if path.is_file()}

    async with Agent(shop) as anna, Agent(shop, "tom") as tom:
        await anna.flush()
        before, log = prints(), len(shop.log)
        for on in (False, True, False):
            await anna.send({"type": "bell", "on": on})
            wanted = "onBell" if on else "offBell"
            await tom.until(lambda: presence(tom, "anna") == wanted, f"Anna {wanted}")
        assert prints() == before
        assert not [line for line in shop.log[log:] if "anna" in json.dumps(line).lower()]


async def test_many_rings_acknowledged_at_once_are_not_too_many(shop):
    async with Agent(shop) as anna:
        for number in range(1, 301):
            await anna.send({"type": "heard", "c": "a" * 26, "ring": number})
        await anna.flush()
        assert not [notice for notice in anna.notices if notice.get("code") == "too_fast"]
