"""What ops and load balancers ask."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from people import Agent, Visitor
from shop import secondring


def health(shop):
    answer = shop.get("/health")
    assert answer.headers["Content-Type"].startswith("application/health+json")
    return answer


async def test_health_says_whether_a_visitor_would_meet_a_person(shop):
    nobody = health(shop)
    async with Agent(shop) as anna:
        reachable = health(shop)
        visitors = [Visitor(shop) for _ in range(2)]
        for visitor in visitors:
            await visitor.come()
            c = (await visitor.say("Hello!"))["c"]
            await anna.pick_up(c)
            await anna.say(c, "Good morning.")
        busy = health(shop)
        for visitor in visitors:
            await visitor.leave()
    assert [answer.json["status"] for answer in (nobody, reachable, busy)] == ["warn", "pass", "warn"]
    assert "nobodyHere" in nobody.text and "everyoneBusy" in busy.text
    # Full or not, somebody is rung.
    assert [answer.json["would_meet_a_person"] for answer in (nobody, reachable, busy)] == [False, True, True]
    assert "nobodyHere" not in reachable.text and "everyoneBusy" not in reachable.text


def test_live_and_ready(shared_shop):
    assert shared_shop.get("/livez").status == 200 and shared_shop.get("/readyz").status == 200
    assert shared_shop.get("/livez", to=shared_shop.ops).status == 200


def test_the_health_command_asks_a_running_server(shop):
    assert secondring("health", "--url", shop.base + "/health").returncode == 0
    shop.stop()
    gone = secondring("health", "--url", shop.base + "/health", check=False)
    assert gone.returncode != 0 and gone.stderr.strip()


def samples(shop):
    answer = shop.get("/metrics", to=shop.ops)
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain")
    families = list(text_string_to_metric_families(answer.text))
    assert all(family.documentation for family in families), "every metric says what it is"
    found = [sample for family in families for sample in family.samples]
    return {(sample.name, *sorted(sample.labels.values())): sample.value for sample in found}


async def test_metrics_are_read_by_prometheus_and_count(shop):
    before = samples(shop)
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Good morning.")
        after = samples(shop)
    assert before and all(name[0].startswith(("secondring_", "process_")) for name in before)
    assert {name for name, number in after.items() if number != before.get(name, 0)}, "a talk leaves its mark"


def test_metrics_are_for_the_ops_listener_only(shared_shop):
    assert shared_shop.get("/metrics").status == 404
    assert shared_shop.get("/metrics", to=shared_shop.demo).status == 404


@pytest.mark.parametrize("path", ["/console/", "/api/v1/me", "/widget.js?site=harbour"])
def test_the_ops_listener_serves_ops_only(shared_shop, path):
    assert shared_shop.get(path, to=shared_shop.ops).status == 404
