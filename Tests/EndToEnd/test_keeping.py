"""What is kept is the shop's: copied while it runs, handed out, and erased so that grep finds nothing."""

import asyncio
import datetime
import json
import re
import subprocess
import tarfile
import time

import pytest

from past import crc32c
from people import Agent, Visitor
from shop import PATIENCE, ROOT, Shop, secondring


async def talk_of(shop, anna, visitor, *texts, end=True):
    c = (await visitor.say(texts[0]))["c"]
    await anna.pick_up(c)
    for text in texts[1:]:
        await visitor.say(text)
    await anna.say(c, "A word of the shop.")
    if end:
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    return c


def wait_for(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"no {what}"
        time.sleep(0.05)


def grep(folder, *texts):
    """The files of the folder in which any of these stands, in any case of its letters."""
    found = subprocess.run(
        # The journal lets go of segments meanwhile: a file that has gone is none that holds anything.
        ["grep", "-rlais", *(part for text in texts for part in ("-e", text)), folder], capture_output=True, text=True)
    return found.stdout.split()


def places():
    """The names of the table of all that holds something on people."""
    table = (ROOT / "Sources/Storage/Maintenance/PersonData.swift").read_text()
    return {text or name for name, text in re.findall(r'^  case (\w+)(?: = "([^"]+)")?$', table, re.M)}


@pytest.mark.parametrize("running", [True, False], ids=["running", "stopped"])
async def test_an_erased_person_is_found_nowhere_and_all_others_stay(shop, running):
    jonas, _ = shop.customer("Jonas Lindqvist")
    traces = ["turquoise kettle", "the lighthouse keeper", "likes to be called Jolle", jonas["name"], jonas["email"]]
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        # Before he signs in, as a stranger; then proved; a fact is remembered; one more talk.
        stranger = await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
        await visitor.identify(**jonas)
        c = await talk_of(shop, anna, visitor, "It is for the lighthouse keeper.", "And soon, please.", end=False)
        await anna.send({"type": "remember", "c": c, "text": "likes to be called Jolle"})
        await anna.card(c, lambda card: card["facts"])
        refused = shop.cli("person", "erase", jonas["email"], check=False)
        assert refused.returncode == 1 and c in refused.stderr, "an open talk is ended first"
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        await other.identify(signed=False, name="Mara Pell", email="mara@post.example")
        kept = await talk_of(shop, anna, other, "Where is my order?")
        for trace in traces:
            assert grep(shop.data, trace), f"{trace} stands somewhere before"
        unlisted = {path.name for path in shop.data.iterdir()} - places()
        assert not unlisted, "a new place needs its row in PersonData"
        for trace in ("turquoise kettle", "jolle", "lindqvist"):
            wait_for(lambda: grep(shop.data / "cache", trace), f"{trace} among what is kept for searching")
        if not running:
            shop.stop()
        printed = await asyncio.to_thread(shop.cli, "person", "erase", jonas["email"])
        assert "2 talks" in printed.stdout and not any(trace in printed.stdout for trace in traces)
        assert grep(shop.data, *traces, *(trace.lower().split()[-1] for trace in traces[:3])) == []
        assert not any(c in path.name or stranger in path.name for path in shop.transcripts())
        assert [line["text"] for line in shop.transcript(kept) if line["type"] == "said"][0] == "Where is my order?"
        if running:
            assert (await other.say("One more thing."))["c"] != kept
            before = len(anna.notices)
            await anna.send({"type": "open", "c": c, "after": 0})
            await anna.flush()
            assert not [notice for notice in anna.notices[before:] if notice["type"] in ("entry", "entries")]
            shop.kill()
    shop.start()
    assert grep(shop.data, *traces) == [], "nor after a restart"
    shop.stop()
    assert shop.cli("transcript", "verify").returncode == 0
    [stone] = (shop.data / "erased.log").read_text().splitlines()
    assert "2 talks" in stone


async def test_all_that_is_held_on_a_person_comes_as_one_archive(shop, tmp_path):
    jonas, orders = shop.customer("Jonas Lindqvist")
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        await visitor.identify(**jonas)
        c = await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
        await talk_of(shop, anna, other, "Words of somebody else.")
    shop.cli("person", "export", jonas["email"], "--to", tmp_path / "jonas.tar")
    with tarfile.open(tmp_path / "jonas.tar") as archive:
        content = {name: archive.extractfile(name).read().decode() for name in archive.getnames()}
    assert {name.split("/")[0] for name in content} == {"people", "orders", "transcripts"}
    assert any(c in name and name.endswith(".txt") and "turquoise kettle" in text for name, text in content.items())
    assert any(orders[0]["title"] in text for name, text in content.items() if name.startswith("orders/"))
    assert not any("somebody else" in text for text in content.values())
    again = shop.cli("person", "export", jonas["email"], "--to", tmp_path / "jonas.tar", check=False)
    assert again.returncode == 1 and "jonas.tar" in again.stderr


def content_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["copy.tar", "copy"])
async def test_a_backup_taken_while_people_talk_starts_with_every_acked_word(shop, tmp_path, form):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await talk_of(shop, anna, visitor, "word 0", end=False)
        numbers = iter(range(1, 10_000))

        async def go_on(done):
            while not done.is_set():
                await visitor.say(f"word {next(numbers)}")
                await asyncio.sleep(0.5)

        done = asyncio.Event()
        talking = asyncio.create_task(go_on(done))
        await asyncio.sleep(0.6)
        acked = [ack["mid"] for ack in visitor.acks.values()]
        await asyncio.to_thread(shop.cli, "backup", "--to", tmp_path / form)
        done.set()
        await talking
    copy = tmp_path / "restored"
    printed = secondring("restore", tmp_path / form, "--data", copy).stdout
    assert "1 talks" in printed and "All are as backed up" in printed, printed
    unpacked = tmp_path / "copy"
    if form.endswith(".tar"):
        unpacked.mkdir()
        subprocess.run(["tar", "-xf", tmp_path / form, "-C", unpacked], check=True)
    assert content_of(copy) == {name: text for name, text in content_of(unpacked).items() if name != "backup.sums"}
    assert not [name for name in content_of(copy) if name.startswith("cache/")], "what can be made again is left out"
    shop.kill()
    restored = Shop()
    restored.data = copy
    restored.start()
    try:
        mids = [line["mid"] for line in restored.transcript(c)]
        assert set(acked) <= set(mids) and len(mids) == len(set(mids))
        assert not [line for line in restored.log if line.get("level") in ("error", "critical")]
    finally:
        restored.kill()
    assert restored.cli("transcript", "verify").returncode == 0


