"""What a stranger may take: the server stays quick, small and honest whatever one browser or address sends."""

import asyncio
import collections
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import preload

from ids import new_id, new_secret
from people import Agent, Visitor

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
DAYS, FILES = 200, 10


def named(moment):
    """An id whose name says this moment."""
    number = (int(moment.timestamp() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    return "".join(LETTERS[number >> (125 - 5 * place) & 31] for place in range(26))


def years_of_talks(data):
    """Empty transcripts of many days: what matters is how long a look through all of their names takes."""
    first = datetime.datetime(2024, 1, 1, 10)
    for day in (first + datetime.timedelta(days=number) for number in range(DAYS)):
        folder = data / f"transcripts/{day:%Y/%m/%d}"
        folder.mkdir(parents=True)
        for minute in range(FILES):
            (folder / f"10{minute:02}00Z-{named(day)}.jsonl").touch()
    return first


def queue(shop, name):
    return shop.get("/health").json["checks"][f"queue:{name}"][0]


async def test_a_made_up_resume_point_looks_at_no_more_days_than_its_own(open_shop):
    shop = open_shop(start=False)
    first = years_of_talks(shop.data)
    shop.start()

    async def hello(number):
        stranger = Visitor(shop)
        await stranger.open(f"/visitor?site={stranger.site}", stranger.origin)
        resume = {"c": named(first + datetime.timedelta(days=number % DAYS)), "seq": 3, "mid": new_id()}
        await stranger.send({
            "type": "hello", "v": 1, "secret": new_secret(), "page": stranger.page, "referrer": "", "lang": "", "tz": "",
            "resume": resume})
        await stranger.hear("welcome")
        await stranger.leave()

    async with Agent(shop) as anna:
        for begin in range(0, 150, 50):
            await asyncio.gather(*(hello(number) for number in range(begin, begin + 50)))
        begun = time.monotonic()
        async with Visitor(shop) as visitor:
            c = (await visitor.say("Is anybody there?"))["c"]
            await anna.pick_up(c)
            await anna.until(lambda: c in anna.cards, "the card of the visitor")
        assert time.monotonic() - begun < 2, "an agent waited behind strangers"
    begun = time.monotonic()
    assert shop.stop() == 0
    assert time.monotonic() - begun < 5


async def test_one_visitor_in_many_tabs_changes_who_they_are_only_so_often(shop):
    first = Visitor(shop)
    await first.come()
    await first.say("Hello!")
    tabs = [first] + [first.tab() for _ in range(3)]
    for tab in tabs[1:]:
        await tab.come()
    for number in range(40):
        for place, tab in enumerate(tabs):
            who = f"{number}.{place}"
            await tab.identify(
                signed=False, name=f"N {who}", email=f"{who}.{'m' * 200}@x", website=f"https://{who}.{'w' * 200}.example")
    await first.until(
        lambda: sum(n["type"] == "error" and n["code"] == "too_fast" for tab in tabs for n in tab.notices) >= 100,
        "the refusals")
    refused = [notice for tab in tabs for notice in tab.notices if notice["type"] == "error"]
    assert {notice.get("field") for notice in refused if notice["code"] == "too_fast"} <= {"identify", None, ""}
    # Whoever may still speak is not one of these: words have a count of their own.
    await first.say("Still here.")
    [path] = shop.transcripts()
    assert path.read_text().count('"identified"') <= 12
    for tab in tabs:
        await tab.leave()
    shop.stop()
    [person] = [path for path in shop.data.glob("people/*/*.txt") if "N 0.0" in path.read_text()]
    assert person.stat().st_size < 8 * 1024
    assert person.read_text().count("email: ") <= 8 and person.read_text().count("website: ") <= 8


def test_no_more_guesses_are_looked_at_than_are_allowed_and_nobody_waits_behind_them(shop):
    cookie = shop.sign_in_cookie("anna")
    picture = b"\x89PNG\r\n\x1a\n" + b"x" * 100
    face = shop.request("PUT", "/api/v1/me/face", {"Cookie": cookie, "Origin": shop.base}, picture).json["face"]
    with ThreadPoolExecutor(40) as pool:
        guesses = [
            pool.submit(shop.post, "/api/v1/session", {"name": "tom", "password": f"guess number {number}"})
            for number in range(40)]
        begun = time.monotonic()
        assert shop.get(face).status == 200
        assert time.monotonic() - begun < 1, "a picture waited behind passwords"
        statuses = collections.Counter(guess.result().status for guess in guesses)
    assert statuses[401] <= 10, statuses
    assert set(statuses) <= {401, 429, 503}, statuses


def test_passwords_wait_in_a_short_line_and_who_finds_it_full_is_told_when_to_come(shop):
    def guess(number):
        return shop.post("/api/v1/session", {"name": f"nobody{number}", "password": "guess"})

    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(guess, range(24)))
    full = [answer for answer in answers if answer.status == 503]
    assert full and len(full) < 24
    assert all(answer.headers["Retry-After"] and answer.json["error"]["code"] == "busy" for answer in full)


async def test_a_hanging_archive_is_seen_in_health_and_the_stop_has_an_end(open_shop, tmp_path):
    gate = tmp_path / "gate"
    shop = open_shop(env=preload.environment("held_files") | {"HELD_FILE": ".jsonl", "HELD_GATE": str(gate)})
    async with Visitor(shop) as visitor:
        await visitor.say("The first words.")
        while not shop.transcripts():
            await asyncio.sleep(0.02)
        async with Agent(shop) as anna:
            gate.touch()
            asyncio.get_running_loop().run_in_executor(None, ask, shop, visitor.c, anna.cookie)
            assert await asyncio.to_thread(stuck, shop), "health says nothing of an archive that hangs"
            metrics = shop.get("/metrics", to=shop.ops).text
            assert 'secondring_queue_length{queue="archive"}' in metrics
    begun = time.monotonic()
    shop.process.terminate()
    assert await asyncio.to_thread(shop.process.wait, 20) == 0
    assert time.monotonic() - begun < 10
    assert any("stopped before the disk" in line.get("message", "") for line in shop.log)


def ask(shop, conversation, cookie):
    try:
        shop.get(f"/api/v1/transcripts/{conversation}", Cookie=cookie)
    except OSError:
        pass


def stuck(shop):
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        archive = queue(shop, "archive")
        if archive["observedValue"] and archive["oldest_ms"] > 500:
            return archive
        time.sleep(0.1)
    return None


@pytest.mark.skipif(os.geteuid() != 0, reason="a small file system is mounted")
def test_health_says_within_5_s_that_the_disk_is_full(open_shop, tmp_path):
    shop = open_shop(start=False)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "none", disk], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    folder, shop.data = shop.data, disk / "data"
    try:
        shutil.copytree(folder, shop.data)
        shop.start()
        assert shop.get("/health").status == 200
        with (disk / "filler").open("wb") as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass
        begun = time.monotonic()
        while shop.get("/health").status != 503:
            assert time.monotonic() - begun < 5, "health does not see that the disk is full"
            time.sleep(0.1)
        assert shop.get("/health").json["checks"]["storage:writable"][0]["status"] == "fail"
        (disk / "filler").unlink()
        while shop.get("/health").status == 503:
            assert time.monotonic() - begun < 12, "health does not see that there is room again"
            time.sleep(0.1)
    finally:
        shop.kill()
        subprocess.run(["umount", "-l", disk], check=True)
        shop.data = folder


