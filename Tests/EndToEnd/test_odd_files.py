"""What a hand may put into the data folder of a running server: it is named, and nobody waits for it."""

import json
import os
import socket
import time

from control import control
from people import Agent, Visitor


async def test_a_pipe_in_a_transcripts_place_stops_neither_the_archive_nor_the_server(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        c = (await visitor.say("one"))["c"]
        await anna.pick_up(c)
        deadline = time.monotonic() + 5
        while not shop.transcripts() or c not in shop.transcripts()[0].name:
            assert time.monotonic() < deadline, "no transcript"
            time.sleep(0.02)
        [path] = shop.transcripts()
        path.unlink()
        os.mkfifo(path)
        assert shop.get(f"/api/v1/transcripts/{c}", Cookie=anna.cookie).status == 507
        assert (await visitor.say("two"))["c"] == c
        elsewhere = (await other.say("another talk"))["c"]
        deadline = time.monotonic() + 5
        while not any(elsewhere in each.name for each in shop.transcripts()):
            assert time.monotonic() < deadline, "no transcript of another talk"
            time.sleep(0.02)
    began = time.monotonic()
    assert shop.stop() == 0
    assert time.monotonic() - began < 4
    assert any(str(path) in str(line) for line in shop.log), "the log names it"
    shop.start()
    async with Visitor(shop, secret=visitor.secret) as again:
        await again.say("three")
        assert shop.get("/livez").status == 200


async def test_orders_that_cannot_be_read_leave_a_card_that_says_so(shop):
    maren, _ = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(**maren)
        c = (await visitor.say("Hello"))["c"]
        await anna.pick_up(c)
        person = (await anna.card(c, lambda card: card["orderCount"]))["person"]
        [orders] = [path for path in shop.data.glob("orders/*/*.jsonl") if path.stem == person]
        good = orders.read_bytes()
        for bad in (b"{broken\n\xff", None):
            if bad is None:
                orders.unlink()
                os.mkfifo(orders)
            else:
                orders.write_bytes(bad)
            answer = shop.get(f"/api/v1/people/{person}", Cookie=anna.cookie)
            assert answer.status == 200 and answer.json["ordersUnread"] is True, answer.text
            assert answer.json["name"] == "Maren Voss" and answer.json["orders"] == []
        orders.unlink()
        orders.write_bytes(good)
        assert "ordersUnread" not in shop.get(f"/api/v1/people/{person}", Cookie=anna.cookie).json


async def test_an_erased_persons_browser_leaves_the_block_list(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        for one, name in ((visitor, "Mara Pell"), (other, "Kim Other")):
            await one.identify(signed=False, name=name, email=f"{name[:4]}@x.example")
            c = (await one.say("rude words"))["c"]
            await anna.pick_up(c)
            await anna.send({"type": "block", "c": c})
            await anna.card(c, lambda card: card.get("blocked"))
            await anna.send({"type": "end", "c": c})
            await anna.talk(c, state="ended")
        listed = (shop.data / "blocked.txt").read_text()
        (shop.data / "blocked.txt").write_text("# by hand\n" + listed)
        reply = control(shop, "person erase", who="Mara Pell")
        assert reply["exit"] == 0, reply
        left = (shop.data / "blocked.txt").read_text()
        assert left.startswith("# by hand\n") and left.count("\n") == 2 and left.splitlines()[1] in listed


def test_a_silent_client_of_the_control_socket_stops_nobody(shop):
    with socket.socket(socket.AF_UNIX) as silent, socket.socket(socket.AF_UNIX) as half:
        silent.connect(f"{shop.data}/control.sock")
        half.connect(f"{shop.data}/control.sock")
        half.sendall(b'{"verb":')
        began = time.monotonic()
        assert control(shop, "agent list")["output"].startswith("anna")
        assert time.monotonic() - began < 2
        assert shop.stop() == 0


def test_a_link_at_a_files_place_is_not_followed(shop):
    outside = shop.data.parent / f"outside-{shop.data.name}.json"
    agent = shop.data / "team/tom.json"
    outside.write_text(agent.read_text())
    agent.unlink()
    agent.symlink_to(outside)
    before = outside.read_bytes()
    reply = control(shop, "agent set", id="tom", capacity="4")
    assert reply["exit"] == 1 and str(agent) in reply["errors"], reply
    assert outside.read_bytes() == before and json.loads(before)["id"] == "tom"
