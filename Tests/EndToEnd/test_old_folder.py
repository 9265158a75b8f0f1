"""A folder of commit ecd5a99 is opened as it is: what was right goes on, what was mixed is sent to nobody."""

import asyncio
import json

import pytest

from old_folder import KNOWN, OldPage, OldShop, talk
from people import Agent

# Names of their files there: an id keeps its key.
CARLA, ROBIN = "cmzpsnuutwvi7xrzw7xvgpj7eg", "hyaxue4iiyaglnnaii6aq3yufo"


@pytest.fixture
def old_shop(tmp_path):
    shop = OldShop(tmp_path / "shop")
    yield shop
    shop.kill()


async def order_numbers(agent, c):
    await agent.open_talk(c)
    card = await agent.card(c)
    return sorted(order["number"] for order in card["orders"])


def test_a_start_and_a_stop_rewrite_nothing(old_shop):
    before = old_shop.sums()
    old_shop.start()
    assert old_shop.stop() == 0
    assert old_shop.sums() == before
    assert not [line for line in old_shop.log if line.get("level") in ("error", "critical")]


def test_all_that_was_kept_is_read(old_shop):
    assert old_shop.cli("transcript", "verify").returncode == 0
    for name in KNOWN["talks"].values():
        shown = old_shop.cli("transcript", "show", name["c"]).stdout
        words = " ".join(shown.split())
        assert all(line["text"] in words for line in name["lines"]), shown
    assert "Joe says hello" in old_shop.cli("transcript", "show", talk("long-ago")).stdout, "a removed agent's words stay"
    for words, name in (("stranger long ago", "long-ago"), ("Klaus Claimed", "klaus"), ("shared computer dirk", "mixed")):
        assert talk(name) in old_shop.cli("transcript", "search", *words.split()).stdout, words
    olga = old_shop.cli("person", "show", "olga@example.org").stdout
    for line in ("shoe size: 43", "She comes by on Thursdays.", "never call before noon", "* a line that no program wrote"):
        assert line in olga
    old_shop.start()
    answer = old_shop.post("/api/v1/session", {"name": "joe", "password": "the removed one of four"})
    assert answer.status == 401, "a removed agent stays removed"
    assert talk("long-ago") in old_shop.get("/api/v1/search?q=stranger+long+ago", Cookie=old_shop.cookie).text


async def test_a_strangers_open_page_goes_on(old_shop):
    old_shop.start()
    async with OldPage(old_shop, "stranger", resume="stranger") as page:
        assert page.welcome["talk"]["c"] == talk("stranger")
        await page.words("Anna answers just now.")
        await page.talks_on(talk("stranger"), "Still here after the upgrade.")
    async with OldPage(old_shop, "half-an-hour", resume="half-an-hour") as page:
        await page.words("Anna answers half an hour ago.")
        assert (await page.say("A new question.", old_shop.new_id()))["c"] != talk("half-an-hour"), "that one has ended"
    async with OldPage(old_shop, "long-ago", resume="long-ago") as page:
        await page.words("Joe says hello to the stranger.")
    page = OldPage(old_shop, "rude")
    with pytest.raises(AssertionError, match="closed with"):
        await page.come()
    assert await page.closed() >= 4500, "who was blocked stays blocked"


@pytest.mark.parametrize("browser,resumed,c,words,who", [
    ("carla-phone", "carla-open", "carla-open", "Anna answers Carla on her phone.", {"key": "carla"}),
    ("lena", "lena", "lena", "Words of Lena before she signed in.", {"key": "lena"}),
    ("ines", "ines", "ines", "Anna answers Ines.", {"email": "ines@example.org"}),
    ("17-quay", "17-quay", "17-quay", "Tom answers 17 at quay.", {"id": "17", "name": "Robin"}),
])
async def test_a_customers_open_page_goes_on_once_they_are_proved(old_shop, browser, resumed, c, words, who):
    old_shop.start()
    async with OldPage(old_shop, browser, resume=resumed) as page:
        await page.settled()
        assert "talk" not in page.welcome and words not in page.heard(), "nobody is proved on this connection yet"
        answer = await page.prove(**who)
        assert answer["type"] == "identified" and answer["proof"] == "proved", answer
        await page.words(words)
        await page.talks_on(talk(c), "Still me after the upgrade.")
    async with OldPage(old_shop, browser, resume=resumed) as stranger:
        await stranger.settled()
        assert "talk" not in stranger.welcome and words not in stranger.heard()
        ack = await stranger.say("Somebody at this browser.", old_shop.new_id())
        assert ack["c"] != talk(c), "a stranger's words are not the customer's"
    async with OldPage(old_shop, browser, resume=resumed) as other:
        answer = await other.prove("somebody-else")
        assert answer.get("code") == "other_person", answer
        await other.settled()
        assert words not in other.heard() and "Still me" not in other.heard()


