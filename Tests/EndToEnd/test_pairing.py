"""Who is rung, who gets the talk, and what happens when people come, go or keep still."""

import asyncio

from people import Agent, Visitor


async def test_two_visitors_at_once_with_one_agent(shop):
    async with Agent(shop) as anna, Visitor(shop) as one, Visitor(shop) as two:
        first, second = await asyncio.gather(one.say("I am one."), two.say("I am two."))
        assert first["c"] != second["c"]
        await anna.pick_up(first["c"])
        await anna.pick_up(second["c"])
        await anna.say(first["c"], "Hello, one.")
        await anna.say(second["c"], "Hello, two.")
        await asyncio.gather(one.words("Hello, one."), two.words("Hello, two."))
        assert "two" not in str(one.notices) and "one." not in str(two.log(second["c"]).entries)


async def test_a_visitor_beyond_the_capacity_rings_softly_and_aloud_when_there_is_room(shop):
    async with Agent(shop) as anna, Visitor(shop) as one, Visitor(shop) as two, Visitor(shop) as three:
        talks = []
        for visitor in (one, two):
            talks.append((await visitor.say("Hello!"))["c"])
            await anna.pick_up(talks[-1])
            await anna.say(talks[-1], "Good morning.")
        third = (await three.say("And me?"))["c"]
        assert (await anna.hear("ring", c=third, ring=1))["soft"] is True
        assert (await anna.talk(third, state="ringing", ringing=["anna"]))["soft"] is True
        assert [one["id"] for one in (await three.hear("talk", state="ringing"))["ringing"]] == ["anna"]
        await anna.send({"type": "end", "c": talks[0]})
        assert "soft" not in await anna.hear("ring", c=third, ring=2)
        await anna.pick_up(third)


