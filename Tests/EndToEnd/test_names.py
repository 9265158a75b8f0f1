"""What strangers call themselves and their lines, who may do what with them, and what files of orders are refused."""


import pytest

from ids import new_id
from people import Agent, Visitor
from test_keeping import talk_of, wait_for
from test_people_api import ask, person_of
from test_search import found

TURNING = "\u202e\u202d\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u0007"


async def known_as(shop, anna, name):
    async with Visitor(shop) as visitor:
        await visitor.identify(signed=False, name=name)
        await visitor.say("Hello")
        await anna.open_talk(visitor.c)
        return anna.talks[visitor.c].get("who", {}).get("name", ""), visitor.c


async def test_a_name_turns_no_line_and_an_empty_looking_one_is_none(shop):
    real = ["محمد بن سلمان", "דָּוִד", "علی\u200cرضا", "क्\u200dष", "👨\u200d👩\u200d👧", "Zoe\u0308"]
    async with Agent(shop) as anna:
        for name, shown in [("Kim \u202eteews" + TURNING, "Kim teews"), ("\u200b\u200b", ""), *zip(real, real)]:
            got, c = await known_as(shop, anna, name)
            assert got == shown, (name, got)
            await anna.send({"type": "end", "c": c})
    printed = shop.cli("transcript", "show", c).stdout
    assert "Zoe\u0308" in printed and not set(TURNING) & set(printed)
    lines = "".join(path.read_text() for path in shop.transcripts())
    assert not any(letter in lines for letter in TURNING) and "\\u202e" not in lines.lower()


async def test_words_and_pages_turn_no_line_of_the_terminal(shop):
    async with Agent(shop) as anna, Visitor(shop, title="Pens\u202e", page="/a\u202eb") as visitor:
        await visitor.say("say \u202eti")
        await anna.pick_up(visitor.c)
        assert anna.talks[visitor.c]["page"] == {"url": shop.origin + "/ab", "title": "Pens"}
    shown = shop.cli("transcript", "show", visitor.c).stdout
    assert "\u2068say \u202eti\u2069" in shown and "Pens (" in shown
    assert "\u2068say \u202eti\u2069" in shop.cli("transcript", "list").stdout


async def test_a_message_of_invisible_letters_is_empty(shop):
    async with Visitor(shop) as visitor:
        for text in ("\u200b\u200b", "\u202e\u2069", "\u2800", " \ufeff\U000e0041"):
            mid = await visitor.post(text)
            await visitor.hear("error", code="text_empty", ref=mid)
    assert shop.transcripts() == []


async def test_an_id_that_stands_in_the_talk_is_nobody_elses(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("What does it cost?"))["c"]
        await anna.pick_up(c)
        price, note = new_id(), new_id()
        seq = (await anna.say(c, "100, no discount", mid=price))["seq"]
        await anna.send({"type": "note", "c": c, "mid": note, "text": "A regular"})
        await anna.until(lambda: anna.acks.get(note), "ack of the note")
        desk = [line["mid"] for line in shop.transcript(c) if line["by"] == "desk"]
        before = len(shop.transcript(c))
        for mid in [price, note, *desk]:
            await visitor.send({"type": "say", "mid": mid, "text": "90, they said"})
            await visitor.hear("error", code="mid_reused", ref=mid)
        del anna.acks[price]
        assert (await anna.say(c, "100, no discount", mid=price))["seq"] == seq, "sent again after a lost ack"
        assert desk and len(shop.transcript(c)) == before
    assert len({line["mid"] for line in shop.transcript(c)}) == before


async def test_blocking_and_erasing_are_the_owners_and_the_talks_own_agents(shop):
    shop.cli("agent", "add", "olga")
    olga = shop.post("/api/v1/session/link", {"token": shop.link_token("olga")}).headers["Set-Cookie"].split(";")[0]
    jonas, _ = shop.customer("Jonas Lindqvist")
    async with (Agent(shop, "tom") as tom, Agent(shop, "olga", cookie=olga, bell=False) as other,
                Agent(shop, bell=False) as owner, Visitor(shop) as visitor):
        await visitor.identify(**jonas)
        c = await talk_of(shop, tom, visitor, "Is the kettle back?", end=False)
        person = await person_of(tom, c)
        await other.open_talk(c)
        for act in ("block", "unblock"):
            await other.send({"type": act, "c": c})
            refused = await other.hear("error", code="not_allowed", c=c)
            assert refused["message"] == "Only owners and the agent who has this talk may do that."
        note = new_id()
        await other.send({"type": "note", "c": c, "mid": note, "text": "A regular"})
        await other.until(lambda: other.acks.get(note), "ack of a note in a colleague's talk")
        await other.send({"type": "remember", "c": c, "text": "Plays bass"})
        assert (await other.card(c, lambda card: card["facts"]))["facts"][0]["text"] == "Plays bass"
        await tom.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        erase, name = f"/api/v1/people/{person}/erase", {"name": jonas["name"]}
        by_olga = shop.post(erase, name | {"c": c}, Cookie=olga)
        assert by_olga.status == 403 and by_olga.json["error"]["code"] == "owners_only"
        assert ask(shop, "tom", erase, name).status == 403, "he must say in which talk he knows them"
        stranger = new_id()
        assert ask(shop, "tom", erase, name | {"c": stranger}).status == 403
        await tom.send({"type": "block", "c": c})
        assert await visitor.closed() == 4503
        await owner.open_talk(c)
        await owner.send({"type": "unblock", "c": c})
        await owner.card(c, lambda card: "blocked" not in card)
        assert ask(shop, "tom", erase, name | {"c": c}).status == 200, "his own talk"