async def test_talks_of_a_day_are_exported_as_text_and_as_they_are_kept(shop, tmp_path):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
    shop.stop()
    day = shop.transcript(c)[0]["at"][:10]
    shop.cli("transcript", "export", "--day", day, "--to", tmp_path / "day")
    [text] = (tmp_path / "day").glob("*.txt")
    assert text.name.startswith(day) and "turquoise kettle" in text.read_text()
    [lines] = (tmp_path / "day").glob("*.jsonl")
    assert [json.loads(line) for line in lines.read_text().splitlines()] == shop.transcript(c)
    shop.cli("transcript", "export", "--day", "1999-01-01", "--to", tmp_path / "none")
    assert list((tmp_path / "none").iterdir()) == []


def put_back(shop, conversation, days):
    """As if the talk had been that many days earlier; its new file."""
    [path] = [path for path in shop.transcripts() if conversation in path.name]
    back = datetime.timedelta(days=days)
    lines = []
    for line in path.read_text().splitlines():
        at = json.loads(line)["at"]
        earlier = (datetime.datetime.fromisoformat(at) - back).strftime("%Y-%m-%dT%H:%M:%S.") + at[20:]
        body = line[:line.rindex(',"crc":')].replace(at, earlier)
        lines.append(f'{body},"crc":"{crc32c(body.encode()):08x}"}}\n')
    day = json.loads(lines[0])["at"][:10].replace("-", "/")
    moved = shop.data / "transcripts" / day / path.name
    moved.parent.mkdir(parents=True, exist_ok=True)
    moved.write_text("".join(lines))
    path.unlink()
    return moved


