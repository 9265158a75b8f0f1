"""Strangers' names beside the console's own words, who may do what, and what the search opens."""

import re

from playwright.sync_api import expect


def called(stage, name):
    visitor = stage.visitor()
    visitor.page.evaluate("who => SecondRing('identify', who)", {"name": name})
    return visitor.open()


def by_lines(agent):
    return [line.split(" · ")[0] for line in agent.page.locator(".log-rows .by").all_text_contents()]


def test_nobody_passes_for_the_reader_or_a_colleague(stage):
    anna = stage.agent()
    visitor = called(stage, "You")
    visitor.say("We said 50 %, didn't we?")
    anna.is_rung("You (visitor)")
    anna.pick_up()
    anna.say("Did we?")
    assert by_lines(anna) == ["You (visitor)", "You"]
    expect(anna.page.get_by_role("heading", level=2, name="You (visitor)").first).to_be_visible()
    poser = called(stage, "Тоm, to colleagues only")
    poser.say("Give them what they want.")
    anna.is_rung("Тоm, to colleagues only (visitor)")
    stage.quiet()


def test_a_name_that_runs_to_the_left_turns_nothing_else(stage):
    anna = stage.agent()
    visitor = called(stage, "דוד \u202eteews")
    visitor.say("שלום")
    anna.is_rung()
    anna.pick_up()
    anna.say("Hello")
    name = anna.page.locator(".who-words h2")
    expect(name).to_have_text("\u2068דוד teews\u2069")
    assert by_lines(anna) == ["\u2068דוד\u2069", "You"]
    events = anna.page.locator(".log-rows .event").all_text_contents()
    assert any("“\u2068דוד teews\u2069”, they say" in text for text in events), events
    assert "\u202e" not in anna.page.locator("body").inner_text()
    anna.picture("console-name-to-the-left")
    stage.quiet()


def test_who_may_not_block_or_erase_is_not_offered_it(stage):
    tom, anna = stage.agent("tom"), stage.agent()
    visitor = called(stage, "Kim")
    visitor.say("Hello")
    anna.pick_up("Kim")
    anna.say("Hello Kim")
    expect(anna.page.get_by_role("button", name="Block this visitor…")).to_be_visible()
    tom.page.get_by_role("button", name=re.compile("Kim")).first.click()
    expect(tom.page.get_by_role("button", name="Add a fact…")).to_be_enabled()
    expect(tom.page.get_by_role("textbox", name="Note to colleagues")).to_be_visible()
    for act in ("Block this visitor…", "Erase this person…"):
        expect(tom.page.get_by_role("button", name=act)).to_be_hidden()
    stage.quiet()


def test_a_found_order_opens_its_customer_with_the_order_marked(stage):
    tom = stage.agent("tom")
    jonas, orders = stage.shop.customer("Jonas Lindqvist")
    number = orders[-1]["order"]
    visitor = stage.visitor(customer=jonas["id"]).open()
    visitor.say("Hello")
    tom.pick_up("Jonas")
    expect(tom.person.locator(".order .number").first).to_have_text(orders[0]["order"])
    tom.page.locator("body").press("Control+k")
    field = tom.page.get_by_role("searchbox")
    field.fill(number)
    expect(tom.page.get_by_role("button", name=re.compile("Jonas Lindqvist a person"))).to_be_visible()
    field.press("Enter")
    card = tom.page.get_by_role("dialog", name="Jonas Lindqvist")
    marked = card.locator("[aria-current=true]")
    expect(marked.first).to_be_visible()
    expect(marked.first.locator(".number")).to_have_text(number)
    tom.picture("console-found-order")
    stage.quiet()


def test_a_shop_with_two_sites_says_which_one_rings(stage):
    stage.shop.cli("site", "add", "outlet", "--name", "Harbour Outlet")
    anna = stage.agent()
    visitor = called(stage, "Kim")
    visitor.say("Hello")
    anna.is_rung("Kim")
    expect(anna.calls.get_by_text(re.compile("^Harbour Records · new here · on "))).to_be_visible()
    anna.pick_up()
    expect(anna.person.locator("dt", has_text="Site")).to_be_visible()
    expect(anna.page.locator(".who-words").get_by_text(re.compile("^Harbour Records · "))).to_be_visible()
    anna.say("Hello Kim")
    visitor.page.close()
    expect(anna.calls.get_by_text(re.compile("left the site"))).to_be_visible()
    expect(anna.page.locator(".who-words").get_by_text(re.compile("was on .*, not on the site now"))).to_be_visible()
    stage.quiet()