async def test_two_agents_pressing_at_once(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = (await visitor.say("Who will it be?"))["c"]
        await asyncio.gather(anna.hear("ring", c=c), tom.hear("ring", c=c))
        await asyncio.gather(anna.press(c), tom.press(c))
        talk = await anna.talk(c, state="active")
        winner, loser = (anna, tom) if talk["agent"]["id"] == "anna" else (tom, anna)
        taken = await loser.hear("taken", c=c)
        assert taken["by"]["id"] == winner.name
        await winner.flush()
        assert not [notice for notice in winner.notices if notice["type"] == "taken"]
        await winner.say(c, "It is me.")
        await visitor.words("It is me.")
        assert visitor.log(c).kinds().count("pickedUp") == 1
        await loser.send({"type": "say", "c": c, "mid": "b" * 26, "text": "me too"})
        assert (await loser.hear("error"))["code"] == "not_your_talk"


async def test_a_visitor_who_leaves_mid_ring_and_comes_back_in_time(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        since = anna.talks[c]["since"]
        await visitor.drop()
        await anna.talk(c, here=False)
        await anna.hear("ring", c=c, ring=2)
        await visitor.come()
        talk = await anna.talk(c, here=True)
        assert talk["state"] == "ringing" and talk["since"] == since
        await anna.pick_up(c)


async def test_an_agent_can_answer_a_visitor_who_left_mid_ring(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        await visitor.leave()
        await anna.talk(c, here=False)
        await anna.pick_up(c)
        await anna.say(c, "Here are my words for later.")
        await visitor.come()
        await visitor.words("Here are my words for later.")


async def test_a_ringing_agent_whose_network_dies_hands_the_ring_on(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        await anna.drop()
        assert (await visitor.hear("talk", state="waiting"))["why"] == "nobodyHere"
        async with Agent(quick_shop, "tom") as tom:
            await tom.hear("ring", c=c)
            await tom.pick_up(c)


async def test_a_talk_whose_agent_vanished_rings_somebody_else(quick_shop):
    async with Agent(quick_shop) as anna, Agent(quick_shop, "tom") as tom, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Good morning.")
        await visitor.words("Good morning.")
        await anna.drop()
        await visitor.say("Are you still there?")
        # Not before a tunnel's length.
        await tom.talk(c, state="ringing", ringing=["tom"], within=20)
        await tom.pick_up(c)
        await tom.say(c, "Tom here, I have read everything.")
        await visitor.words("Tom here, I have read everything.")
        released = next(line for line in visitor.log(c).entries if line["kind"] == "released")
        assert released["agent"] == "anna" and released["why"] == "absent"


async def test_nobody_here_and_then_somebody(shop):
    async with Visitor(shop) as visitor:
        assert visitor.welcome["here"] == []
        c = (await visitor.say("Anybody?"))["c"]
        assert (await visitor.hear("talk", state="waiting"))["why"] == "nobodyHere"
        async with Agent(shop) as anna:
            await anna.hear("ring", c=c)
            assert (await visitor.hear("here"))["here"][0]["id"] == "anna"
            await visitor.hear("talk", state="ringing")
            await anna.pick_up(c)
            await anna.say(c, "I am.")
            await visitor.words("I am.")


async def test_off_the_bell_is_nobody_here(shop):
    async with Agent(shop, bell=False) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Anybody?"))["c"]
        assert (await visitor.hear("talk", state="waiting"))["why"] == "nobodyHere"
        await anna.send({"type": "bell", "on": True})
        await anna.hear("ring", c=c)


async def test_coming_off_the_bell_rings_nobody(shop):
    async with Visitor(shop) as visitor:
        c = (await visitor.say("Anybody?"))["c"]
        async with Agent(shop, bell=False) as anna:
            await anna.flush()
            await anna.talk(c, state="waiting")
            assert not [notice for notice in anna.notices if notice["type"] == "ring"]


async def test_words_pick_up_too(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        await anna.say(c, "Words are worth more than a key.")
        await visitor.words("Words are worth more than a key.")
        assert (await anna.talk(c, state="active"))["agent"]["id"] == "anna"


async def test_an_agent_can_pick_up_a_waiting_talk(shop):
    async with Agent(shop, bell=False) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Anybody?"))["c"]
        await anna.talk(c, state="waiting")
        await anna.pick_up(c)
        await visitor.hear("talk", state="active")


async def test_a_decline_passes_on_at_once(open_shop):
    shop = open_shop(ring=3000)
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await asyncio.gather(anna.hear("ring", c=c), tom.hear("ring", c=c))
        await anna.send({"type": "decline", "c": c})
        await tom.talk(c, ringing=["tom"], within=2)
        tom_alone = [{"id": "tom", "name": "Tom", "face": ""}]
        await visitor.hear("talk", state="ringing", ringing=tom_alone)
        await tom.send({"type": "decline", "c": c})
        await tom.talk(c, ringing=[], within=2)
        await anna.hear("ring", c=c, ring=2)  # when all have said "not me", the ring runs out, and it rings again


async def test_a_ring_that_all_declined_reaches_whoever_comes(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c)
        await anna.send({"type": "decline", "c": c})
        await anna.talk(c, ringing=[])
        async with Agent(shop, "tom") as tom:
            await tom.hear("ring", c=c, within=3)


async def test_a_pick_up_without_words_is_void(quick_shop):
    async with Agent(quick_shop) as anna, Agent(quick_shop, "tom") as tom, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.pick_up(c)
        await visitor.hear("talk", state="active")
        await tom.hear("ring", c=c)
        await visitor.hear("talk", state="ringing")
        await tom.pick_up(c)
        await tom.say(c, "I am here.")
        await visitor.words("I am here.")
        released = next(line for line in visitor.log(c).entries if line["kind"] == "released")
        assert released["agent"] == "anna" and released["why"] == "silent"


async def test_typing_holds_a_pick_up(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.pick_up(c)
        await anna.send({"type": "typing", "c": c, "on": True})
        await visitor.hear("typing", on=True)
        rung = len([notice for notice in anna.notices if notice["type"] == "ring"])
        await asyncio.sleep(1.2)  # three rings: the time in which nothing may happen is the test
        await anna.say(c, "That took a while to write.")
        await visitor.words("That took a while to write.")
        assert "released" not in visitor.log(c).kinds()
        assert rung == len([notice for notice in anna.notices if notice["type"] == "ring"])


async def test_the_bell_rings_on_until_somebody_answers(quick_shop):
    async with Agent(quick_shop) as anna, Visitor(quick_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        for number in (1, 2, 3, 4):
            await anna.hear("ring", c=c, ring=number)
        await visitor.hear("talk", state="ringing", ring=4)
        await anna.pick_up(c)
        rang = [line["ring"] for line in visitor.log(c).entries if line["kind"] == "rang"]
        assert rang == sorted(rang) and rang[:4] == [1, 2, 3, 4]


async def test_several_consoles_of_one_agent_stay_in_step(shop):
    async with Agent(shop) as desk:
        async with Agent(shop, cookie=desk.cookie) as laptop, Visitor(shop) as visitor:
            c = (await visitor.say("Hello?"))["c"]
            await asyncio.gather(desk.hear("ring", c=c), laptop.hear("ring", c=c))
            await desk.pick_up(c)
            await laptop.talk(c, state="active")
            await laptop.say(c, "From the laptop.")
            await desk.words(c, "From the laptop.")
            await laptop.leave()
            await visitor.say("Still there?")
            await desk.words(c, "Still there?")


async def test_the_team_sees_who_comes_and_goes(shop):
    async with Agent(shop) as anna:
        async with Agent(shop, "tom") as tom:
            await anna.until(lambda: anna.team["tom"]["presence"] == "onBell", "tom on the bell")
            await tom.send({"type": "bell", "on": False})
            await anna.until(lambda: anna.team["tom"]["presence"] == "offBell", "tom off the bell")
        await anna.until(lambda: anna.team["tom"]["presence"] == "gone", "tom gone")
