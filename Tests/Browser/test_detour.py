"""Where no WebSocket comes through, people talk all the same, and are told no more than they need."""

import re
import time

import pytest
from playwright.sync_api import expect

from proxy import Proxy

# What Chromium writes about each WebSocket and request that the proxy took.
TROUBLE = re.compile(r"WebSocket connection to .* failed|net::ERR_|status of 410")


@pytest.fixture
def proxied(open_shop, make_stage):
    """A shop with a proxy in front of it, seen through browsers."""
    shop = open_shop(start=False)
    proxy = Proxy(shop.listen)
    shop.front = proxy.address
    yield make_stage(shop.start()), proxy
    proxy.close()


def said(stage):
    stage.shop.stop()
    return [line["text"] for line in stage.shop.transcript_of_the_only_talk() if line["type"] == "said"]


def ways(stage):
    """How many are connected in each way, as the health report has it."""
    checks = stage.shop.get("/health").json["checks"]
    return {way: checks[f"connections:{way}"][0]["observedValue"] for way in ("websocket", "sse")}


@pytest.mark.parametrize("how", ["refuse", "swallow"])
def test_a_visitor_talks_where_no_websocket_comes_through(proxied, how):
    stage, proxy = proxied
    getattr(proxy, how)("/ws/visitor")
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.write("Can you hear me?")
    expect(visitor.log.get_by_text("Sent ✓")).to_be_visible(timeout=30_000)
    anna.pick_up()
    anna.say("Loud and clear.")
    visitor.hears("Loud and clear.")
    expect(anna.person.get_by_text("by a detour")).to_be_visible()
    anna.picture(f"console-visitor-on-a-detour-{how}")
    assert ways(stage) == {"websocket": 1, "sse": 1}
    visitor.page.reload()
    visitor.hears("Loud and clear.", within=3)
    visitor.say("And after a reload?")
    anna.hears("And after a reload?")
    anna.field.press_sequentially("Still")
    visitor.sees("Anna is writing…")
    anna.say("Still here.")
    visitor.hears("Still here.")
    visitor.go("/orders")
    visitor.say("And on the next page")
    anna.hears("And on the next page")
    stage.quiet(but=TROUBLE)
    assert said(stage) == [
        "Can you hear me?", "Loud and clear.", "And after a reload?", "Still here.", "And on the next page"]


def test_an_agent_is_rung_and_answers_where_no_websocket_comes_through(proxied):
    stage, proxy = proxied
    proxy.refuse("/ws/agent")
    anna, visitor = stage.agent(), stage.visitor().open()
    anna.sees("Connected by a detour", within=30)
    anna.picture("console-on-a-detour")
    visitor.say("Hello?")
    anna.pick_up()
    anna.say("By request.")
    visitor.hears("By request.")
    visitor.say("By socket.")
    anna.hears("By socket.")
    expect(anna.person.get_by_text("by a detour")).to_have_count(0)
    stage.quiet(but=TROUBLE)
    assert said(stage) == ["Hello?", "By request.", "By socket."]


def test_nothing_is_lost_or_doubled_when_the_way_changes_in_mid_talk(proxied):
    stage, proxy = proxied
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("By socket")
    anna.pick_up()
    anna.say("I hear you.")
    visitor.hears("I hear you.")
    proxy.refuse("/ws/")
    proxy.cut()
    visitor.write("In between")
    anna.write("In between, too")
    visitor.hears("In between, too", within=35)
    anna.hears("In between", within=35)
    assert ways(stage)["sse"] == 2
    visitor.say("By request")
    anna.hears("By request")
    proxy.cut()
    visitor.write("Cut once more")
    anna.hears("Cut once more", within=35)
    words = said(stage)
    assert sorted(words) == sorted(
        ["By socket", "I hear you.", "In between", "In between, too", "By request", "Cut once more"])
    stage.quiet(but=TROUBLE)


