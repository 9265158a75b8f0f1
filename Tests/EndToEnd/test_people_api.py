"""Owners hand out and erase a person from the console; agents do neither."""

import asyncio
import io
import tarfile

import preload
from people import Agent, Visitor
from test_keeping import grep, talk_of, wait_for


def ask(shop, agent, path, content=None, **headers):
    headers = {"Cookie": shop.sign_in_cookie(agent)} | headers
    return shop.get(path, **headers) if content is None else shop.post(path, content, **headers)


async def person_of(anna, c):
    await anna.send({"type": "open", "c": c, "after": 0})
    return (await anna.card(c))["person"]


async def test_an_owner_hands_out_and_erases_a_person(shop):
    jonas, _ = shop.customer("Jonas Lindqvist")
    async with Agent(shop) as anna, Visitor(shop) as visitor, Visitor(shop) as other:
        await visitor.identify(**jonas)
        await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
        c = await talk_of(shop, anna, visitor, "It is for the lighthouse keeper.", end=False)
        await talk_of(shop, anna, other, "Words of somebody else.")
        person = await person_of(anna, c)
        export, erase = f"/api/v1/people/{person}/export", f"/api/v1/people/{person}/erase"
        assert shop.get(export).status == 401 and shop.post(erase, {"name": jonas["name"]}).status == 401
        for answer in (ask(shop, "tom", export), ask(shop, "tom", erase, {"name": jonas["name"]})):
            assert answer.status == 403 and answer.json["error"]["code"] == "owners_only"
        archive = ask(shop, "anna", export)
        assert archive.status == 200 and archive.headers["Content-Type"] == "application/x-tar"
        with tarfile.open(fileobj=io.BytesIO(archive.body)) as tar:
            text = b"".join(tar.extractfile(name).read() for name in tar.getnames())
        assert b"turquoise kettle" in text and b"lighthouse" in text and b"somebody else" not in text
        refused = ask(shop, "anna", erase, {"name": jonas["name"]})
        assert refused.status == 409 and refused.json["error"]["code"] == "open_talk", refused.text
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        wait_for(lambda: grep(shop.data / "cache", "turquoise"), "trace in the cache")
        for content, status in (({"name": "Jonas"}, 422), ({}, 422), ({"name": ""}, 422), ([], 422)):
            assert ask(shop, "anna", erase, content).status == status, content
        foreign = ask(shop, "anna", erase, {"name": jonas["name"]}, Origin="https://elsewhere.example")
        assert foreign.status == 403 and foreign.json["error"]["code"] == "wrong_origin"
        assert grep(shop.data, "turquoise"), "all of these erased nothing"
        done = ask(shop, "anna", erase, {"name": jonas["name"]})
        assert done.status == 200 and done.json["talks"] == 2, done.text
        assert grep(shop.data, "turquoise", "lighthouse", jonas["name"], jonas["email"], "lindqvist") == []
        assert ask(shop, "anna", export).status == 404
        assert ask(shop, "anna", erase, {"name": jonas["name"]}).status == 404
    assert grep(shop.data, "somebody else")
    log = [line for line in shop.log if line.get("message") in ("person exported", "person erased")]
    assert len(log) == 2 and not any(trace in str(shop.log) for trace in ("Lindqvist", "turquoise", person))
    assert 'secondring_talks_erased_total{reason="person"} 2' in shop.get("/metrics", to=shop.ops).text


def test_a_person_who_never_wrote_is_known_by_their_card(shop):
    maren, _ = shop.customer("Maren Voss")

    def found():
        return ask(shop, "tom", "/api/v1/search?q=maren").json["people"]

    wait_for(found, "Maren in the search")
    [hit] = found()
    assert "c" not in hit, "she has not written"
    path = f"/api/v1/people/{hit['person']}"
    assert shop.get(path).status == 401
    card = ask(shop, "tom", path).json
    assert (card["person"], card["name"], card["emails"], card["proof"], card["talks"]) == (
        hit["person"], "Maren Voss", [maren["email"]], "proved", [])
    assert card["orderCount"] == len({order["number"] for order in card["orders"]}) > 0
    assert ask(shop, "tom", f"{path}/export").status == 403, "the archive is for owners still"


async def test_nobody_is_erased_while_the_folder_is_copied(open_shop, tmp_path):
    gate = tmp_path / "gate"
    shop = open_shop(env=preload.environment("held_files") | {"HELD_FILE": "/zz", "HELD_GATE": str(gate)})
    jonas, _ = shop.customer("Jonas Lindqvist")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(**jonas)
        c = await talk_of(shop, anna, visitor, "Is the turquoise kettle back?")
        person = await person_of(anna, c)
        # The copy comes to this name last but for the journal, and waits there for the gate.
        (shop.data / "zz").touch()
        gate.touch()
        backup = asyncio.create_task(asyncio.to_thread(shop.cli, "backup", "--to", tmp_path / "copy"))
        await asyncio.to_thread(wait_for, lambda: (tmp_path / "copy/transcripts").exists(), "copy of the talks")
        erase = asyncio.create_task(asyncio.to_thread(
            ask, shop, "anna", f"/api/v1/people/{person}/erase", {"name": jonas["name"]}))
        await asyncio.wait([erase], timeout=1)
        assert not erase.done() and grep(shop.data / "transcripts", "turquoise"), "it waits for the copy"
        gate.unlink()
        await backup
        assert (await erase).status == 200
    assert grep(tmp_path / "copy", "turquoise") and not grep(shop.data / "transcripts", "turquoise")


def test_addresses_below_people_that_are_none(shared_shop):
    for path in ("people/", "people/x/export", "people/" + "a" * 26, "people/" + "a" * 26 + "/export/x",
                 "people/" + "a" * 26 + "/other", "people/" + "a" * 26 + "/export"):
        assert ask(shared_shop, "anna", "/api/v1/" + path).status == 404, path