async def test_talks_are_kept_for_as_many_days_as_the_site_says(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other, Visitor(shop) as third:
        await visitor.identify(signed=False, name="Mara Pell", email="mara@post.example")
        old = await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
        kept = await talk_of(shop, anna, visitor, "And the lighthouse?")
        alone = await talk_of(shop, anna, other, "Is the vermilion kettle back?")
        running = await talk_of(shop, anna, third, "A talk without an end.", end=False)
        wait_for(lambda: grep(shop.data / "people", "vermilion"), "note of the last talk")
    shop.stop()
    for talk, days in ((old, 31), (alone, 400), (kept, 29), (running, 100)):
        put_back(shop, talk, days)
    assert shop.cli("transcript", "verify").returncode == 0
    assert "0 talks" in shop.cli("transcript", "expire", "--dry-run").stdout, "for ever, unless the site says else"
    site = shop.data / "sites" / "harbour.json"
    site.write_text(json.dumps(json.loads(site.read_text()) | {"keepDays": 30}))
    printed = shop.cli("transcript", "expire", "--dry-run").stdout
    assert old in printed and alone in printed and "2 talks" in printed and len(shop.transcripts()) == 4
    shop.start()
    line = shop.wait_for_log(lambda line: "kept no longer" in line.get("message", ""), "line on what was erased")
    assert str(line["talks"]) == "2"
    assert grep(shop.data, "turquoise", "vermilion", "vermillion") == [], "cache, notes and journal too"
    assert grep(shop.data, "lighthouse") and grep(shop.data, "without an end")
    assert 'secondring_talks_erased_total{reason="age"} 2' in shop.get("/metrics", to=shop.ops).text
    shop.stop()
    assert sorted(path.name[8:34] for path in shop.transcripts()) == sorted([kept, running])
    [mara] = grep(shop.data / "people", "Mara Pell")
    assert old not in open(mara).read() and kept in open(mara).read()
    assert "0 talks" in shop.cli("transcript", "expire").stdout
    assert shop.cli("transcript", "verify").returncode == 0
    site.write_text(json.dumps(json.loads(site.read_text()) | {"keepDays": 0}))
    refused = shop.cli("transcript", "expire", check=False)
    assert refused.returncode == 1 and "keepDays" in refused.stderr and "1 to 36500" in refused.stderr


def refused(backup, target, *words):
    result = secondring("restore", backup, "--data", target, check=False)
    assert result.returncode == 1 and "Fatal" not in result.stderr, result.stderr
    assert all(str(word) in result.stderr for word in words), result.stderr
    assert not target.is_dir() or "format" not in content_of(target)


async def test_a_backup_that_is_not_whole_is_not_restored(shop, tmp_path):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
    shop.stop()
    whole = tmp_path / "whole.tar"
    shop.cli("backup", "--to", whole)
    content = whole.read_bytes()
    place = content.index(b"turquoise")

    def harmed(name, content):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    for name, text, words in (
        ("word.tar", content.replace(b"turquoise", b"tortoises"), ["word.tar", "not what was backed up"]),
        ("short.tar", content[:place], ["ends too early", "short.tar"]),
        ("listless.tar", content[:content.index(b"backup.sums")] + bytes(1024), ["no whole backup"]),
        ("header.tar", b"x" + content[1:], ["byte 0", "no header of a tar"]),
        ("other.tar", b"something else", ["other.tar"]),
        ("empty.tar", b"", ["empty.tar"]),
    ):
        refused(harmed(name, text), tmp_path / ("from-" + name), *words)
    evil = tmp_path / "evil.tar"
    for escape in ("../outside", "/outside", "people/../../outside"):
        with tarfile.open(evil, "w") as archive:
            archive.addfile(tarfile.TarInfo(escape))
        refused(evil, tmp_path / "from-evil", "no name for a file")
    with tarfile.open(evil, "w") as archive:
        link = tarfile.TarInfo("people")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
    refused(evil, tmp_path / "from-evil", "people is no file")
    refused(tmp_path / "missing.tar", tmp_path / "from-missing", "missing.tar")
    before = content_of(shop.data)
    refused_over = secondring("restore", whole, "--data", shop.data, check=False)
    assert refused_over.returncode == 1 and str(shop.data) in refused_over.stderr
    assert content_of(shop.data) == before, "nothing is written over"
