"""A talk from the first words to the end, as both sides and the disk see it."""

import asyncio

from people import Agent, Visitor


async def test_a_talk_end_to_end(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        assert [one["id"] for one in visitor.welcome["here"]] == ["anna"]
        first = await visitor.say("Is the box set in stock?")
        assert first["c"] == first["mid"] and first["seq"] == 2
        c = first["c"]

        ring = await anna.hear("ring", c=c)
        assert ring["ring"] == 1 and ring["until"] - first["at"] <= 6100
        ringing = await visitor.hear("talk", state="ringing")
        assert [one["name"] for one in ringing["ringing"]] == ["Anna"]
        talk = await anna.talk(c, state="ringing", ringing=["anna"])
        assert talk["page"] == visitor.page and talk["here"] and talk["tz"] == "Europe/Oslo"
        assert talk["referrer"] == "https://example.org/search" and talk["lang"] == "en-GB"
        assert talk["last"]["text"] == "Is the box set in stock?" and talk["last"]["by"] == "visitor"

        await anna.pick_up(c)
        active = await visitor.hear("talk", state="active")
        assert active["agent"]["name"] == "Anna"
        await anna.say(c, "It is, two copies.")
        line = await visitor.words("It is, two copies.")
        assert line["by"] == "agent" and line["agent"] == "anna" and line["name"] == "Anna"

        await anna.send({"type": "end", "c": c})
        assert (await visitor.hear("talk", state="ended"))["end"] == "byAgent"
        await visitor.until(lambda: "ended" in visitor.log(c).kinds(), "the line that ends it")
        assert visitor.log(c).kinds() == ["opened", "said", "rang", "pickedUp", "said", "ended"]
        assert not visitor.log(c).gaps and not visitor.log(c).repeats

        again = await visitor.say("One more thing.")
        assert again["c"] != c, "words after the end open a new talk"
        await anna.hear("ring", c=again["c"])


async def test_page_and_orders_of_a_proved_customer_come_before_the_pick_up(shop):
    who, rows = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop, page="/records/mingus-ah-um", title="Mingus") as visitor:
        await visitor.identify(**who)
        c = (await visitor.say("Hello!"))["c"]
        card = await anna.card(c, lambda card: card["orders"])
        talk = await anna.talk(c, state="ringing")
        assert talk["page"]["url"].endswith("/records/mingus-ah-um") and talk["page"]["title"] == "Mingus"
        assert talk["who"]["name"] == who["name"] and talk["who"]["proof"] == "proved"
        assert card["proof"] == "proved" and card["name"] == who["name"] and who["email"] in card["emails"]
        assert card["orderCount"] == len(rows)
        assert [order["date"] for order in card["orders"]] == [row["date"] for row in rows][:20]
        assert {order["number"] for order in card["orders"]} == {row["order"] for row in rows}
        assert card["orders"][0]["title"] in {row["title"] for row in rows if row["date"] == rows[0]["date"]}


async def test_an_unsigned_claim_shows_no_orders(shop):
    who, _ = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(signed=False, **who)
        c = (await visitor.say("Hello!"))["c"]
        card = await anna.card(c)
        assert (await anna.talk(c, state="ringing"))["who"]["proof"] == "claimed"
        assert card["proof"] == "claimed" and card["orders"] == [] and card["orderCount"] == 0


async def test_a_forged_signature_is_told_and_shows_no_orders(shop):
    who, _ = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(signed=False, signature="0" * 64, **who)
        error = await visitor.hear("error", code="signature_wrong")
        assert "signature" in error["message"]
        c = (await visitor.say("Hello!"))["c"]
        card = await anna.card(c)
        assert card["proof"] == "claimed" and card["orders"] == []


async def test_a_signature_for_one_customer_does_not_prove_another(shop):
    (maren, _), (jonas, _) = shop.customer("Maren Voss"), shop.customer("Jonas Lindqvist")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(signed=False, **maren | {"signature": shop.signature(jonas["id"])})
        await visitor.hear("error", code="signature_wrong")
        c = (await visitor.say("Hello!"))["c"]
        assert (await anna.card(c))["orders"] == []


