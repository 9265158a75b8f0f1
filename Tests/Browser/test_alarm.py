"""What an agent hears, feels and sees of a ring, and how the console knows that somebody is there."""

import json
import re

import pytest
from playwright.sync_api import expect

SENSES = """window.heard = []; window.felt = [];
    navigator.vibrate = pattern => { felt.push(pattern); return true; };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...rest) { heard.push(this.frequency.value); start.apply(this, rest); };"""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


class Ear:
    """Hears what a console says to the server, and can speak in the server's name."""

    def __init__(self):
        self.sent, self.page = [], None

    def between(self, page):
        self.page, server = page, page.connect_to_server()
        page.on_message(lambda message: (self.sent.append(json.loads(message)), server.send(message)))

    def tell(self, notice):
        self.page.send(json.dumps(notice))

    def beats(self):
        return [command["active"] for command in self.sent if command["type"] == "beat"]


def sensed(console, sense):
    return console.page.evaluate(sense)


def feeling_agent(stage, **options):
    context = stage.context(**options)
    context.add_init_script(SENSES)
    anna = stage.agent(context=context)
    anna.page.get_by_role("button", name="Turn on the sound").click()
    expect(anna.page.get_by_role("button", name="Turn on the sound")).to_be_hidden()
    return anna


def test_a_ring_is_heard_felt_and_titled_and_stops_at_the_pick_up(stage):
    anna, visitor = feeling_agent(stage, **PHONE), stage.visitor().open()
    visitor.say("Hello")
    anna.is_rung()
    expect(anna.page).to_have_title(re.compile("^☎ "))
    anna.page.wait_for_function("heard.length >= 4 && Array.isArray(felt.at(-1))")
    anna.pick_up_button().click()
    expect(anna.page).not_to_have_title(re.compile("☎"))
    anna.page.wait_for_function("felt.at(-1) === 0")
    stage.quiet(but=None)


def test_an_invitation_rings_as_a_visitor_does(stage):
    tom, visitor = stage.agent("tom"), stage.visitor().open()
    visitor.say("Hello")
    tom.pick_up()
    tom.say("Good morning.")
    anna = feeling_agent(stage)
    assert sensed(anna, "heard.length") == 0
    tom.page.keyboard.press("Escape")
    tom.page.keyboard.press("c")
    tom.page.get_by_role("dialog").get_by_role("button", name="Ask Anna").click()
    expect(anna.page).to_have_title("☎ Tom asks you in")
    anna.page.wait_for_function("heard.length >= 4 && felt.length >= 1")
    stage.quiet(but=None)


def test_who_wants_it_quiet_sees_the_ring_and_no_more(stage):
    anna, visitor = feeling_agent(stage), stage.visitor().open()
    anna.page.get_by_role("button", name="You, Anna").click()
    anna.page.get_by_role("checkbox", name="Sound when it rings").uncheck()
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("button", name="Turn on the sound")).to_be_visible()
    anna.page.evaluate("heard.length = felt.length = 0")
    visitor.say("Hello")
    anna.is_rung()
    expect(anna.page).to_have_title(re.compile("^☎ "))
    assert sensed(anna, "[heard.length, felt.filter(Array.isArray).length]") == [0, 0]
    anna.page.get_by_role("button", name="Turn on the sound").click()
    anna.page.wait_for_function("heard.length >= 4 && felt.some(Array.isArray)")
    stage.quiet(but=None)


def until(console, fact, what, within=20):
    """The page's own events are heard while one waits on the page."""
    for _ in range(within * 10):
        if fact():
            return
        console.page.wait_for_timeout(100)
    raise AssertionError(what)


def listened_to(stage, **options):
    """A console, what it says to the server, and a way to tell it something in the server's name."""
    ear, context = Ear(), stage.context(**options)
    context.route_web_socket(re.compile("/ws/agent"), ear.between)
    agent = stage.agent(context=context)
    expect(agent.bell).to_have_text("On the bell")
    return agent, ear


def test_a_page_nobody_touches_says_so_and_a_touch_says_otherwise(stage):
    anna, ear = listened_to(stage)
    until(anna, lambda: False in ear.beats(), "a page left alone claims nobody")
    count = len(ear.beats())
    anna.page.mouse.move(200, 200)
    until(anna, lambda: True in ear.beats()[count:], "the next beat says that somebody moved")
    count = len(ear.beats())
    until(anna, lambda: False in ear.beats()[count:], "and the one after it that nobody has since")


@pytest.mark.parametrize("answered", ["12 of 14", "0 of 0"])
def test_on_a_phone_the_bar_is_one_line(stage, answered):
    second, of = map(int, answered.split(" of "))
    anna, ear = listened_to(stage, **PHONE)
    ear.tell({"type": "promise", "second": second, "all": of})
    if of:
        expect(anna.page.get_by_text(answered, exact=True).last).to_be_visible()
    bar = anna.page.locator("top-bar").bounding_box()
    assert bar["height"] <= 60, bar
    anna.bell.click()
    expect(anna.bell).to_have_text("Taking a breath")
    assert anna.page.locator("top-bar").bounding_box()["height"] <= 60
    assert anna.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_console_says_what_the_server_thinks(stage):
    anna, ear = listened_to(stage)
    expect(anna.bell).to_have_text("On the bell")
    until(anna, lambda: ear.beats()[-1:] == [False], "nobody has moved")
    ear.tell({"type": "team", "team": [{"id": "anna", "name": "Anna", "face": "", "presence": "idle"}]})
    expect(anna.page.get_by_role("heading", name="Are you there?")).to_be_visible()
    expect(anna.page.get_by_role("button", name="Are you there? Press any key")).to_be_visible()
    before = len(ear.beats())
    anna.page.keyboard.press("Shift")
    until(anna, lambda: ear.beats()[before:before + 1] == [True], "the first key is told at once", within=2)


def test_an_agent_who_does_not_move_is_asked_and_found_again_by_one_key(open_shop, make_stage):
    shop = open_shop(start=False)
    shop.set(attentionSeconds=1)
    stage = make_stage(shop.start() and shop)
    anna, tom = stage.agent(), stage.agent("tom")
    expect(anna.page.get_by_role("heading", name="Are you there?")).to_be_visible(timeout=30_000)
    tom.sees("Not at the keyboard: Anna")
    anna.page.keyboard.press("Shift")
    expect(anna.page.get_by_role("heading", name="Nobody is ringing.")).to_be_visible()
    expect(anna.bell).to_have_text("On the bell")
    expect(anna.bell).to_have_text("Are you there?", timeout=30_000)
    anna.bell.click()
    expect(anna.bell).to_have_text("On the bell")
    stage.quiet(but=None)
