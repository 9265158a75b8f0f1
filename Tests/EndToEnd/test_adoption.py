"""What the first proof of a person does to the secret by which they are proved: bound for ever, its last words taken over."""

import pytest

import preload
from ids import spelled
from moved_clock import MovedShop
from people import Agent, Visitor
from test_identity import CARLA, DIRK, about, proved, token

HOUR = 3_600


@pytest.fixture
def moved_shop(data_folders):
    shop = MovedShop()
    shop.data = data_folders.fresh(shop.origin)
    shop.start()
    yield shop
    shop.kill()
    data_folders.discard(shop.data)


async def proof_in(shop, page, **claims):
    """The proof of this person, by the shop's calendar; the person's number."""
    await page.send({"type": "identify", "token": token(shop, exp=int(shop.now) + HOUR, **claims)})
    await page.until(lambda: about(page, "identified") or about(page, "error"), "an answer to the proof")
    return about(page, "identified", proof="proved")[0]["person"]


async def long_talk(shop, hours, first):
    """The secret of a guest whose talk began so long ago and has just ended, and the talk; the server is stopped."""
    async with Visitor(shop) as guest:
        c = (await guest.say("Long ago.", first))["c"]
    shop.stop()
    shop.pass_time(hours * HOUR)
    shop.start()
    async with Agent(shop) as anna:
        async with Visitor(shop, secret=guest.secret) as guest:
            await guest.say("Just now.", shop.new_id())
            await anna.say(c, "An answer.", shop.new_id())
            await anna.send({"type": "end", "c": c})
            await guest.hear("talk", state="ended")
    shop.stop()
    return guest.secret, c


def owner(shop, c):
    """The person who is proved in the last line that says so; none."""
    proofs = [line for line in shop.transcript(c) if line["type"] == "identified" and line["who"]["proof"] == "proved"]
    return proofs[-1]["who"]["person"] if proofs else None


@pytest.mark.parametrize("clock", ["right", "wrong"])
async def test_words_of_the_last_hour_are_adopted_whenever_their_talk_began(moved_shop, clock):
    shop = moved_shop
    # A browser names its talk by its own clock.
    first = shop.new_id() if clock == "right" else spelled(1_000_000_000_000, 7)
    secret, c = await long_talk(shop, 7, first)
    shop.pass_time(HOUR // 2)
    shop.start()
    async with Visitor(shop, secret=secret) as page:
        person = await proof_in(shop, page, sub="carla", name="Carla")
        ack = await page.say("Now as Carla.", shop.new_id())
        assert ack["c"] != c, "what has ended is over"
    shop.stop()
    assert owner(shop, c) == person
    holding = [path.stem for path in shop.data.glob("people/*/*.txt") if c in path.read_text()]
    assert holding == [person], "the talk stands in Carla's file alone"


async def test_words_of_more_than_an_hour_ago_stay_the_browsers(moved_shop):
    shop = moved_shop
    secret, c = await long_talk(shop, 7, shop.new_id())
    shop.pass_time(HOUR + 60)
    shop.start()
    async with Visitor(shop, secret=secret) as page:
        await proof_in(shop, page, sub="carla", name="Carla")
    shop.stop()
    assert owner(shop, c) is None


async def test_a_line_that_cannot_be_read_is_named_in_the_log(moved_shop):
    shop = moved_shop
    secret, c = await long_talk(shop, 0, shop.new_id())
    path = next(path for path in shop.transcripts() if c in path.name)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1].replace(b"ended", b"endad", 1))
    offset = sum(map(len, lines[:-1]))
    shop.log.clear()
    shop.start()
    shop.wait_for_log(lambda line: path.name in str(line) and f"byte {offset}" in str(line), "the damaged line")
    shop.log.clear()
    async with Visitor(shop, secret=secret) as page:
        await proof_in(shop, page, sub="carla", name="Carla")
    shop.wait_for_log(lambda line: path.name in str(line) and f"byte {offset}" in str(line), "the damaged line")


async def test_a_secret_stays_its_persons_when_the_server_is_killed_at_the_answer(shop):
    for _ in range(5):
        carla = await proved(shop, **CARLA)
        assert about(carla, "identified", proof="proved")
        shop.kill()
        await carla.closed()
        shop.start()
        dirk = await proved(shop, carla.secret, **DIRK)
        assert about(dirk, "error", code="other_person") and not about(dirk, "identified")
        await dirk.leave()


@pytest.fixture
def held_shop(open_shop, tmp_path):
    """A shop of more people than are read before it serves; the last one's file cannot be opened while the gate stands."""
    gate = tmp_path / "gate"
    last = "h" + "z" * 25
    shop = open_shop(env=preload.environment("held_files") | {"HELD_FILE": f"/{last}.txt", "HELD_GATE": str(gate)})
    shop.gate, shop.last = gate, last
    yield shop
    gate.unlink(missing_ok=True)


async def test_a_proof_waits_until_it_is_known_whose_the_secret_is(held_shop):
    shop = held_shop
    carla = await proved(shop, **CARLA)
    await carla.say("Words of Carla.")
    await carla.leave()
    shop.stop()
    for number in range(5_001):
        path = shop.data / "people" / "aa" / f"aa{spelled(number, 1)[2:]}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"name: N {number}\n")
    path = shop.data / "people" / "hz" / f"{shop.last}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("name: The last one\n")
    shop.gate.touch()
    shop.start()
    async with Visitor(shop, secret=carla.secret) as dirk, Visitor(shop) as fresh:
        for page in (dirk, fresh):
            await page.identify(**DIRK)
            # The answer to what is no command stands behind nothing: the proof is on its way to the desk.
            await page.send({"type": "nonsense"})
            await page.hear("error", code="unknown_command")
        await fresh.post("Words behind a proof.")
        # Whose file names the secret waits for nobody else's.
        again = await proved(shop, carla.secret, **CARLA)
        assert about(again, "identified", proof="proved")
        await again.words("Words of Carla.")
        await again.leave()
        assert not about(fresh, "identified") and not about(dirk, "identified")
        shop.gate.unlink()
        # Refused by the desk at once, or when all files are read: before or behind the answer to what is no command.
        await dirk.until(lambda: about(dirk, "error", code="other_person"), "refusal of another one's proof")
        await fresh.hear("identified", proof="proved")
        await fresh.words("Words behind a proof.")
        assert fresh.log(fresh.c).said() == ["Words behind a proof."] and not about(dirk, "identified")
    again = await proved(shop, carla.secret, **CARLA)
    await again.words("Words of Carla.")
    await again.leave()