def test_wrong_requests_fill_no_log(shop):
    for _ in range(300):
        assert shop.raw(b"NONSENSE\r\n\r\n").startswith(b"HTTP/1.1 400")
    told = [line for line in shop.log if line.get("message") == "network"]
    assert 0 < len(told) <= 20
    assert "secondring_network_notices_total 300" in shop.get("/metrics", to=shop.ops).text


def test_a_proxy_that_is_not_trusted_is_said_in_words(open_shop):
    shop = open_shop()
    assert shop.get("/health").json["checks"]["proxy:trusted"][0]["status"] == "pass"
    shop.get("/widget.js?site=harbour", X_Forwarded_For="192.0.2.7:51000", X_Forwarded_Proto="https")
    check = shop.get("/health").json["checks"]["proxy:trusted"][0]
    assert check["status"] == "warn" and "--trusted-proxies 127.0.0.1" in check["output"]
    [line] = [line for line in shop.log if "not trusted" in line.get("message", "")]
    assert "--trusted-proxies 127.0.0.1" in json.dumps(line)


@pytest.mark.parametrize("entry", ["10.2.1.{}:51000", "[2001:db8:{}::1]:443", "10.3.1.{}"])
async def test_each_visitor_behind_a_proxy_counts_for_themselves(open_shop, entry):
    shop = open_shop(env={"SECONDRING_TRUSTED_PROXIES": "127.0.0.1", "SECONDRING_CONNECTIONS_PER_ADDRESS": "2"})
    visitors = [Visitor(shop) for _ in range(6)]
    for number, visitor in enumerate(visitors):
        await visitor.open(
            f"/visitor?site={visitor.site}", visitor.origin, {"X-Forwarded-For": entry.format(number + 1)})
        await visitor.send({
            "type": "hello", "v": 1, "secret": visitor.secret, "page": visitor.page, "referrer": "", "lang": "", "tz": ""})
        await visitor.hear("welcome")
    for visitor in visitors:
        await visitor.leave()