@pytest.mark.parametrize("browser,mixed,persons", [
    ("shared", "mixed", ("carla", "dirk")), ("shared-open", "mixed-open", ("erik", "frida"))])
async def test_a_talk_of_two_customers_is_sent_to_no_visitor(old_shop, browser, mixed, persons):
    old_shop.start()
    async with Agent(old_shop) as anna:
        pages = []
        for key in (None, *persons):
            for where in (browser, None):
                page = OldPage(old_shop, where, resume=mixed)
                await page.come()
                pages.append(page)
                if key:
                    answer = await page.prove(key)
                    wanted = "other_person" if where else "identified"
                    assert wanted in (answer["type"], answer.get("code")), f"the secret proved two: {answer}"
                await page.send({"type": "sync", "after": 0})
                await page.settled()
                ack = await page.say(f"A word of {key} on {where}.", old_shop.new_id())
                assert ack["c"] != talk(mixed)
        await anna.send({"type": "open", "c": talk(mixed), "after": 0})
        await anna.flush()
        for page in pages:
            await page.settled()
            assert "on the shared computer" not in page.heard() and "An answer to" not in page.heard()
            await page.leave()


async def test_a_browser_that_proved_two_is_retired_though_each_had_a_talk(old_shop):
    old_shop.start()
    for key, name in (("greta", "hugo"), ("hugo", "greta"), ("somebody-else", "greta")):
        async with OldPage(old_shop, "two-talks", resume=name) as page:
            assert (await page.prove(key)).get("code") == "other_person"
            await page.settled()
            assert "of their own" not in page.heard()


async def test_the_console_names_each_line_by_who_was_proved_then(old_shop):
    old_shop.start()
    async with Agent(old_shop) as anna:
        for name, persons in (("mixed-open", ("Erik", "Frida")), ("mixed", ("Carla", "Dirk")), ("klaus", ("Klaus Claimed",))):
            await anna.send({"type": "open", "c": talk(name), "after": 0})
            said = []
            if name == "mixed-open":
                await anna.words(talk(name), f"Words of {persons[-1]} on the shared computer.")
                said = [line for line in anna.log(talk(name)).entries if line["kind"] == "said" and line["by"] == "visitor"]
            else:
                lines = old_shop.get(f"/api/v1/transcripts/{talk(name)}", Cookie=old_shop.cookie).json["entries"]
                said = [line for line in lines if line["kind"] == "said" and line["by"] == "visitor"]
            assert [line.get("name") for line in said] == list(persons)


async def test_sites_of_that_build_share_one_customer_book(old_shop):
    old_shop.start()
    async with Agent(old_shop, "tom") as tom:
        for site, other in (("harbour", "quay"), ("quay", "harbour")):
            async with OldPage(old_shop, f"17-{site}") as page, OldPage(old_shop, site=other) as phone:
                answer = await page.prove(id="17", name="Robin")
                assert answer["person"] == ROBIN, "an id keeps its key"
                await page.words(f"Tom answers 17 at {site}.")
                assert await order_numbers(tom, talk(f"17-{site}")) == ["51701"]
                assert (await phone.prove(id="17"))["person"] == ROBIN
                await phone.settled()
                assert f"at {site}" not in phone.heard(), "a visitor is only sent talks of the site they are on"
                assert f"at {other}" not in page.heard()


