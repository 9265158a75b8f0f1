"""Writes `folder.tar.gz` and `known.json`: a shop's data folder as commit ecd5a99 leaves it.

    SECONDRING=/path/to/secondring-of-ecd5a99 .venv-tests/bin/python Tests/Folders/ecd5a99/make.py

It speaks that build's own command line and wire. The calendar is moved, so the moments in the folder are always the same.
"""

import asyncio
import json
import pathlib
import shutil
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "EndToEnd"))
from ids import new_secret  # noqa: E402
from moved_clock import MovedShop  # noqa: E402
from people import Agent, Visitor  # noqa: E402
from shop import ORDERS, PASSWORDS  # noqa: E402

ORIGIN = "https://shop.example"
OLD_HAND = """name: Olga Handwritten
shoe size: 43
email: olga@example.org
customer: olga
She comes by on Thursdays.

- 2024-02-29 · anna · - · never call before noon
* a line that no program wrote
"""


class Maker:
    """The shop while it is made, and what tests must know of it."""

    def __init__(self, data):
        self.shop = MovedShop(env={
            "SECONDRING_SEGMENT_BYTES": "65536", "SECONDRING_VISITOR_BURST": "1000", "SECONDRING_COMMAND_BURST": "1000"})
        self.shop.data = pathlib.Path(data)
        self.browsers, self.talks = {}, {}

    def prepare(self):
        self.shop.set_clock("2026-11-20T09:00:00Z")
        self.shop.cli("demo", "--origin", ORIGIN, "--orders", ORDERS)
        self.shop.cli("site", "add", "quay", "--name", "Quay Street Books", "--origin", ORIGIN)
        self.shop.cli("agent", "add", "joe", "--name", "Joe")
        for name, password in (PASSWORDS | {"joe": "the removed one of four"}).items():
            self.shop.cli("agent", "password", name, text=password + "\n")
        self.shop.cli("import", "orders", HERE / "orders.csv")
        [olga] = [path for path in self.shop.data.glob("people/*/*.txt") if "name: Maren" in path.read_text()]
        target = self.shop.data / "people/aa" / f"aa{olga.stem[2:]}.txt"
        target.parent.mkdir(exist_ok=True)
        target.write_text(OLD_HAND)

    def visitor(self, name, site="harbour"):
        """The page of a browser; the browser keeps its secret."""
        secret = self.browsers.setdefault(name, {"site": site, "secret": new_secret()})["secret"]
        return Visitor(self.shop, site, secret, origin=ORIGIN, page="/", title="Shop")

    async def wrote(self, visitor, talk, text):
        mid = self.shop.new_id()
        ack = await visitor.say(text, mid)
        self.talks.setdefault(talk, {"c": ack["c"], "site": visitor.site, "lines": []})
        assert self.talks[talk]["c"] == ack["c"], talk
        self.talks[talk]["lines"].append({"mid": mid, "text": text})
        return ack["c"]

    async def answered(self, agent, c, text):
        await agent.talk(c)
        if agent.talks[c]["state"] != "active":
            await agent.pick_up(c)
        await agent.say(c, text, self.shop.new_id())

    async def ended(self, agent, visitor, c):
        await agent.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")

    async def proved(self, visitor, key, **who):
        await visitor.identify(id=key, name=who.pop("name", key.title()), email=f"{key}@example.org", **who)
        await visitor.flush()

    async def weeks_before(self):
        self.shop.start()
        joe_cookie = self.shop.sign_in_cookie("joe", "the removed one of four")
        async with Agent(self.shop, "joe", cookie=joe_cookie) as joe, self.visitor("long-ago") as page:
            c = await self.wrote(page, "long-ago", "Words of a stranger long ago.")
            await self.answered(joe, c, "Joe says hello to the stranger.")
            await self.ended(joe, page, c)
        async with Agent(self.shop) as anna, self.visitor("carla-phone") as page:
            await self.proved(page, "carla")
            c = await self.wrote(page, "carla-long-ago", "Words of Carla long ago.")
            await self.answered(anna, c, "Anna answers Carla long ago.")
            await anna.send({"type": "remember", "c": c, "text": "Carla collects ten-inch records"})
            await anna.card(c, lambda card: card["facts"])
            await self.ended(anna, page, c)
        self.shop.cli("agent", "remove", "joe")
        self.shop.stop()

    async def two_hours_before(self):
        self.shop.set_clock("2026-11-27T08:00:00Z")
        self.shop.start()
        async with Agent(self.shop) as anna:
            await self.mixed(anna, "mixed", "shared", "carla", "dirk", end=True)
            await self.two_talks(anna)
            async with self.visitor("rude") as page:
                c = await self.wrote(page, "rude", "Words of somebody rude.")
                await self.answered(anna, c, "Anna asks for other words.")
                await anna.send({"type": "block", "c": c})
                await page.closed()
                await anna.send({"type": "end", "c": c})
                await anna.talk(c, state="ended")
            async with self.visitor("two-hours") as page:
                c = await self.wrote(page, "two-hours", "Words of a stranger two hours ago.")
                await self.answered(anna, c, "Anna answers two hours ago.")
                await self.ended(anna, page, c)
            async with self.visitor("klaus") as page:
                await page.identify(signed=False, name="Klaus Claimed", email="klaus@example.org")
                c = await self.wrote(page, "klaus", "Words of the one who says Klaus.")
                await self.answered(anna, c, "Anna answers Klaus.")
                await self.ended(anna, page, c)
        self.shop.stop()

    async def mixed(self, agent, talk, browser, first, second, end):
        """The fault of that build: two customers on one browser share one talk."""
        async with self.visitor(browser) as page:
            await self.proved(page, first)
            c = await self.wrote(page, talk, f"Words of {first.title()} on the shared computer.")
            await self.answered(agent, c, f"An answer to {first.title()}.")
            await agent.send({"type": "note", "c": c, "mid": self.shop.new_id(), "text": f"a note about {first.title()}"})
            await self.proved(page, second)
            await self.wrote(page, talk, f"Words of {second.title()} on the shared computer.")
            await self.answered(agent, c, f"An answer to {second.title()}.")
            if end:
                await self.ended(agent, page, c)

    async def two_talks(self, agent):
        """One browser, two customers, each in a talk of their own."""
        for key in ("greta", "hugo"):
            async with self.visitor("two-talks") as page:
                await self.proved(page, key)
                c = await self.wrote(page, key, f"Words of {key.title()} in a talk of their own.")
                await self.answered(agent, c, f"An answer to {key.title()} alone.")
                await self.ended(agent, page, c)

    async def half_an_hour_before(self):
        self.shop.set_clock("2026-11-27T09:30:00Z")
        self.shop.start()
        async with Agent(self.shop) as anna, self.visitor("half-an-hour") as page:
            c = await self.wrote(page, "half-an-hour", "Words of a stranger half an hour ago.")
            await self.answered(anna, c, "Anna answers half an hour ago.")
            await self.ended(anna, page, c)
        self.shop.stop()

    async def just_before(self):
        self.shop.set_clock("2026-11-27T10:00:00Z")
        self.shop.start()
        async with Agent(self.shop) as anna, Agent(self.shop, "tom") as tom:
            await self.mixed(tom, "mixed-open", "shared-open", "erik", "frida", end=False)
            async with self.visitor("stranger") as page:
                c = await self.wrote(page, "stranger", "Words of a stranger just now.")
                await self.answered(anna, c, "Anna answers just now.")
            async with self.visitor("lena") as page:
                c = await self.wrote(page, "lena", "Words of Lena before she signed in.")
                await self.proved(page, "lena")
                await self.wrote(page, "lena", "Words of Lena signed in.")
                await self.answered(anna, c, "Anna answers Lena.")
            for site in ("harbour", "quay"):
                async with self.visitor(f"17-{site}", site) as page:
                    await page.identify(id="17", name="Robin Seventeen", email="robin@example.org")
                    c = await self.wrote(page, f"17-{site}", f"Words of 17 at {site}.")
                    await self.answered(tom, c, f"Tom answers 17 at {site}.")
            async with self.visitor("ines") as page:
                await page.identify(name="Ines Mail", email="ines@example.org")
                c = await self.wrote(page, "ines", "Words of Ines known by mail.")
                await self.answered(anna, c, "Anna answers Ines.")
            async with self.visitor("carla-phone") as page:
                await self.proved(page, "carla")
                c = await self.wrote(page, "carla-open", "Words of Carla on her phone.")
                await self.answered(anna, c, "Anna answers Carla on her phone.")
        self.shop.stop()

    def known(self):
        secrets = {site: self.shop.site_secret(site) for site in ("harbour", "quay")}
        return {
            "upgrade": "2026-11-27T10:01:00Z", "origin": ORIGIN, "sites": secrets, "browsers": self.browsers,
            "talks": self.talks}

    def pack(self):
        # As they are: a link that tests follow would be none of the shop's.
        with tarfile.open(HERE / "folder.tar.gz", "w:gz") as archive:
            archive.add(self.shop.data, "folder", filter=lambda member: None if member.name.endswith("/lock") else member)
        (HERE / "known.json").write_text(json.dumps(self.known(), indent=1) + "\n")


async def main():
    scratch = tempfile.mkdtemp()
    maker = Maker(f"{scratch}/folder")
    try:
        maker.prepare()
        await maker.weeks_before()
        await maker.two_hours_before()
        await maker.half_an_hour_before()
        await maker.just_before()
        maker.pack()
    finally:
        maker.shop.kill()
        shutil.rmtree(scratch)


if __name__ == "__main__":
    asyncio.run(main())
