"""Words, names, order numbers and days are found, by the console and by the command line; what is kept for it is a cache."""

import time
import urllib.parse

import pytest

from people import Agent, Visitor
from shop import PATIENCE


def find(shop, text, cookie=None, **fields):
    query = urllib.parse.urlencode({"q": text, **fields})
    return shop.get(f"/api/v1/search?{query}", Cookie=cookie or shop.sign_in_cookie("anna"))


def found(shop, text, enough, **fields):
    """The answer, as soon as it is enough: the search works behind the journal."""
    cookie, deadline = shop.sign_in_cookie("anna"), time.monotonic() + PATIENCE
    while True:
        answer = find(shop, text, cookie, **fields)
        assert answer.status == 200, answer.text
        if enough(answer.json):
            return answer.json
        assert time.monotonic() < deadline, f"{text}: {answer.text}"
        time.sleep(0.05)


def talks(*wanted):
    return lambda answer: {hit["c"] for hit in answer["talks"]} == set(wanted)


def marked(text):
    letters = text["text"].encode("utf-16-le")
    return [letters[2 * start:2 * end].decode("utf-16-le") for start, end in text["marks"]]


async def talk_of(anna, visitor, *texts, end=True):
    c = (await visitor.say(texts[0]))["c"]
    await anna.pick_up(c)
    await anna.say(c, "Let me look.")
    for text in texts[1:]:
        await visitor.say(text)
    if end:
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    return c


async def test_talks_and_people_are_found_by_what_was_said_who_it_was_and_what_they_bought(shop):
    jonas, orders = shop.customer("Jonas Lindqvist")
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        await visitor.identify(**jonas)
        first = await talk_of(anna, visitor, "Is the Türkis kettle back?", "😀 The blue KETTLES, I mean, for my café.")
        second = await talk_of(anna, visitor, "Thanks for the kettle!")
        await other.identify(signed=False, name="Mara Pell", email="mara@post.example")
        open_talk = await talk_of(anna, other, "Where is my order HR-99?", end=False)
        answer = found(shop, "kettle", talks(first, second))
        assert [hit["c"] for hit in answer["talks"]] == [second, first], "the newest first"
        assert [hit["name"]["text"] for hit in answer["talks"]] == [jonas["name"]] * 2
        assert answer["talks"][0]["ended"] and answer["talks"][0]["site"] == "harbour" and answer["complete"]
        cafe = found(shop, "kettle cafe", talks(first))["talks"][0]
        assert marked(cafe["line"]) == ["KETTLE", "café"] and cafe["seq"] > 1
        assert found(shop, "turkis", talks(first))["talks"][0]["line"]["text"] == "Is the Türkis kettle back?"
        assert marked(found(shop, "lindquist kettle", talks(first, second))["talks"][0]["name"]) == ["Lindqvist"]
        assert marked(found(shop, "jonsa", talks(first, second))["people"][0]["name"]) == ["Jonas"]
        found(shop, "hr99", talks(open_talk))
        found(shop, '"my order"', talks(open_talk))
        found(shop, '"order my"', talks())
        found(shop, "kettle order", talks())
        found(shop, "mara@post.example", talks(open_talk))
        day = shop.transcript(first)[0]["at"][:10]
        found(shop, f"{day} kettle", talks(first, second))
        found(shop, day[:7], talks(first, second, open_talk))
        found(shop, "1999-01 kettle", talks())
        [person] = found(shop, orders[0]["order"], lambda answer: answer["people"])["people"]
        assert person["name"]["text"] == jonas["name"] and orders[0]["title"] in person["line"]["text"]
        assert person["c"] == second
        printed = shop.cli("transcript", "search", "lindquist", "kettles").stdout
        assert first in printed and second not in printed and "KETTLES, I mean" in printed
    shop.stop()
    printed = shop.cli("transcript", "search", "lindquist", "kettle").stdout
    assert printed.index(second) < printed.index(first), "also when no server runs"
    assert "Nothing was found" in shop.cli("transcript", "search", "zeppelin").stdout


async def test_hits_come_in_portions(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        names = [await talk_of(anna, visitor, f"portion {number}") for number in range(5)]
    found(shop, "portion", talks(*names))
    seen, place = [], {}
    while True:
        answer = find(shop, "portion", limit=2, **place).json
        seen.append([hit["c"] for hit in answer["talks"]])
        if "moreTalks" not in answer:
            break
        place = {"after": answer["moreTalks"]}
    assert seen == [names[4:2:-1], names[2:0:-1], names[:1]]


async def test_what_is_kept_for_searching_can_be_deleted_or_damaged_and_comes_back(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        first = await talk_of(anna, visitor, "The lighthouse keeper is here.")
        running = await talk_of(anna, visitor, "Is the keeper of the zoo?", end=False)
        found(shop, "keeper", talks(first, running))
        caches = sorted((shop.data / "cache").iterdir())
        assert [path.name for path in caches] == ["people-1.bin", "talks-1.bin"]
        whole = caches[1].read_bytes()
        for harm in (
            lambda path: path.unlink(), lambda path: path.write_bytes(b"of another version"),
            lambda path: path.write_bytes(whole[:-7]),
            lambda path: path.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:]),
            lambda path: path.write_bytes(whole + whole[21:150]),
        ):
            shop.kill()
            harm(caches[1])
            shop.start()
            found(shop, "keeper", talks(first, running))
            found(shop, "lighthouse", talks(first))
            assert not [line for line in shop.log if line.get("level") in ("error", "critical")]
    async with Agent(shop) as anna, Visitor(shop, secret=visitor.secret) as visitor:
        await visitor.say("The cat is grey.")
        found(shop, "keeper grey", talks(running))
    shop.kill()
    [path] = [path for path in shop.transcripts() if first in path.name]
    path.unlink()
    file = next(shop.data.glob("people/*/*.txt"))
    file.write_text(file.read_text().replace("name:", "name: Zebedee", 1) if "name:" in file.read_text()
                    else "name: Zebedee\n" + file.read_text())
    shop.start()
    found(shop, "keeper", talks(running))
    found(shop, "zebedee", lambda answer: answer["people"])


@pytest.mark.parametrize("query, field", [
    ("", "q"), ("q=", "q"), ("q=%20%21", "q"), ("q=" + "a" * 201, "q"), ("q=" + "+".join("abcdefghi"), "q"),
    ("q=a&limit=0", "limit"), ("q=a&limit=101", "limit"), ("q=a&limit=x", "limit"), ("q=a&after=talk-x", "after"),
    ("q=a&after=", "after"),
])
def test_a_question_that_is_none_names_its_field(shared_shop, query, field):
    cookie = shared_shop.sign_in_cookie("tom")
    answer = shared_shop.get("/api/v1/search?" + query, Cookie=cookie)
    assert answer.status == 422 and answer.json["error"]["field"] == field, answer.text


def test_nobody_searches_who_is_not_signed_in(shared_shop):
    assert shared_shop.get("/api/v1/search?q=kettle").status == 401
