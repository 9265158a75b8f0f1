"""A byte flips on the disk under a running server: it is found by file and offset, and what is whole goes on."""

import asyncio
import re

import pytest

from moved_clock import MovedShop
from people import Agent, Visitor

WORDS = ["The first words.", "The words in the middle.", "The last words."]


def flip(path, at):
    """One bit of the file, in place: the server has it open."""
    with path.open("r+b") as file:
        file.seek(at)
        [byte] = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1]))


async def begin(anna, visitor):
    c = (await visitor.say(WORDS[0]))["c"]
    await anna.pick_up(c)
    for text in WORDS[1:]:
        await anna.say(c, text)
    return c


async def end(anna, visitor, c):
    await anna.send({"type": "end", "c": c})
    await visitor.hear("talk", state="ended")


async def written(shop, text):
    """The transcript, once the line with these words has come there behind the journal."""
    async with asyncio.timeout(10):
        while True:
            paths = [path for path in shop.transcripts() if text.encode() in path.read_bytes()]
            if paths and paths[0].read_bytes().endswith(b"\n"):
                return paths[0]
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("words", [WORDS[1], WORDS[2]], ids=["middle", "tail"])
@pytest.mark.parametrize("state", ["open", "ended"])
async def test_a_flipped_byte_in_a_transcript_is_named_and_the_rest_is_read(shop, state, words):
    async with Agent(shop) as anna, Agent(shop, "tom") as tom, Visitor(shop) as visitor:
        c = await begin(anna, visitor)
        if state == "ended":
            await end(anna, visitor, c)
        path = await written(shop, '"ended"' if state == "ended" else WORDS[2])
        whole = path.read_bytes()
        at = whole.index(words.encode())
        flip(path, at)
        line = whole.rindex(b"\n", 0, at) + 1
        fault = f"{path}, byte {line}: the checksum does not match"
        verified = shop.cli("transcript", "verify", check=False)
        assert verified.returncode == 1 and fault in verified.stdout
        shown = shop.cli("transcript", "show", c).stdout
        assert fault in shown and [text for text in WORDS if text in shown] == [text for text in WORDS if text != words]
        await tom.open_talk(c)
        assert tom.log(c).said() == WORDS, "who is here reads what the server knows"
        if state == "open":
            await visitor.say("Still here.")
        await asyncio.to_thread(shop.restart)
        await asyncio.gather(*(peer.back() for peer in (anna, tom, visitor)))
        await visitor.say("And after it.")
    assert path.read_bytes().startswith(whole), "the journal still had the line"
    assert shop.cli("transcript", "verify").returncode == 0


async def test_a_flipped_byte_in_the_journal_is_named_and_costs_no_word(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await begin(anna, visitor)
        await written(shop, WORDS[2])
        [segment] = [path for path in shop.data.glob("journal/*.log") if WORDS[1].encode() in path.read_bytes()]
        at = segment.read_bytes().index(WORDS[1].encode())
        flip(segment, at)
        await asyncio.to_thread(shop.restart)
        [damage] = [line["what"] for line in shop.log if line["level"] == "error"]
        start, length = re.fullmatch(rf"{segment}, byte (\d+): (\d+) bytes are not what was written", damage).groups()
        assert int(start) <= at < int(start) + int(length)
        assert (shop.data / "journal/damaged" / segment.name).exists(), "it is kept aside"
        await asyncio.gather(anna.back(), visitor.back())
        await visitor.say("And after it.")
        await written(shop, "And after it.")
    assert [line["text"] for line in shop.transcript(c) if line["type"] == "said"] == [*WORDS, "And after it."]
    assert shop.cli("transcript", "verify").returncode == 0


@pytest.fixture
def aging_shop(data_folders):
    shop = MovedShop()
    shop.data = data_folders.fresh(shop.origin)
    yield shop.start()
    shop.kill()
    data_folders.discard(shop.data)


async def test_a_flipped_byte_in_an_old_transcript_is_named_to_who_reads_it(aging_shop):
    shop = aging_shop
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await begin(anna, visitor)
        await end(anna, visitor, c)
    shop.stop()
    # The desk remembers what has ended within the hour.
    shop.pass_time(2 * 3600)
    shop.start()
    path = await written(shop, WORDS[2])
    at = path.read_bytes().index(WORDS[1].encode())
    line = path.read_bytes().rindex(b"\n", 0, at) + 1
    flip(path, at)
    async with Agent(shop, "tom") as tom:
        await tom.send({"type": "open", "c": c, "after": 0})
        lines = (await tom.hear("entries", c=c))["entries"]
        assert [line["text"] for line in lines if line["kind"] == "said"] == [WORDS[0], WORDS[2]]
        said = shop.wait_for_log(lambda line: line["level"] == "error", "line on the damage")
        assert said["error"] == f"{path}, byte {line}: the checksum does not match"
