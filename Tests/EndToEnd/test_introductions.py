"""A colleague is asked into a talk, to help or to take it over: seen from all three sides, over dead sockets and kills."""

import asyncio

from people import Agent, Visitor
from ids import new_id

ANNA, TOM = {"id": "anna", "name": "Anna"}, {"id": "tom", "name": "Tom"}


async def begin(visitor, agent):
    """A talk in which both have said something."""
    c = (await visitor.say("My amp hums."))["c"]
    await agent.pick_up(c)
    await agent.say(c, "Hello, I'll see who knows amps.")
    return c


async def test_a_handover_from_three_sides(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        assert anna.welcome["you"]["role"] == "owner" and tom.welcome["you"]["role"] == "agent"
        ack = await anna.ask(c, "tom", "owner", "Tom built these; Tom, it is the one with the blue knob.")
        assert ack["type"] == "ack" and ack["seq"] == anna.talks[c]["seq"]

        asked = await visitor.line("invited")
        assert asked["text"].startswith("Tom built these") and asked["colleague"] == TOM
        assert asked["name"] == "Anna" and asked["as"] == "owner"
        state = await visitor.hear("talk", asking={**TOM, "face": ""})
        assert state["agent"]["id"] == "anna" and "with" not in state, "Anna stays until Tom is there"

        card = await tom.hear("invitation", c=c)
        assert card["by"]["id"] == "anna" and card["text"] == asked["text"] and card["as"] == "owner"
        invited = (await anna.talk(c, state="active"))["invited"]
        assert (invited["agent"]["id"], invited["by"]["id"], invited["as"]) == ("tom", "anna", "owner")
        assert invited["until"] == card["until"] == asked["at"] + 30_000
        await tom.card(c)

        await tom.join(c)
        came = await visitor.line("joined")
        assert came["agent"] == "tom" and came["as"] == "owner" and came["from"] == ANNA
        state = await visitor.hear("talk", **{"with": [{**ANNA, "face": ""}]})
        assert state["agent"]["id"] == "tom" and "asking" not in state
        talk = await anna.talk(c, agent="tom")
        assert [one["id"] for one in talk["with"]] == ["anna"] and "invited" not in talk

        await tom.say(c, "Blue knob: that is the 1968 one.")
        await anna.say(c, "I'll leave you to it.")
        await visitor.say("Thank you both.")
        for text in ("Blue knob: that is the 1968 one.", "I'll leave you to it."):
            await visitor.words(text)
        await anna.words(c, "Thank you both.")
        await tom.words(c, "Thank you both.")
        await anna.send({"type": "end", "c": c})
        await anna.hear("error", code="not_your_talk")
        await tom.send({"type": "leave", "c": c})
        await tom.hear("error", code="owner_stays")
        await anna.send({"type": "leave", "c": c})
        assert (await visitor.line("left"))["colleague"] == ANNA
        await tom.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    shop.stop()
    assert shop.cli("transcript", "verify").returncode == 0
    shown = shop.cli("transcript", "show", c).stdout
    assert "Anna asked Tom to take over: Tom built these; Tom, it is the one with the blue knob." in " ".join(shown.split())
    assert "Tom took over from Anna" in shown and "Anna left the talk" in shown


async def test_the_colleague_declines_and_the_visitor_reads_it(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom")
        await tom.hear("invitation", c=c)
        await tom.send({"type": "decline", "c": c})
        line = await visitor.line("uninvited")
        assert line["colleague"] == TOM and line["why"] == "declined" and line["by"] == "agent"
        await tom.until(lambda: "invited" not in tom.talks[c], "the talk without an invitation")
        assert tom.talks[c]["agent"]["id"] == "anna"
        await tom.send({"type": "join", "c": c})
        await tom.hear("error", code="not_invited")
        assert "released" not in visitor.kinds()


async def test_the_colleague_does_not_answer(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom")
        line = await visitor.line("uninvited", within=33)
        assert line["why"] == "unanswered" and line["by"] == "desk"
        asked = await visitor.line("invited")
        assert line["at"] >= asked["at"] + 30_000
        await anna.say(c, "I stay with you.")
        await visitor.words("I stay with you.")
        assert (await tom.talk(c, agent="anna")).get("invited") is None


async def test_a_colleague_who_is_not_there(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        for colleague, code in (("tom", "not_here"), ("nobody", "unknown_agent"), ("anna", "already_in")):
            error = await anna.ask(c, colleague)
            assert (error["code"], error["field"]) == (code, "agent")
        async with Agent(shop, "tom") as tom:
            tom.sounds_rings = False  # a lid that was closed a moment ago
            await anna.ask(c, "tom")
            assert (await visitor.line("uninvited"))["why"] == "absent"
            tom.sounds_rings = True
            await anna.ask(c, "tom")
            await tom.hear("invitation", c=c)
            await tom.drop()
            await visitor.until(lambda: visitor.kinds().count("uninvited") == 2, "the end of the second invitation", 12)
            assert visitor.log(c).entries[-1]["why"] == "absent"


async def test_an_invitation_is_withdrawn(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom")
        assert (await anna.ask(c, "tom"))["code"] == "already_invited"
        await anna.send({"type": "withdraw", "c": c})
        line = await visitor.line("uninvited")
        assert (line["why"], line["agent"]) == ("withdrawn", "anna")
        await tom.send({"type": "join", "c": c})
        await tom.hear("error", code="not_invited")
        await anna.send({"type": "withdraw", "c": c})
        await anna.hear("error", code="not_invited")


async def test_a_call_for_help_stays_between_agents_until_somebody_comes(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom", "help", "He is angry; have an eye on me?")
        assert (await tom.hear("invitation", c=c))["text"] == "He is angry; have an eye on me?"
        await tom.send({"type": "decline", "c": c})
        await anna.line(c, "uninvited", why="declined")
        await anna.ask(c, "tom", "help", "")
        await tom.hear("invitation", c=c, text="")
        await tom.join(c)
        assert (await visitor.line("joined"))["as"] == "help"
        assert [line["kind"] for line in visitor.log(c).entries][-4:] == ["hidden", "hidden", "hidden", "joined"]
        assert all(set(line) == {"seq", "mid", "at", "kind"} for line in visitor.log(c).entries if line["kind"] == "hidden")
        assert "angry" not in str(visitor.notices)
        await tom.send({"type": "typing", "c": c, "on": True})
        assert (await visitor.hear("typing", on=True))["agent"]["id"] == "tom"
        await tom.send({"type": "seen", "c": c, "seq": tom.log(c).seq})
        await visitor.hear("seen", seq=tom.log(c).seq)
        await tom.say(c, "I am Tom, I listen too.")
        await visitor.words("I am Tom, I listen too.")
        await visitor.send({"type": "typing", "on": True})
        await tom.hear("typing", on=True)


async def test_an_owner_of_the_shop_joins_openly(shop):
    async with Agent(shop, "tom") as tom, Agent(shop) as anna, Visitor(shop) as visitor:
        c = await begin(visitor, tom)
        await anna.join(c)
        assert (await visitor.line("joined"))["name"] == "Anna"
        talk = await tom.talk(c, agent="tom")
        assert [one["id"] for one in talk["with"]] == ["anna"]
        await anna.say(c, "Anna here, this is my shop.")
        await visitor.words("Anna here, this is my shop.")


async def test_an_agent_may_not_join_unasked(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await tom.send({"type": "join", "c": c})
        await tom.hear("error", code="not_invited")
        assert (await tom.ask(c, "anna", "help"))["code"] == "not_your_talk"
        assert "joined" not in visitor.kinds()


async def test_the_owners_socket_dies_while_a_helper_is_there(quick_shop):
    async with Agent(quick_shop) as anna, Agent(quick_shop, "tom") as tom, Visitor(quick_shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom", "help")
        await tom.join(c)
        await anna.drop()
        rung = visitor.kinds().count("rang")
        await visitor.say("Are you still there?")
        # Not before a tunnel's length.
        line = await visitor.line("released", within=20)
        assert (line["agent"], line["why"], line["to"], line["by"]) == ("anna", "absent", TOM, "desk")
        await visitor.hear("talk", state="active", agent={**TOM, "face": ""})
        await tom.say(c, "Anna's line went; I have you.")
        await visitor.words("Anna's line went; I have you.")
        assert visitor.kinds().count("rang") == rung, "it did not ring anew"
        await tom.talk(c, agent="tom")
        await anna.back()
        assert (await anna.talk(c, agent="tom"))["state"] == "active"


async def test_killed_with_an_open_invitation(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom", "owner", "Tom knows.")
        until = (await tom.hear("invitation", c=c))["until"]
        shop.restart()
        await asyncio.gather(visitor.back(), anna.back(), tom.back())
        again = await tom.hear("invitation", c=c)
        assert again["until"] == until and again["text"] == "Tom knows.", "its clock goes on"
        assert visitor.welcome["talk"]["asking"]["id"] == "tom"
        await tom.join(c)
        await visitor.hear("talk", state="active", agent={**TOM, "face": ""})
        assert not visitor.log(c).gaps and visitor.kinds().count("invited") == 1


async def test_killed_right_after_the_handover(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom")
        await tom.join(c)
        shop.restart()
        await asyncio.gather(visitor.back(), anna.back(), tom.back())
        talk = await anna.talk(c, agent="tom")
        assert [one["id"] for one in talk["with"]] == ["anna"]
        assert visitor.welcome["talk"]["agent"]["id"] == "tom"
        await tom.say(c, "Still here.")
        await anna.say(c, "So am I.")
        await visitor.words("So am I.")
        assert visitor.log(c).said()[-2:] == ["Still here.", "So am I."]


async def test_an_invitation_sent_again_after_a_kill_is_one_line(shop):
    async with Agent(shop) as anna, Agent(shop, "tom"), Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        mid = new_id()
        first = await anna.ask(c, "tom", mid=mid)
        shop.restart()
        await asyncio.gather(visitor.back(), anna.back())
        anna.acks.clear()
        assert (await anna.ask(c, "tom", mid=mid))["seq"] == first["seq"]
        assert (await anna.ask(c, "tom", "help", mid=mid))["type"] == "ack", "the first answer stands"
        await anna.hear("error", code="mid_reused")
        assert visitor.kinds().count("invited") == 1


async def test_no_words_are_lost_over_handovers(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        texts = [f"word {number}" for number in range(15)]

        async def talk(some):
            for text in some:
                await visitor.say(text)

        async def pass_on(giver, taker):
            await giver.ask(c, taker.name)
            await taker.hear("invitation", c=c)
            await taker.join(c)
            await taker.say(c, f"Now it is {taker.name}.")

        await asyncio.gather(talk(texts[:5]), pass_on(anna, tom))
        await asyncio.gather(talk(texts[5:10]), pass_on(tom, anna))
        await asyncio.gather(talk(texts[10:]), pass_on(anna, tom))
        for peer in (anna, tom):
            await peer.words(c, texts[-1])
        await visitor.line("joined", agent="tom")
        said = [text for text in visitor.log(c).said() if text.startswith("word")]
        assert said == texts and not visitor.log(c).gaps
        assert visitor.kinds().count("joined") == 3 and "released" not in visitor.kinds()
        assert anna.log(c).entries == tom.log(c).entries
    shop.stop()
    assert [line["text"] for line in shop.transcript(c) if line["type"] == "said" and line["by"] == "visitor"][1:] == texts


async def test_a_page_that_knows_none_of_these_lines(shop):
    """It passes over kinds it has never heard of, and comes back at such a line."""
    known = {"opened", "said", "noted", "rang", "waited", "pickedUp", "released", "identified", "hungUp", "ended", "hidden"}
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom")
        await tom.join(c)
        await visitor.line("joined")
        assert visitor.log(c).entries[-1]["kind"] not in known
        await visitor.drop()
        await tom.say(c, "While you were away.")
        await visitor.back()
        await visitor.words("While you were away.")
        seen = [line for line in visitor.log(c).entries if line["kind"] in known]
        assert [line["text"] for line in seen if line["kind"] == "said"][-1] == "While you were away."
        assert not visitor.log(c).gaps and not visitor.log(c).repeats
        talk = [notice for notice in visitor.notices if notice["type"] == "welcome"][-1]["talk"]
        assert talk["state"] == "active" and talk["agent"]["name"] == "Tom", "what it knows is enough"


async def test_export_and_erase_take_these_lines(shop, tmp_path):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(visitor, anna)
        await anna.ask(c, "tom", "owner", "Tom knows hums.")
        await tom.join(c)
        await tom.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    shop.stop()
    person = shop.transcript(c)[0]["visitor"]
    shop.cli("transcript", "export", "--to", tmp_path / "all")
    [text] = [path.read_text() for path in (tmp_path / "all").glob("*.txt") if c in path.name]
    assert "Anna asked Tom to take over: Tom knows hums." in text
    assert c in shop.cli("transcript", "search", "knows hums").stdout
    shop.cli("person", "erase", person)
    assert not shop.transcripts()
    assert shop.cli("transcript", "verify").returncode == 0