async def test_ipv6_is_counted_by_its_network(open_shop):
    shop = open_shop(env={"SECONDRING_TRUSTED_PROXIES": "127.0.0.1", "SECONDRING_CONNECTIONS_PER_ADDRESS": "2"})
    visitors = [Visitor(shop) for _ in range(3)]
    for number, visitor in enumerate(visitors):
        await visitor.open(
            f"/visitor?site={visitor.site}", visitor.origin, {"X-Forwarded-For": f"2001:db8:1:2:{number + 1}::9"})
    await visitors[2].until(lambda: visitors[2].close_code, "the refusal of the third")
    assert visitors[2].close_code == 1013
    for visitor in visitors[:2]:
        await visitor.leave()


@pytest.mark.parametrize("written, comes, stays_out", [
    ("https://*.shop.example", ["https://www.shop.example"], ["https://evil-shop.example", "https://www.shop.example.evil"]),
    ("https://shop.example:443", ["https://shop.example"], ["https://shop.example:8443", "http://shop.example"]),
])
async def test_an_origin_with_a_star_or_the_usual_port_is_understood(shop, written, comes, stays_out):
    shop.cli("site", "add", "w1", "--origin", written)
    for origin in comes:
        async with Visitor(shop, site="w1", origin=origin) as visitor:
            assert visitor.welcome["site"]["id"] == "w1"
    for origin in stays_out:
        stranger = Visitor(shop, site="w1", origin=origin)
        await stranger.open("/visitor?site=w1", origin)
        await stranger.until(lambda: stranger.close_code, "the refusal")
        assert stranger.close_code == 4501


@pytest.mark.parametrize("origin, why", [("https://*.example", "two labels"), ("https://shop.example/x", "no path")])
def test_an_origin_that_cannot_be_is_refused_with_the_reason(shop, origin, why):
    refused = shop.cli("site", "add", "w2", "--origin", origin, check=False)
    assert refused.returncode != 0 and origin in refused.stderr and why in refused.stderr


def test_a_console_behind_a_tls_proxy_is_told_what_to_set(open_shop):
    shop = open_shop(start=False)
    with_url = shop.command()
    shop.command = lambda: with_url[:with_url.index("--public-url")]
    shop.start()
    answer = shop.post(
        "/api/v1/session", {"name": "anna", "password": "x"}, Origin="https://chat.example",
        **{"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})
    assert (answer.status, answer.json["error"]["code"]) == (403, "wrong_origin")
    assert "--public-url https://chat.example" in answer.json["error"]["message"]
    [check] = shop.get("/health").json["checks"]["proxy:trusted"]
    assert "--trusted-proxies 127.0.0.1 and --public-url" in check["output"]


@pytest.mark.parametrize("url", ["https://chat.example/chat", "https://*.chat.example", "chat.example", "https://chat.example?x"])
def test_a_public_url_that_is_no_origin_is_refused_in_words(open_shop, url):
    shop = open_shop(start=False)
    command = [url if part == shop.base else part for part in shop.command()]
    refused = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=20, env=os.environ | shop.env)
    assert refused.returncode != 0 and f"public-url '{url}'" in refused.stderr


@pytest.mark.parametrize("who", ["visitor", "agent"])
async def test_who_never_says_hello_is_let_go_even_while_it_answers_beats(open_shop, carrier, who):
    shop = open_shop(env={"SECONDRING_HELLO_MILLISECONDS": "600"})
    page = Visitor(shop) if who == "visitor" else Agent(shop)
    begun = time.monotonic()
    if who == "visitor":
        await page.open(f"/visitor?site={page.site}", page.origin)
    else:
        await page.open("/agent", shop.base, {"Cookie": await asyncio.to_thread(shop.sign_in_cookie, "anna")})
    while not page.close_code:
        await page.send({"type": "beat"})
        await asyncio.sleep(0.05)
        assert time.monotonic() - begun < 5, "it holds its connection without a hello"
    assert page.close_code == 4002


async def test_who_says_hello_in_time_stays(open_shop, carrier):
    shop = open_shop(env={"SECONDRING_HELLO_MILLISECONDS": "600"})
    async with Visitor(shop) as visitor:
        await asyncio.sleep(1)
        assert (await visitor.say("Still here."))["c"]
