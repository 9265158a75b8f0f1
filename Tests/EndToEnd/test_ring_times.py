"""The bell by the clock.

Here rings are short, and only order and exactly-once are asserted: no busy machine makes that fail. `Tests/long` runs the
same scripts at true length (SECONDRING_TRUE_LENGTH=1) and asserts the times, to the tenth of a second.
"""

import asyncio
import os
import time

import pytest

from histogram import moment
from ids import new_id
from people import Agent, Visitor
from shop import PASSWORDS
from wires import Console, Page, Wires

TRUE = "SECONDRING_TRUE_LENGTH" in os.environ
RING = 6.0 if TRUE else 0.8
VISITORS = 200 if TRUE else 40
ROUNDS = 1_000 if TRUE else 60
CLOCKS_DIFFER = 0.02  # seconds between two clocks of one machine, over one talk
PASSWORD = "three rings and a pause"
PLENTY = {"SECONDRING_VISITOR_BURST": "10000", "SECONDRING_VISITOR_MESSAGES_PER_SECOND": "1000"}


def timed(measured, expected, tolerance, what):
    """Says what was measured, and at true length insists."""
    worst = max((abs(each - expected) for each in measured), default=0)
    print(f"{what}: {len(measured)} times, expected {expected:.1f} s, from {min(measured):.3f} to {max(measured):.3f} s")
    if TRUE:
        assert worst <= tolerance, f"{what}: off by {worst:.3f} s"


@pytest.fixture
def ring_shop(open_shop):
    """A shop with as many people as wanted, and their cookies."""
    def make(*names):
        shop = open_shop(ring=round(RING * 1000), env=PLENTY)
        for name in names:
            if name not in PASSWORDS:
                shop.cli("agent", "add", name, "--password-stdin", text=f"{PASSWORD}\n")
        return shop, {name: shop.sign_in_cookie(name, PASSWORDS.get(name, PASSWORD)) for name in names}
    return make


def since(shop, c):
    """When the talk's first words were taken, by the server's clock and its file."""
    return moment(shop.transcript(c)[0]) / 1000


@pytest.mark.parametrize("names, rings", [(("anna", "tom", "cleo"), 1), (("anna", "tom"), 0)])
def test_one_is_silent_and_another_answers_four_seconds_after_hearing(ring_shop, names, rings):
    shop, cookies = ring_shop(*names)
    wires, thinks = Wires(shop), RING * 4 / 6

    def answer(console, c, ring):
        said = {"type": "say", "c": c, "mid": new_id(), "text": "Tom here."}
        wires.later(thinks, lambda: console.send(said))

    consoles = {name: Console(wires, cookies[name], answer if name == "tom" else None) for name in names}
    page = Page(wires)
    wires.until(lambda: len(page.heard("welcome")[-1:] and page.heard("welcome")[-1][1]["here"]) == len(names), "all on")
    page.say("Is anybody there?")
    words = wires.until(lambda: [
        at for at, notice in page.heard("entry") if notice["entry"].get("text") == "Tom here."], "words", 20)
    # Of three the longest idle is rung first, by name of account when nobody was busy yet; two are rung at once.
    assert [ring for _, _, ring in consoles["anna"].rings()][:1] == [1]
    assert [ring for _, _, ring in consoles["tom"].rings()] == [rings + 1]
    assert len(words) == 1
    timed([words[0] - page.said_at], rings * RING + thinks, 0.2, f"human words with {len(names)} on the bell")


def test_many_visitors_at_once_ring_on_time(ring_shop):
    shop, cookies = ring_shop("anna", "tom", "cleo")
    wires = Wires(shop)
    consoles = [Console(wires, each) for each in cookies.values()]
    pages = [Page(wires) for _ in range(VISITORS)]
    wires.until(lambda: all(page.heard("welcome") for page in pages), "all welcomes")
    for page in pages:
        page.say("Hello?")
    wires.until(lambda: sum(len(console.rings()) for console in consoles) >= 7 * VISITORS, "three rings each", 3 * RING + 10)
    told = {page.c: {} for page in pages}
    for console in consoles:
        rings = [(c, ring) for _, c, ring in console.rings()]
        assert len(set(rings)) == len(rings), "a console is told of a ring once"
        for at, c, ring in console.rings():
            told[c].setdefault(ring, []).append(at)
    for rings in told.values():
        assert [len(rings[number]) for number in (1, 2, 3)] == [1, 3, 3], "one first, then everybody"
        assert max(rings[1]) < min(rings[2]) and max(rings[2]) < min(rings[3])
    lines = {c: [line for line in shop.transcript(c) if line["type"] == "rang"] for c in told}
    for number in (1, 2, 3):
        times = [moment(lines[c][number - 1]) / 1000 - since(shop, c) for c in told]
        timed(times, (number - 1) * RING, 0.1, f"ring {number} as the files have it")
    zero = {page.c: page.said_at for page in pages}
    for number in (1, 2, 3):
        times = [at - zero[c] for c, rings in told.items() for at in rings[number]]
        timed(times, (number - 1) * RING, 0.1, f"ring {number} of {VISITORS} visitors at once")


