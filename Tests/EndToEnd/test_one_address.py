"""Two accounts with one mail address, a family's say, are two people: an export and an erasure of one spare the other."""

import asyncio

from people import Agent, Visitor
from test_keeping import grep, talk_of

ROWS = """customer,email,name,order,date,title
mother,family@example.org,Mother,81,2026-01-02,Order of the mother
son,family@example.org,Son,82,2026-01-03,Order of the son
"""


async def test_two_accounts_of_one_address_are_two_people(shop, tmp_path):
    (tmp_path / "orders.csv").write_text(ROWS)
    shop.cli("import", "orders", tmp_path / "orders.csv")
    async with Agent(shop) as anna:
        for key in ("mother", "son"):
            async with Visitor(shop) as page:
                await page.identify(id=key, name=key.title())
                c = await talk_of(shop, anna, page, f"The secret of the {key}.", end=False)
                card = await anna.card(c, lambda card: card["orders"])
                assert [order["title"] for order in card["orders"]] == [f"Order of the {key}"]
                await anna.send({"type": "end", "c": c})
                await page.hear("talk", state="ended")
    await asyncio.to_thread(shop.cli, "person", "export", "mother", "--to", tmp_path / "mother")
    assert grep(tmp_path / "mother", "secret of the mother") and grep(tmp_path / "mother", "Order of the mother")
    assert grep(tmp_path / "mother", "secret of the son", "Order of the son") == []
    await asyncio.to_thread(shop.cli, "person", "erase", "mother")
    assert grep(shop.data, "secret of the mother") == []
    assert grep(shop.data / "transcripts", "secret of the son") and grep(shop.data / "orders", "Order of the son")