async def test_orders_by_mail_belong_to_who_proves_the_address(old_shop):
    old_shop.start()
    async with Agent(old_shop) as anna:
        for attempt in ("before", "after"):
            for key in ("gustav@example.org", "ines@example.org"):
                async with OldPage(old_shop) as mallory:
                    answer = await mallory.prove(id=key, name="Mallory")
                    assert answer["type"] == "identified"
                    c = (await mallory.say(f"My id reads like a mail address, {attempt}.", old_shop.new_id()))["c"]
                    assert c != talk("ines")
                    await mallory.settled()
                    assert "known by mail" not in mallory.heard()
                    assert await order_numbers(anna, c) == [], f"{key} {attempt}"
                    assert not (await anna.card(c))["talks"], f"{key} {attempt}"
            async with OldPage(old_shop) as gustav, OldPage(old_shop) as beside:
                await gustav.prove(email="Gustav@example.org", name="Gustav")
                c = (await gustav.say(f"It is Gustav, {attempt}.", old_shop.new_id()))["c"]
                assert await order_numbers(anna, c) == ["51801", "51802"]
                await beside.prove(id="beside", email="gustav@example.org")
                c = (await beside.say("The mail address beside my id is nobody's proof.", old_shop.new_id()))["c"]
                assert await order_numbers(anna, c) == []
        async with OldPage(old_shop) as hanna:
            await hanna.prove(email="hanna@example.org")
            c = (await hanna.say("It is Hanna, guest and account.", old_shop.new_id()))["c"]
            assert await order_numbers(anna, c) == ["52001", "52002"]
        async with OldPage(old_shop) as ines:
            await ines.prove(email="ines@example.org")
            await ines.words("Anna answers Ines.")
            assert await order_numbers(anna, talk("ines")) == ["51901"]


async def test_the_first_one_proved_takes_over_the_strangers_last_hour(old_shop, tmp_path):
    old_shop.start()
    for browser, is_adopted in (("stranger", True), ("half-an-hour", True), ("two-hours", False), ("long-ago", False)):
        key = f"first-at-{browser}"
        async with OldPage(old_shop, browser, resume=browser) as page:
            person = (await page.prove(key))["person"]
            await page.settled()
            if is_adopted:
                await page.until(lambda: "Anna answers" in page.heard(), "the stranger's talk")
            await page.say("A word of the first one proved.", old_shop.new_id())
        text = json.dumps(await asyncio.to_thread(old_shop.exported, person, tmp_path / browser))
        assert "first one proved" in text
        assert (KNOWN["talks"][browser]["lines"][0]["text"] in text) == is_adopted, browser


def test_an_export_holds_ones_own_lines_and_the_agents(old_shop, tmp_path):
    for running in (False, True):
        if running:
            old_shop.start()
        for key, other in (("carla", "dirk"), ("dirk", "carla"), ("erik", "frida"), ("frida", "erik")):
            files = old_shop.exported(f"{key}@example.org", tmp_path / f"{key}-{running}")
            text = json.dumps(files)
            assert f"Words of {key.title()} on the shared computer." in text
            assert f"An answer to {key.title()}." in text
            held = [name for name, content in files.items() if f"Words of {other.title()}" in content]
            assert not held, f"{other}'s words in the export of {key}: {held}"
            assert f"{other}@example.org" not in text


@pytest.mark.parametrize("running", [True, False], ids=["running", "stopped"])
async def test_an_erasure_takes_ones_own_lines_only(old_shop, tmp_path, running):
    old_shop.start()
    refused = old_shop.cli("person", "erase", "carla@example.org", check=False)
    assert refused.returncode == 1 and talk("carla-open") in refused.stderr, "an open talk is ended first"
    async with Agent(old_shop) as anna:
        await anna.send({"type": "end", "c": talk("carla-open")})
        await anna.talk(talk("carla-open"), state="ended")
    page = OldPage(old_shop, "carla-phone", resume="carla-open")
    if not running:
        old_shop.stop()
    await asyncio.to_thread(old_shop.cli, "person", "erase", "carla@example.org")
    traces = ["Words of Carla", "carla@example.org", "Carla collects"]
    assert old_shop.files_with(*traces) == []
    assert old_shop.files_with("Words of Dirk on the shared computer.", "dirk@example.org")
    if running:
        old_shop.stop()
    assert old_shop.files_with(*traces) == []
    assert old_shop.cli("transcript", "verify").returncode == 0
    old_shop.start()
    text = json.dumps(old_shop.exported("dirk@example.org", tmp_path / "dirk"))
    assert "Words of Dirk on the shared computer." in text and "Carla" not in text
    assert "Words of Dirk" in old_shop.cli("transcript", "show", talk("mixed")).stdout
    async with page:
        await page.prove("carla")
        await page.settled()
        assert "Carla on her phone" not in page.heard()
