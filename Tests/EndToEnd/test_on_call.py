"""Nobody answers: whoever is on call is called, by the shop's own program; and the visitor reads who comes when."""

import asyncio
import json
import time
from datetime import datetime, timezone

from ids import new_id
from people import Agent, Visitor

CATCH = """#!/bin/sh
echo "$@" >> "{folder}/arguments"
cat >> "{folder}/calls"
"""


def program(shop, text=CATCH):
    path = shop.data / "pager"
    path.write_text(text.format(folder=shop.data))
    path.chmod(0o700)
    return str(path)


async def wait_for(path, lines=1):
    """Until so many lines stand in a file that somebody else writes."""
    async with asyncio.timeout(10):
        while not path.exists() or len(path.read_text().splitlines()) < lines:
            await asyncio.sleep(0.02)
    return path.read_text().splitlines()


def called_out(shop, outcome):
    wanted = f'secondring_calls_out_total{{outcome="{outcome}"}} '
    [line] = [line for line in shop.get("/metrics", to=shop.ops).text.splitlines() if line.startswith(wanted)]
    return float(line.removeprefix(wanted))


async def test_the_third_ring_runs_the_shops_program(open_shop):
    shop = open_shop(ring=400, start=False)
    shop.cli("agent", "set", "tom", "--on-call")
    trap = shop.data / "trap"
    shop.set(onCallCommand=[program(shop), f"$(touch {trap})", "; touch", str(trap)])
    shop.start()
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.hear("ring", c=c, ring=2)
        assert not (shop.data / "calls").exists()
        await anna.hear("ring", c=c, ring=3)
        [call] = await wait_for(shop.data / "calls")
        assert json.loads(call) | {"at": ""} == {"at": "", "conversation": c, "ring": 3, "agents": ["tom"]}
        assert (shop.data / "arguments").read_text() == f"$(touch {trap}) ; touch {trap}\n" and not trap.exists()
        assert (shop.data / "calls.jsonl").read_text() == call + "\n"
        await anna.hear("ring", c=c, ring=5)
        async with Agent(shop, "tom", bell=False) as tom:
            await tom.hear("ring", c=c)
        assert len((shop.data / "calls").read_text().splitlines()) == 1
        await asyncio.to_thread(lambda: shop.wait_for_log(lambda _: called_out(shop, "done") == 1, "count of the call"))


async def test_a_program_that_fails_is_logged_and_holds_nobody(open_shop):
    shop = open_shop(ring=400, start=False)
    shop.cli("agent", "set", "tom", "--on-call")
    shop.set(onCallCommand=[program(shop, "#!/bin/sh\nexit 3\n")])
    shop.start()
    async with Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        line = await asyncio.to_thread(
            shop.wait_for_log, lambda line: line.get("message") == "on call not reached", "line that says so")
        assert "failed" in str(line) and called_out(shop, "failed") == 1
        async with Agent(shop) as anna:
            await anna.pick_up(c)
            await anna.say(c, "Here.")
            await visitor.words("Here.")


async def test_the_team_file_is_read_again_while_it_runs(open_shop):
    shop = open_shop(ring=400)
    async with Agent(shop, "tom", bell=False) as tom, Visitor(shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await tom.talk(c, state="waiting")
        shop.cli("agent", "set", "tom", "--on-call")
        assert json.loads((shop.data / "team/tom.json").read_text())["onCall"] is True
        await tom.hear("ring", c=c)
        assert "on call" in shop.cli("agent", "list").stdout
        shop.cli("agent", "set", "tom", "--no-on-call")
        await tom.talk(c, state="waiting")


async def test_who_comes_when_is_told_from_the_rota(open_shop):
    shop = open_shop(env={"TZ": "Asia/Kathmandu"})
    refused = shop.cli("agent", "set", "anna", "--hours", "monday at nine", check=False)
    assert refused.returncode != 0 and "mon-fri 09:00-17:00" in refused.stderr
    shop.cli("agent", "set", "anna", "--hours", "mon-sun 09:00-17:00")
    async with Visitor(shop) as visitor:
        await visitor.say("Anybody?")
        back = (await visitor.hear("talk", state="waiting"))["back"]
        at = datetime.fromtimestamp(back["at"] / 1000, timezone.utc)
        assert back["name"] == "Anna" and (at.hour, at.minute) == (3, 15), "nine o'clock in Kathmandu"
        assert 0 < back["at"] / 1000 - time.time() <= 86_400
        async with Agent(shop):
            assert "back" not in await visitor.hear("talk", state="ringing")


async def test_a_talk_that_nobody_has_is_refused_by_name(shop):
    async with Agent(shop) as anna:
        c = new_id()
        await anna.send({"type": "open", "c": c, "after": 0})
        assert (await anna.hear("error", c=c))["code"] == "unknown_talk"
