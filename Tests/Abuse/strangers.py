"""Each attack runs for a while in a process of its own; meanwhile somebody else's answers and rings are timed."""

import asyncio
import contextlib
import datetime
import os
import pathlib
import signal
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from people import Agent, Visitor  # noqa: E402
from shop import DataFolders, Shop  # noqa: E402
from stranger_attacks import ATTACKS, named  # noqa: E402

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
WANTED = sys.argv[2:] or list(ATTACKS)
MOST_MEGABYTES, MOST_MILLISECONDS, MOST_STOP = 50, float(os.environ.get("LIMIT_MS", "100")), 10
ELSEWHERE = "127.0.0.9"  # the address of those who measure: nobody attacks from there


def ten_years(data):
    """A folder as old shops have them: 3,650 days of 20 conversations."""
    day = datetime.datetime(2016, 11, 1, 10)
    for _ in range(3_650):
        folder = data / f"transcripts/{day:%Y/%m/%d}"
        folder.mkdir(parents=True)
        for minute in range(20):
            (folder / f"10{minute:02}00Z-{named(day)}.jsonl").touch()
        day += datetime.timedelta(days=1)


def megabytes(pid):
    return int(next(line for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS")).split()[1]) / 1024


def elsewhere(address):
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=20, source_address=(ELSEWHERE, 0))


def p99(times):
    return sorted(times)[int(len(times) * 0.99)] if times else float("nan")


async def livez(shop, taken, over):
    def ask():
        begun = time.perf_counter()
        with elsewhere(shop.listen) as connection:
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while connection.recv(4096):
                pass
        return (time.perf_counter() - begun) * 1000

    while not over.is_set():
        taken.append(await asyncio.to_thread(ask))
        await asyncio.sleep(0.05)


async def rings(shop, anna, taken, over):
    """From a stranger's first words to the ring at the console, over and over."""
    while not over.is_set():
        visitor = Visitor(shop)
        await visitor.come(sock=await asyncio.to_thread(elsewhere, shop.listen))
        begun = time.perf_counter()
        mid = await visitor.post("Is anybody there?")
        await anna.until(lambda: any(n["type"] == "ring" and n["c"] == mid for n in anna.notices[-400:]), "the ring", 30)
        taken.append((time.perf_counter() - begun) * 1000)
        await anna.press(mid)
        await anna.send({"type": "end", "c": mid})
        await visitor.leave()
        await asyncio.sleep(0.4)


async def watch(pid, seen, over):
    while not over.is_set():
        seen.append(megabytes(pid))
        await asyncio.sleep(0.2)


async def measured(shop, name, failed):
    pid = shop.process.pid
    over, live, rung, memory = asyncio.Event(), [], [], []
    anna = Agent(shop)
    await anna.come(sock=await asyncio.to_thread(elsewhere, shop.listen))
    before = megabytes(pid)
    attacker = await asyncio.create_subprocess_exec(
        "taskset", "-c", "0", sys.executable, str(pathlib.Path(__file__).with_name("stranger_attacks.py")), name,
        shop.listen, shop.demo, str(SECONDS + 30), stdout=asyncio.subprocess.PIPE)
    tasks = [asyncio.create_task(task) for task in (
        livez(shop, live, over), rings(shop, anna, rung, over), watch(pid, memory, over))]
    await asyncio.wait(tasks, timeout=SECONDS, return_when=asyncio.FIRST_EXCEPTION)
    # In the middle of it.
    over.set()
    begun = time.monotonic()
    shop.process.send_signal(signal.SIGTERM)
    with contextlib.suppress(Exception):
        await asyncio.to_thread(shop.process.wait, 60)
    took = time.monotonic() - begun
    results = await asyncio.gather(*tasks, return_exceptions=True)
    with contextlib.suppress(ProcessLookupError):
        attacker.send_signal(signal.SIGTERM)
    said = (await attacker.communicate())[0].decode().strip()
    faults = [result for result in results if isinstance(result, Exception) and not isinstance(result, OSError)]
    growth = max(memory) - before
    print(
        f"{name:12} memory {before:.0f} -> {max(memory):.0f} MB (+{growth:.0f}), /livez p99 {p99(live):.1f} ms of {len(live)}, "
        f"ring p99 {p99(rung):.1f} ms of {len(rung)}, stop {took:.1f} s; {said}", *faults, flush=True)
    if growth > MOST_MEGABYTES or p99(live) > MOST_MILLISECONDS or took > MOST_STOP or not rung or p99(rung) > MOST_MILLISECONDS:
        failed.append(name)


def main():
    failed = []
    with tempfile.TemporaryDirectory() as place:
        folders = DataFolders(pathlib.Path(place))
        for name in WANTED:
            shop = Shop()
            shop.data = folders.fresh(shop.origin)
            ten_years(shop.data)
            shop.start()
            try:
                asyncio.run(measured(shop, name, failed))
            finally:
                shop.kill()
                folders.discard(shop.data)
    print("strangers: " + (f"bounds passed by {', '.join(failed)}" if failed else "every bound was kept"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
