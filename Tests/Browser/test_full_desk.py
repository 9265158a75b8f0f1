"""A desk that is full rings softly, a pick-up shows its time, and an agent who is away is said to be."""

import re

from playwright.sync_api import expect

from test_alarm import feeling_agent


def bar(console):
    return console.page.locator("hold-bar")


def test_the_bar_shows_the_time_of_a_pick_up_and_one_key_takes_all_of_it(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hi! Is the Nina Simone box still in stock?")
    anna.pick_up()
    expect(bar(anna)).to_contain_text(re.compile(r"It rings on in [4-6] s unless you send words"))
    reading = bar(anna).get_by_role("button", name="I am reading")
    assert reading.get_attribute("aria-keyshortcuts") == "W Alt+W"
    expect(bar(anna).get_by_role("status")).to_contain_text("seconds left to write")
    anna.pictures("console-hold")
    anna.page.keyboard.press("Alt+w")
    expect(reading).to_be_hidden()
    expect(bar(anna)).to_contain_text(re.compile(r"It rings on in 2\d s"))
    anna.field.press_sequentially("Let me look")
    # A ring has passed: neither the key nor the draft lets it go.
    expect(bar(anna)).to_contain_text(re.compile(r"It rings on in 2[0-2] s"), timeout=12_000)
    anna.pictures("console-hold-draft")
    anna.say("Let me look: two copies, both mint.")
    expect(bar(anna)).to_be_hidden()
    visitor.hears("Let me look: two copies, both mint.")
    stage.quiet()


def test_with_everybody_full_it_rings_softly_and_the_launcher_stays_true(stage):
    anna = feeling_agent(stage)
    for number in (1, 2):
        visitor = stage.visitor().open()
        visitor.say(f"Visitor {number}")
        anna.pick_up()
        anna.say(f"Hello, {number}.")
    anna.page.evaluate("heard.length = felt.length = 0")
    third = stage.visitor()
    expect(third.launcher).to_contain_text("Anna is here")
    third.pictures("widget-launcher-full")
    third.open().say("And me?")
    third.sees("Ringing Anna")
    third.pictures("widget-ringing-full")
    expect(anna.page.locator("call-card.soft")).to_contain_text("it rings softly")
    anna.page.wait_for_function("heard.length > 0")
    assert set(anna.page.evaluate("heard")) == {392}
    assert not any(isinstance(pattern, list) for pattern in anna.page.evaluate("felt")), "no phone shakes"
    anna.pictures("console-soft-ring")
    anna.pick_up()
    anna.say("One moment, I am with you.")
    third.hears("One moment, I am with you.")
    stage.quiet()


def test_the_visitor_reads_that_the_agent_is_away(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello")
    anna.pick_up()
    anna.say("Good morning.")
    expect(visitor.panel).to_contain_text("Anna is with you")
    anna.page.close()
    expect(visitor.panel.get_by_text("Anna is away just now").first).to_be_visible(timeout=5000)
    expect(visitor.panel).not_to_contain_text("Anna is with you")
    visitor.pictures("widget-away")
    stage.agent()
    expect(visitor.panel).to_contain_text("Anna is with you")