async def test_a_found_order_is_named_and_stands_on_the_card(shop):
    jonas, orders = shop.customer("Jonas Lindqvist")
    oldest = orders[-1]["order"]
    [hit] = found(shop, oldest, lambda answer: answer["people"])["people"]
    assert hit["order"] == oldest
    card = ask(shop, "tom", f"/api/v1/people/{hit['person']}?order={oldest}").json
    assert oldest in [order["number"] for order in card["orders"]]
    [hit] = found(shop, jonas["email"], lambda answer: answer["people"])["people"]
    assert "order" not in hit


async def test_a_talk_that_was_handed_over_is_kept_as_with_who_ended_it(shop):
    jonas, _ = shop.customer("Jonas Lindqvist")
    async with Agent(shop, "tom") as tom, Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(**jonas)
        c = await talk_of(shop, tom, visitor, "Is the kettle back?", end=False)
        await tom.ask(c, "anna")
        await anna.join(c)
        await anna.say(c, "Anna here.")
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        await visitor.say("One more thing")
        await tom.open_talk(visitor.c)
        card = await tom.card(visitor.c, lambda card: card["talks"])
        assert [past["agent"] for past in card["talks"]] == ["anna"]
        assert f"{c}  anna  " in shop.cli("transcript", "list").stdout


async def test_consoles_learn_what_the_sites_are_called(shop):
    shop.cli("site", "add", "outlet", "--name", "Harbour Outlet")
    async with Agent(shop) as anna:
        assert anna.welcome["sites"] == [
            {"id": "harbour", "name": "Harbour Records"}, {"id": "outlet", "name": "Harbour Outlet"}]


async def test_agents_who_never_spoke_are_printed_by_their_names(shop):
    async with Agent(shop) as anna, Agent(shop, "tom"), Visitor(shop) as visitor:
        c = await talk_of(shop, anna, visitor, "Hello", end=False)
    assert "ring: Anna, Tom" in shop.cli("transcript", "show", c).stdout


def test_a_sites_tag_has_the_address_that_the_server_knows(shop):
    assert f'src="{shop.base}/widget.js?site=outlet"' in shop.cli("site", "add", "outlet").stdout
    shop.stop()
    shop.set(publicURL="https://chat.shop.example")
    assert 'src="https://chat.shop.example/widget.js?site=third"' in shop.cli("site", "add", "third").stdout


async def test_a_person_is_shown_by_part_of_their_name_and_erased_by_all_of_it(shop):
    async with Agent(shop) as anna, Visitor(shop) as greta, Visitor(shop) as other:
        for visitor, name in ((greta, "Greta Moll"), (other, "Greta Voss")):
            await visitor.identify(signed=False, name=name)
            await visitor.say("Hello")
            await anna.open_talk(visitor.c)
        wait_for(lambda: shop.cli("person", "show", "greta", check=False).stdout.count("Greta") == 2, "both listed")
        listed = shop.cli("person", "show", "greta").stdout.splitlines()
        assert sorted(line.split("  ")[1] for line in listed) == ["Greta Moll", "Greta Voss"]
        assert "name: Greta Moll" in shop.cli("person", "show", "greta moll").stdout
        assert "name: Greta Moll" in shop.cli("person", "show", "moll").stdout
        refused = shop.cli("person", "erase", "Greta Moll", check=False)
        assert refused.returncode == 1
        assert refused.stderr == f"secondring: a talk with them is still open: {greta.c}; end it first\n"
        assert shop.cli("person", "erase", "greta", check=False).returncode == 1


HEAD = "customer,email,name,website,order,date,title,quantity,total,status"
ROW = "u1,u1@example.com,Ines,,5001,2026-03-01,Blue teapot,1,26.00,delivered"


@pytest.mark.parametrize("text, problem", [
    (f"{HEAD}\n{ROW.replace('26.00', '26,00')}\n", 'line 2: has 11 fields, the row of column names 10'),
    (f"{HEAD},name\n{ROW},Gift box\n", 'line 1, "name": columns 3 and 11 both have this name'),
    (f"{HEAD}\n", "there is no order below the row of column names"),
    (f"{HEAD}\r", "there is no order below the row of column names"),
    (f"{HEAD}\n{ROW}\n\0\0\0\0", 'line 3, "customer": holds the control character U+0000'),
    (f"{HEAD}\n{ROW.replace(',1,', ',1.0,')}\n", 'must be a whole number from 0, not "1.0"'),
], ids=["comma", "two columns", "head alone", "head alone, CR", "NUL", "decimal"])
def test_nothing_wrong_is_taken_in_silence(shop, tmp_path, text, problem):
    path = tmp_path / "orders.csv"
    path.write_bytes(text.encode())
    got = shop.cli("import", "orders", path, check=False)
    assert got.returncode == 1 and problem in got.stderr and got.stdout == "", (got.stdout, got.stderr)
    assert "5001" not in shop.cli("transcript", "search", "5001").stdout


def test_lines_may_end_as_an_old_macintosh_ends_them(shop, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(f"{HEAD},note\r{ROW},hm\r".encode())
    printed = shop.cli("import", "orders", path).stdout
    assert "1 new orders, 0 known ones, 1 people.\nColumns that were not taken in: note.\n" in printed
    assert "5001" in shop.cli("person", "show", "u1@example.com").stdout
