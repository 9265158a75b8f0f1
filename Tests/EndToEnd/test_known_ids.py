"""The id of a conversation is known to the next person at that browser: it opens no other one, and shows nothing."""

import json

import pytest

from moved_clock import MovedShop
from people import Agent, Visitor

DAY = 86_400


@pytest.fixture
def moved_shop(data_folders):
    shop = MovedShop(env={"SECONDRING_VISITOR_BURST": "1000", "SECONDRING_COMMAND_BURST": "1000"})
    shop.data = data_folders.fresh(shop.origin)
    shop.start()
    yield shop
    shop.kill()
    data_folders.discard(shop.data)


async def ended_talk(shop, page, *texts):
    async with Agent(shop) as anna:
        for text in texts:
            c = (await page.say(text, shop.new_id()))["c"]
        await anna.say(c, "An answer.", shop.new_id())
        await anna.send({"type": "end", "c": c})
        await page.hear("talk", state="ended")
        return c


@pytest.mark.parametrize("later", [0, 3600, DAY + 60], ids=["at-once", "an-hour-later", "a-day-later"])
async def test_a_conversation_is_not_opened_under_the_id_of_another(moved_shop, later):
    shop = moved_shop
    async with Visitor(shop) as carla:
        await carla.identify(id="carla", name="Carla")
        c = await ended_talk(shop, carla, "Secret of Carla.", "More of Carla.")
    before = shop.stop() or shop.transcript(c)
    shop.pass_time(later)
    shop.start()
    async with Visitor(shop) as dirk:
        await dirk.identify(id="dirk", name="Dirk")
        await ended_talk(shop, dirk, "First words of Dirk.")
        await dirk.send({"type": "say", "mid": c, "text": "Mine now."})
        said = [await dirk.say(f"Word {number}.", shop.new_id()) for number in range(140)]
        refusal = await dirk.hear("error", ref=c)
        assert refusal["code"] == "mid_reused" and c not in {ack["c"] for ack in said}
        await dirk.send({"type": "sync", "after": 0})
        await dirk.until(lambda: any(n.get("after") == 0 for n in dirk.notices), "all lines again")
        assert "of Carla" not in json.dumps(dirk.notices)
    shop.stop()
    assert shop.transcript(c) == before
    assert {ack["mid"] for ack in said} <= {line["mid"] for line in shop.transcript(said[0]["c"])}