async def test_typing_and_seen_reach_the_other_side(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        await anna.send({"type": "typing", "c": c, "on": True})
        assert (await visitor.hear("typing", on=True))["agent"]["name"] == "Anna"
        ack = await anna.say(c, "Good morning.")
        await anna.send({"type": "seen", "c": c, "seq": 2})
        await visitor.hear("seen", c=c, seq=2)
        await visitor.send({"type": "typing", "on": True})
        await anna.hear("typing", c=c, on=True)
        await visitor.send({"type": "typing", "on": False})
        await anna.hear("typing", c=c, on=False)
        await visitor.words("Good morning.")
        await visitor.send({"type": "seen", "seq": ack["seq"]})
        await anna.hear("seen", c=c, seq=ack["seq"])


async def test_seen_never_goes_back_nor_beyond_the_last_line(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        last = (await anna.say(c, "Good morning."))["seq"]
        for seq in (last + 1000, 1, -5):
            await visitor.send({"type": "seen", "seq": seq})
        await visitor.flush()
        await visitor.say("Thanks.")
        await anna.words(c, "Thanks.")
        assert (await anna.talk(c, state="active"))["seenByVisitor"] <= last + 1
        heard = [notice["seq"] for notice in anna.notices if notice["type"] == "seen"]
        assert all(seq <= last for seq in heard) and heard == sorted(heard)


async def test_notes_stay_between_agents(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        await tom.send({"type": "open", "c": c, "after": 0})
        await anna.send({"type": "note", "c": c, "mid": "a" * 26, "text": "He likes Mingus."})
        await tom.words(c, "He likes Mingus.")
        await anna.say(c, "Good morning.")
        await visitor.words("Good morning.")
        log = visitor.log(c)
        assert "hidden" in log.kinds() and not log.gaps, "a note takes a number, and shows nothing else"
        assert set(log.entries[log.kinds().index("hidden")]) == {"seq", "mid", "at", "kind"}
        assert "Mingus" not in str(visitor.notices)


async def test_a_new_page_is_shown_to_the_agent_and_remembered(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await visitor.send({"type": "page", "url": shop.origin + "/orders", "title": "Your orders"})
        await anna.until(lambda: c in anna.talks and anna.talks[c]["page"]["title"] == "Your orders", "the next page")
        assert anna.talks[c]["trail"][-1]["title"] in ("Nina Simone", "Your orders")


async def test_a_fact_is_remembered_for_the_next_talk(shop):
    who, _ = shop.customer("Maren Voss")
    async with Agent(shop) as anna:
        async with Visitor(shop) as visitor:
            await visitor.identify(**who)
            c = (await visitor.say("Hello!"))["c"]
            await anna.pick_up(c)
            await anna.say(c, "Good morning.")
            await anna.send({"type": "remember", "c": c, "text": "Collects Blue Note pressings"})
            card = await anna.card(c, lambda card: card["facts"])
            assert card["facts"][0]["text"] == "Collects Blue Note pressings"
            await anna.send({"type": "end", "c": c})
            await visitor.hear("talk", state="ended")
        async with Visitor(shop) as other_browser:
            await other_browser.identify(**who)
            c2 = (await other_browser.say("Me again."))["c"]
            card = await anna.card(c2, lambda card: card["facts"] and card["talks"])
            assert card["facts"][0]["text"] == "Collects Blue Note pressings"
            assert c in [talk["c"] for talk in card["talks"]]


async def test_the_transcript_is_readable_and_whole(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(signed=False, name="Jonas")
        c = (await visitor.say("Hello?"))["c"]
        await visitor.say("Is it in stock? — ünï 🎷")
        await anna.pick_up(c)
        await anna.say(c, "It is.")
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    shop.stop()
    lines = shop.transcript(c)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    words = [(line["by"], line.get("name"), line["text"]) for line in lines if line["type"] == "said"][1:]
    assert words == [("visitor", "Jonas", "Is it in stock? — ünï 🎷"), ("agent", "Anna", "It is.")]
    assert all(line["at"].endswith("Z") and "crc" in line for line in lines)
    shown = shop.cli("transcript", "show", c).stdout
    for part in ("Jonas", "Is it in stock? — ünï 🎷", "Anna", "It is."):
        assert part in shown
    assert shop.cli("transcript", "verify").returncode == 0
    assert c in shop.cli("transcript", "list").stdout


async def test_the_first_words_carry_the_name_too(shop):
    async with Visitor(shop) as visitor:
        await visitor.identify(signed=False, name="Jonas")
        c = (await visitor.say("Hello?"))["c"]
    shop.stop()
    assert [line.get("name") for line in shop.transcript(c) if line["by"] == "visitor"][:2] == ["Jonas", "Jonas"]


async def test_two_browsers_of_a_proved_person_share_the_talk(shop):
    who, _ = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop) as phone, Visitor(shop) as desk:
        await phone.identify(**who)
        c = (await phone.say("From the phone."))["c"]
        await desk.identify(**who)
        await desk.flush()
        assert (await desk.say("From the desk."))["c"] == c, "one open talk per site and person"
        await phone.words("From the desk.")
        await anna.pick_up(c)
        await anna.say(c, "I hear you both.")
        await asyncio.gather(phone.words("I hear you both."), desk.words("I hear you both."))
