"""Files that several write at once: nothing is lost, undone or done twice, and what is refused is said.

SECONDRING_ROUNDS says how often each race is run; Tests/long runs them longer.
"""

import asyncio
import http.client
import json
import os
import threading

import edits
from control import control, link_of
from ids import new_id
from people import Agent, Visitor

ROUNDS = int(os.environ.get("SECONDRING_ROUNDS", "3"))
OPEN = {"SECONDRING_COMMAND_BURST": "100000", "SECONDRING_COMMANDS_PER_SECOND": "100000"}
HEAD = "customer,name,email,order,date,title\n"


async def kept(anna, ref):
    """The answer to a fact: `kept` or an error."""
    return await anna.until(
        lambda: next((n for n in anna.notices if n.get("ref") == ref), None), f"answer to the fact {ref}")


async def talk_with(anna, visitor, **who):
    if who:
        await visitor.identify(**who)
    c = (await visitor.say("Hello?"))["c"]
    await anna.pick_up(c)
    await anna.say(c, "Here.")
    return c


async def test_facts_and_imports_of_one_customer_are_all_there(open_shop):
    shop, facts, imports = open_shop(env=OPEN), 20 * ROUNDS, 8 * ROUNDS
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await talk_with(anna, visitor, id="4711", name="Kim")

        def take_in():
            for number in range(imports):
                row = f"4711,Kim,k{number}@x.example,R-{number},2026-11-20,Pen\n"
                reply = control(shop, "import orders", file="one.csv", csv=HEAD + row)
                assert reply["exit"] == 0 and "1 new orders" in reply["output"], reply

        importing = asyncio.create_task(asyncio.to_thread(take_in))
        refs = [new_id() for _ in range(facts)]
        for number, ref in enumerate(refs):
            await anna.send({"type": "remember", "c": c, "text": f"fact number {number}.", "ref": ref})
            await asyncio.sleep(0.002)
        await importing
        answers = [await kept(anna, ref) for ref in refs]
        assert {answer["type"] for answer in answers} == {"kept"}
    [file] = [path for path in shop.data.glob("people/*/*.txt") if "fact number" in path.read_text()]
    text = file.read_text()
    assert [n for n in range(facts) if text.count(f"fact number {n}.") != 1] == []
    assert [n for n in range(imports) if f"email: k{n}@x.example\n" not in text] == []
    [orders] = [path for path in shop.data.glob("orders/*/*.jsonl") if path.stem == file.stem]
    assert len(orders.read_text().splitlines()) == imports


class Hammer:
    """Three connections of one agent put pictures in a row."""

    def __init__(self, shop, cookie):
        self.shop, self.cookie, self.over = shop, cookie, threading.Event()
        self.first = threading.Semaphore(0)
        self.threads = [threading.Thread(target=self.put, args=(number,)) for number in range(3)]

    def put(self, number):
        host, port = self.shop.listen.split(":")
        connection, count = http.client.HTTPConnection(host, int(port), timeout=20), 0
        while not self.over.is_set():
            picture = b"\x89PNG\r\n\x1a\n" + b"x" * 200 + f"{number} {count}".encode()
            connection.request(
                "PUT", "/api/v1/me/face", picture, {"Cookie": self.cookie, "Origin": self.shop.base})
            connection.getresponse().read()
            count += 1
            self.first.release()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        for _ in range(4):
            self.first.acquire()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()


def test_who_is_removed_while_they_change_their_picture_stays_removed(shop):
    for number in range(ROUNDS):
        mole = f"mole{number}"
        assert control(shop, "agent add", id=mole, password="password of a mole")["exit"] == 0
        cookie = shop.sign_in_cookie(mole, "password of a mole")
        with Hammer(shop, cookie):
            assert control(shop, "agent remove", id=mole)["exit"] == 0
        assert shop.get("/api/v1/me", Cookie=cookie).status == 401
        assert not (shop.data / f"team/{mole}.json").exists()
        # Somebody else of that name is not them.
        assert control(shop, "agent add", id=mole, password="another password")["exit"] == 0
        assert shop.get("/api/v1/me", Cookie=cookie).status == 401


def test_a_password_that_is_changed_meanwhile_stays_changed(shop):
    for number in range(ROUNDS):
        mole = f"mole{number}"
        control(shop, "agent add", id=mole, password="password of a mole")
        cookie = shop.sign_in_cookie(mole, "password of a mole")
        with Hammer(shop, cookie):
            assert control(shop, "agent password", id=mole, password="quite another one")["exit"] == 0
        assert shop.get("/api/v1/me", Cookie=cookie).status == 401
        old = shop.post("/api/v1/session", {"name": mole, "password": "password of a mole"})
        assert old.status == 401, old.text
        assert shop.sign_in_cookie(mole, "quite another one")