def test_a_server_that_is_away_is_no_reason_for_a_detour(proxied):
    stage, _ = proxied
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Before")
    anna.pick_up()
    # The console opens the talk at once; the visitor is told when it is on disk.
    visitor.sees("Anna is with you")
    stage.shop.kill()
    for _ in range(4):  # tries in vain
        with visitor.page.expect_event("websocket"):
            pass
    stage.shop.start()
    anna.write("I am back.")
    # Whoever has tried in vain for a while waits up to half a minute before the next try.
    expect(anna.log.get_by_text(re.compile("^(Sent ✓|Seen ✓✓)$"))).to_be_visible(timeout=40_000)
    visitor.hears("I am back.", within=40)
    assert ways(stage)["sse"] == 0
    stage.quiet(but=TROUBLE)


def test_a_line_that_went_dark_is_noticed_from_both_sides(proxied):
    stage, proxy = proxied
    visitor = stage.visitor().open()
    visitor.say("Before the line went dark")
    anna = stage.agent()
    anna.pick_up()
    anna.say("I hear you.")
    visitor.hears("I hear you.")
    proxy.darken()
    anna.write("Into the dark")
    expect(anna.log.get_by_text(re.compile("trying", re.IGNORECASE))).to_be_visible(timeout=20_000)
    anna.sees("Not connected. Trying again", within=30)
    deadline = time.monotonic() + 30
    while stage.shop.get("/health").json["checks"]["agents:on_bell"][0]["observedValue"]:
        assert time.monotonic() < deadline, "the server still believes in a console that is gone"
        anna.page.wait_for_timeout(200)
    proxy.brighten()
    anna.hears("Into the dark", within=40)
    expect(anna.log.get_by_text(re.compile("^(Sent ✓|Seen ✓✓)$"))).to_be_visible(timeout=40_000)
    stage.quiet(but=TROUBLE)


def test_a_visitors_line_that_went_dark_is_given_up_and_made_anew(proxied):
    stage, proxy = proxied
    context = stage.context()
    context.clock.install()
    anna, visitor = stage.agent(), stage.visitor(context=context).open()
    visitor.say("Before the line went dark")
    proxy.darken()
    visitor.write("Into the dark")
    visitor.page.clock.run_for(20_000)
    visitor.sees("Not sent, trying…")
    visitor.page.clock.run_for(60_000)  # two beats and a half, heard by nobody
    visitor.sees("Not connected, trying again.")
    proxy.brighten()
    anna.is_rung()
    for _ in range(20):
        visitor.page.clock.run_for(5_000)
        if visitor.log.get_by_text("Sent ✓").count():
            break
    expect(visitor.log.get_by_text("Sent ✓")).to_be_visible()
    assert said(stage) == ["Before the line went dark", "Into the dark"]


def test_with_storage_blocked_each_page_finds_the_detour_by_itself(proxied):
    stage, proxy = proxied
    proxy.refuse("/ws/visitor")
    context = stage.context()
    context.add_init_script("""for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });""")
    anna, visitor = stage.agent(), stage.visitor(context=context).open()
    visitor.write("Without a memory")
    expect(visitor.log.get_by_text("Sent ✓")).to_be_visible(timeout=30_000)
    anna.pick_up()
    anna.say("I remember for both of us.")
    visitor.hears("I remember for both of us.")
    stage.quiet(but=TROUBLE)


def test_two_tabs_and_an_offline_spell_on_the_detour(proxied):
    stage, proxy = proxied
    proxy.refuse("/ws/")
    context = stage.context()
    anna, one = stage.agent(), stage.visitor(context=context).open()
    one.write("From the first tab")
    expect(one.log.get_by_text("Sent ✓")).to_be_visible(timeout=30_000)
    two = stage.visitor("/orders", context=context)
    two.hears("From the first tab", within=30)
    anna.pick_up()
    context.set_offline(True)
    one.sees("You are offline. What you write is kept, and goes out when you are back.")
    one.write("In the tunnel")
    anna.say("While you were in the tunnel")
    context.set_offline(False)
    for tab in (one, two):
        tab.hears("While you were in the tunnel", within=35)
        tab.hears("In the tunnel", within=35)
    anna.hears("In the tunnel")
    stage.quiet(but=TROUBLE)
    assert said(stage) == ["From the first tab", "While you were in the tunnel", "In the tunnel"]
