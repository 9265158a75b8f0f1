"""Chaos: fifty pages on a rough network, at a server that is killed every few seconds and started again on the same data. When
all is calm again every page must hold what the transcripts hold, and they every word that was acked: once, and in order.

    chaos [MINUTES] [SEED]     10 minutes
"""

import asyncio
import os
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from day import Truth  # noqa: E402
from files import Files  # noqa: E402
from kill_points import check_day  # noqa: E402
from rough import RoughNetwork  # noqa: E402
from rough_pages import RoughAgent, RoughVisitor  # noqa: E402
from shop import DataFolders, Shop  # noqa: E402

VISITORS, CONSOLES = 44, 6
SETTLES = 60  # seconds; every wait ends
BOUNDLESS = {
    "SECONDRING_VISITOR_BURST": "1000000", "SECONDRING_COMMAND_BURST": "1000000",
    "SECONDRING_CONNECTIONS_PER_ADDRESS": "10000", "SECONDRING_SEGMENT_BYTES": "262144",
    "SECONDRING_LOG_LEVEL": "notice"}


class Chaos:
    def __init__(self, shop, network, chance):
        self.shop, self.network, self.chance, self.truth, self.kills = shop, network, chance, Truth(), 0
        self.pages = []

    async def gather_pages(self):
        through, carriers = self.network.address, ["websocket", "sse"]
        cookies = {name: await asyncio.to_thread(self.shop.sign_in_cookie, name) for name in ("anna", "tom")}
        for number in range(VISITORS):
            page = RoughVisitor(self.shop, through=through)
            self.pages.append(page.among(self.truth, f"visitor {number}", carriers[number % 2], self.chance))
        for number in range(CONSOLES):
            name = ("anna", "tom")[number % 2]
            page = RoughAgent(self.shop, name, cookie=cookies[name], through=through)
            self.pages.append(page.among(self.truth, f"{name} {number}", carriers[number // 2 % 2], self.chance))

    async def kill_often(self, until):
        while time.monotonic() < until:
            await asyncio.sleep(self.chance.uniform(1, 5))
            assert self.shop.is_running, f"it ended by itself: {self.shop.log[-5:]}"
            damage = [line for line in self.shop.log if line.get("level") in ("error", "critical")]
            assert not damage, damage
            await asyncio.to_thread(self.shop.restart)
            self.kills += 1

    async def run(self, seconds):
        await self.gather_pages()
        lives = [asyncio.create_task(page.live()) for page in self.pages]
        storm = asyncio.create_task(self.kill_often(time.monotonic() + seconds))
        # A page whose life ends before the storm does has found something.
        await asyncio.wait([storm, *lives], return_when=asyncio.FIRST_COMPLETED)
        for life in lives:
            if life.done():
                life.result()
        await storm
        for page in self.pages:
            page.is_done = True
        await self.network.calm()
        async with asyncio.timeout(SETTLES):
            await asyncio.gather(*lives)
        await self.settle()
        await asyncio.to_thread(self.shop.stop)
        return self.verdict()

    async def settle(self):
        """Until every page has what the transcripts have; the desk itself may write lines meanwhile."""
        deadline = time.monotonic() + SETTLES
        while True:
            for page in self.pages:
                await page.settle()
            try:
                return self.compare(Files(self.shop.data).check(Truth(), everything=True), is_whole=True)
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
            await asyncio.sleep(0.5)

    def compare(self, lines, is_whole):
        for page in self.pages:
            page.compare(lines, is_whole)

    def verdict(self):
        lines = Files(self.shop.data).check(self.truth, everything=True)
        count, talks = check_day(self.shop, self.truth, lines)
        self.compare(lines, is_whole=False)
        stored = {line["mid"] for talk in lines.values() for line in talk}
        refused = set().union(*(page.refused for page in self.pages))
        missing = set(self.truth.sent) - stored - refused
        assert not missing, f"{len(missing)} messages are nowhere: {sorted(missing)[:5]}"
        fates = ", ".join(f"{count} {fate}" for fate, count in self.network.fates.items())
        comes = sum(page.comes for page in self.pages)
        repeats = sum(log.repeats for page in self.pages for log in page.logs.values())
        return (
            f"{len(self.pages)} pages, {self.kills} kills, lines: {fates}; {comes} times a page came again; "
            f"{len(self.truth.acked)} acked messages, {len(refused)} refused as their talk had ended or was a colleague's, "
            f"{repeats} lines shown again and taken once; {count} lines in {talks} transcripts and on every page: none "
            "missing, doubled or out of order")


async def main(minutes, seed):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="secondring-chaos-") as folder:
        shop = Shop(env=BOUNDLESS)
        shop.data = DataFolders(folder).fresh(shop.origin)
        network = RoughNetwork(shop.listen, chance)
        await network.listen()
        shop.front = network.address
        try:
            await asyncio.to_thread(shop.start)
            print(await Chaos(shop, network, chance).run(minutes * 60), flush=True)
        except BaseException:
            kept = tempfile.mkdtemp(prefix="secondring-chaos-kept-")
            os.rename(shop.data, f"{kept}/data")
            print(f"seed {seed}; data kept in {kept}", file=sys.stderr)
            raise
        finally:
            shop.kill()
            await network.close()


if __name__ == "__main__":
    asyncio.run(main(float((sys.argv[1:] or ["10"])[0]), int((sys.argv[2:] or ["1"])[0])))