def test_two_press_in_the_same_instant(ring_shop):
    shop, cookies = ring_shop("anna", "tom")
    wires = Wires(shop)
    consoles = {name: Console(wires, each) for name, each in cookies.items()}
    page, talks, waits = Page(wires), [], []
    for number in range(ROUNDS):
        for console in consoles.values():
            console.notices.clear()
        c = page.say(f"Round {number}")
        wires.until(lambda: all(console.rings() for console in consoles.values()), "both ring")
        pressed = time.time()
        for console in list(consoles.values())[::1 if number % 2 else -1]:
            console.send({"type": "pickup", "c": c})
        taken = wires.until(lambda: [
            (name, at, notice) for name, console in consoles.items() for at, notice in console.heard("taken", c=c)], "taken")
        [(loser, told, notice)] = taken
        winner = notice["by"]["id"]
        assert {winner, loser} == set(cookies)
        waits.append(told - pressed)
        wires.until(lambda: consoles[winner].heard("talk", c=c, state="active"), "the winner's talk")
        assert not consoles[winner].heard("taken")
        consoles[winner].send({"type": "end", "c": c})
        wires.until(lambda: all(console.heard("talk", c=c, state="ended") for console in consoles.values()), "the end")
        talks.append((c, winner))
        page.notices.clear()
        if number > 50:
            wires.wait(0.1)  # a console may ask for twenty things a second
    print(f"{ROUNDS} rounds: the slower was told after {max(waits):.3f} s at most")
    if TRUE:
        assert max(waits) <= 0.5
    shop.stop()
    for c, winner in talks:
        picked = [line for line in shop.transcript(c) if line["type"] == "pickedUp"]
        assert [line["agent"] for line in picked] == [winner]


@pytest.mark.parametrize("step", ["beforeOffer", "ringing", "secondRing", "atPickUp", "beforeWords"])
async def test_killed_at_each_step_the_clock_goes_on(open_shop, step):
    shop = open_shop(ring=round(RING * 1000))
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        began = time.monotonic()
        mid = await visitor.post("Hello?")
        zero = None if step == "beforeOffer" else await zero_before_the_kill(anna, mid, step)
        await asyncio.to_thread(shop.kill)
        died = time.monotonic()
        await asyncio.to_thread(shop.start)
        kept = any(mid in path.name for path in shop.transcripts())
        assert kept or step == "beforeOffer"
        await asyncio.gather(visitor.back(), anna.back())
        await visitor.until(lambda: not visitor.outbox, "the ack of the first words")
        c = visitor.c
        assert c == mid
        await anna.until(lambda: c in anna.talks, "the talk")
        assert len(anna.talks) == 1, "one talk, not two"
        assert zero in (None, anna.talks[c]["since"]), "the clock's zero stays the first words"
        # What was on disk began before the kill; what was not begins when the words come again.
        first, last = (began, died) if kept else (died, time.monotonic())
        if step in ("ringing", "secondRing"):
            again = await anna.hear("ring", c=c, within=RING + 10)
            assert again["ring"] == (3 if step == "secondRing" else 2)
        await anna.pick_up(c)
        asked = time.monotonic()
        await anna.say(c, "Here.")
        acked = time.monotonic()
        await visitor.words("Here.")
        assert visitor.log(c).said() == ["Hello?", "Here."] == anna.log(c).said()
        zero = anna.talks[c]["since"]
    shop.stop()
    assert len(shop.transcripts()) == 1
    lines = shop.transcript(c)
    assert [line["text"] for line in lines if line["type"] == "said"] == ["Hello?", "Here."]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert moment(lines[0]) == zero
    took = (next(moment(line) for line in lines if line.get("text") == "Here.") - zero) / 1000
    # The files have the server's clock, which is set now and then; the bounds have one that only runs.
    print(f"killed {step}: words after {took:.3f} s, expected {asked - last:.3f} to {acked - first:.3f} s")
    assert asked - last - CLOCKS_DIFFER <= took <= acked - first + CLOCKS_DIFFER


async def zero_before_the_kill(anna, c, step):
    """Comes as far as that step; what the talk's clock counts from."""
    await anna.hear("ring", c=c, ring=1)
    if step == "secondRing":
        await anna.hear("ring", c=c, ring=2)
    if step == "atPickUp":
        await anna.press(c)
    if step == "beforeWords":
        await anna.pick_up(c)
    return anna.talks[c]["since"]
