"""Three slow attacks of a thousand connections each, a visitor who measures, and one of a shop next door to compare with."""

import asyncio
import contextlib
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from ids import new_id  # noqa: E402
from people import Visitor  # noqa: E402
from shop import DataFolders, Shop  # noqa: E402

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
LIMIT = float(os.environ.get("LIMIT_MS", "50"))
CONNECTIONS = 1_000
EVERY = 0.1  # seconds between two questions: half of what one visitor may ask

ATTACKS = {
    "slow headers": ["-H", "-i", "5", "-x", "24"],
    "slow body": ["-B", "-i", "5", "-s", "60000", "-x", "24", "-t", "POST"],
    # Tiny windows, five answers of 69 kB asked for at once, 32 bytes read every five seconds.
    "slow read": ["-X", "-w", "10", "-y", "64", "-n", "5", "-z", "32", "-k", "5"],
}
TARGETS = {"slow body": "/api/v1/session", "slow read": "/api/asyncapi.json"}


async def round_trip(visitor):
    """From a command to the answer that names it, in milliseconds."""
    mid = new_id()
    begun = time.perf_counter()
    await visitor.send(visitor.nonsense(mid))
    await visitor.hear("error", ref=mid)
    return (time.perf_counter() - begun) * 1000


async def measure(visitor, over):
    """Round trips until `over` is done."""
    taken = []
    while not over.done():
        taken.append(await round_trip(visitor))
        await asyncio.sleep(EVERY)
    return taken


async def attack(shop, name):
    """Runs slowhttptest to its end; what it says of the server goes to a file."""
    log = pathlib.Path(tempfile.gettempdir()) / f"secondring-slow-{os.getpid()}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            "nice", "-n", "15", "slowhttptest", *ATTACKS[name], "-c", str(CONNECTIONS), "-r", "200", "-l", str(SECONDS),
            "-p", "3", "-u", shop.base + TARGETS.get(name, "/"), stdin=asyncio.subprocess.DEVNULL, stdout=output,
            stderr=output)
        await process.wait()
    text = log.read_text(errors="replace")
    log.unlink()
    assert "Exit status" in text, f"{name}: slowhttptest did not run: {text[-500:]}"


def report(name, taken):
    """A line of figures; the longest is handed back."""
    taken = sorted(taken)
    p50, p99 = taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]
    print(f"{name:<26} {len(taken):>5} round trips   p50 {p50:7.2f}   p99 {p99:7.2f}   max {taken[-1]:7.2f} ms", flush=True)
    return taken[-1]


async def besiege(shop, next_door):
    """The longest round trips of each attack, here and next door; at least one with nobody attacking."""
    longest = {}
    async with Visitor(shop) as visitor, Visitor(next_door) as neighbour:
        for name in [None, *ATTACKS]:
            over = asyncio.create_task(attack(shop, name) if name else asyncio.sleep(SECONDS / 3))
            here, there = await asyncio.gather(measure(visitor, over), measure(neighbour, over))
            longest[name or "nobody"] = (
                report(name or "nobody attacks", here), report(f"{name or 'nobody'}, next door", there))
    return longest


def judge(longest):
    """Only a machine on which nobody else was slow tells anything of this server."""
    others = [there for _, there in longest.values()] + [longest["nobody"][0]]
    if max(others) >= LIMIT:
        return print(f"slow: no verdict, the machine is busy: {max(others):.0f} ms where nobody attacked")
    slow = [name for name, (here, _) in longest.items() if here >= LIMIT]
    if slow:
        sys.exit(f"slow: {LIMIT:.0f} ms or more under {', '.join(slow)}")
    print(f"slow: no answer took {LIMIT:.0f} ms")


def main():
    with tempfile.TemporaryDirectory(prefix="secondring-slow-") as folder, contextlib.ExitStack() as cleanup:
        folders = DataFolders(pathlib.Path(folder))
        # Past the bound on one address, or the attack would be over before it has begun.
        env = {"SECONDRING_CONNECTIONS_PER_ADDRESS": "100000", "SECONDRING_VISITOR_BURST": "100000"}
        shops = [Shop(env=env), Shop(env=env)]
        for shop in shops:
            shop.data = folders.fresh(shop.origin)
            cleanup.callback(shop.start().kill)
        longest = asyncio.run(besiege(*shops))
        assert all(shop.is_running for shop in shops), "the server did not outlive it"
    judge(longest)


main()