def test_a_link_is_spent_once_and_no_new_one_is_lost(shop):
    def spend(token):
        return shop.post("/api/v1/session/link", {"token": token}).status

    # Each round guesses wrong once, and an address that guesses is made to wait.
    for _ in range(min(3 * ROUNDS, 8)):
        token, made = link_of(control(shop, "agent link", id="anna")), []
        making = threading.Thread(target=lambda: made.append(control(shop, "agent link", id="anna")))
        making.start()
        first = spend(token)
        making.join()
        assert (first, spend(token), spend(link_of(made[0]))) == (200, 401, 200)


async def test_commands_that_only_read_announce_nothing(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        await talk_with(anna, visitor)
        everybody = (anna, tom, visitor)
        await asyncio.sleep(0.5)
        heard = [len(one.notices) for one in everybody]
        reads = ("agent list", "site list", "search", "person show", "agent link")
        for verb in reads:
            await asyncio.to_thread(control, shop, verb, q="hello", who="nobody", id="tom")
        # What comes behind them shows that nothing was on its way.
        await asyncio.to_thread(control, shop, "agent set", id="tom", capacity="2")
        await visitor.say("And behind that?")
        told = [[n["type"] for n in one.notices[since:] if n["type"] not in ("beat", "entry", "ack", "seen")]
                for one, since in zip(everybody, heard)]
        assert not any("team" in types or "card" in types for types in told), told
        assert [types.count("talk") for types in told] <= [1, 1, 1], told


async def test_a_fact_that_cannot_be_kept_is_refused_and_one_that_can_be_is_acked(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await talk_with(anna, visitor, id="4711", name="Kim")
        person = (await anna.card(c))["person"]
        [file] = [path for path in shop.data.glob("people/*/*.txt") if path.stem == person]
        whole = file.rename(file.with_suffix(".away"))
        file.mkdir()
        ref = new_id()
        await anna.send({"type": "remember", "c": c, "text": "plays bass", "ref": ref})
        answer = await kept(anna, ref)
        assert (answer["type"], answer["code"], answer["c"]) == ("error", "not_kept", c)
        file.rmdir()
        whole.rename(file)
        again = new_id()
        await anna.send({"type": "remember", "c": c, "text": "plays bass", "ref": again})
        assert await kept(anna, again) | {} == {"type": "kept", "c": c, "ref": again}
        assert file.read_text().count("plays bass") == 1
        strange = new_id()
        await anna.send({"type": "remember", "c": new_id(), "text": "of nobody", "ref": strange})
        assert (await kept(anna, strange))["code"] == "unknown_talk"


async def test_a_fact_is_corrected_and_struck_for_everybody_who_sees_it(shop):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await talk_with(anna, visitor, id="4711", name="Kim")
        await tom.open_talk(c)
        await anna.send({"type": "remember", "c": c, "text": "plays bass", "ref": new_id()})
        [fact] = (await tom.card(c, lambda card: card["facts"]))["facts"]
        path = f"/api/v1/people/{fact['person']}/facts/{fact['key']}"
        cookie = shop.sign_in_cookie("tom")

        def ask(method, path, content=None, **headers):
            body = None if content is None else json.dumps(content).encode()
            fields = {"Cookie": cookie, "Origin": shop.base, "Content-Type": "application/json"} | headers
            return shop.request(method, path, fields, body)

        assert ask("PUT", path, {"text": "plays viola"}, Cookie="").status == 401
        assert ask("PUT", path, {"text": "plays viola"}, Origin="https://evil.example").status == 403
        for bad in ({}, {"text": ""}, {"text": " "}, {"text": "x" * 1025}, {"text": 5}):
            assert ask("PUT", path, bad).status == 422, bad
        assert ask("PUT", path[:-1] + "g", {"text": "plays viola"}).status == 404
        assert ask("PUT", path, {"text": "plays viola"}).status == 204
        for one in (anna, tom):
            [now] = (await one.card(c, lambda card: card["facts"] and card["facts"][0]["text"] == "plays viola"))["facts"]
            assert now["agent"] == "tom"
        assert "plays bass" not in control(shop, "search", q="bass")["output"]
        assert "plays viola" in control(shop, "search", q="viola")["output"]
        gone = ask("DELETE", path)
        assert gone.status == 404 and gone.json["error"]["code"] == "unknown_fact", gone.text
        assert ask("DELETE", path.rsplit("/", 1)[0] + f"/{now['key']}").status == 204
        await anna.card(c, lambda card: card["facts"] == [])


async def test_random_edits_by_hand_command_console_and_import_are_all_there(open_shop):
    shop = open_shop(env=edits.OPEN)
    some = edits.Edits(shop, 60 * ROUNDS, seed=1)
    await some.run()
    found, _ = some.check()
    assert not any(found.values()), found
