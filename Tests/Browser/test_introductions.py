"""A colleague is asked into a talk: seen by who asks, by who is asked, and by the visitor."""

import re

import pytest
from playwright.sync_api import expect

from pages import ConsolePage, Gate

LINE = "Tom built the amp you are asking about: he takes it from here."


def talk(stage, *others, **options):
    """Anna has a talk, and the others are on the bell."""
    anna = stage.agent("anna", **options)
    visitor = stage.visitor().open()
    visitor.say("My amp hums")
    anna.pick_up()
    anna.say("Let me see.")
    visitor.hears("Let me see.")
    consoles = [stage.agent(name) for name in others]
    for name in others:
        anna.sees(f"On the bell with you: {name.title()}")
    return anna, visitor, *consoles


def ask(console, part="Hand over…", line=LINE, whom="Tom"):
    console.page.get_by_role("button", name=part).click()
    sheet = console.page.get_by_role("dialog")
    sheet.get_by_role("radio", name=re.compile(whom)).check()
    sheet.get_by_role("textbox").fill(line)
    sheet.get_by_role("button", name=f"Ask {whom}").click()
    expect(sheet).to_have_count(0)


def begun(console, line=LINE):
    """The sheet with a line for Tom, not yet sent."""
    console.page.get_by_role("button", name="Hand over…").click()
    sheet = console.page.get_by_role("dialog")
    sheet.get_by_role("radio", name=re.compile("Tom")).check()
    sheet.get_by_role("textbox").fill(line)
    return sheet


def invitation(console):
    return console.calls.get_by_role("listitem").filter(has=console.page.get_by_role("button", name=re.compile("^Join ")))


def test_a_handover_from_three_sides(stage):
    anna, visitor, tom = talk(stage, "tom")
    ask(anna)
    expect(anna.page.get_by_text("Asking Tom to take over…")).to_be_visible()
    expect(anna.page.get_by_role("button", name="Withdraw")).to_be_visible()
    expect(tom.page).to_have_title("☎ Anna asks you to take over")
    expect(invitation(tom)).to_contain_text("Anna asks you to take over")
    expect(invitation(tom)).to_contain_text(f"“{LINE}”")
    expect(invitation(tom)).to_contain_text("Someone in Oslo")
    visitor.hears(LINE)
    visitor.sees("Anna is asking Tom to take over…")

    tom.page.keyboard.press("p")
    expect(tom.field).to_be_focused()
    tom.hears("My amp hums")
    tom.sees("Anna is here too")
    visitor.hears("Tom takes over from Anna")
    expect(visitor.panel.get_by_role("heading")).to_have_text("Tom and Anna are with you")
    anna.sees("Tom has the talk, you are here too")
    tom.say("Which valves are in it?")
    visitor.hears("Which valves are in it?")
    anna.hears("Which valves are in it?")
    anna.say("I leave you two to it.")
    visitor.hears("I leave you two to it.")
    anna.page.get_by_role("button", name="Leave", exact=True).click()
    visitor.hears("Anna has left the talk")
    expect(visitor.panel.get_by_role("heading")).to_have_text("Tom is with you")
    expect(tom.page.get_by_role("button", name="End", exact=True)).to_be_visible()
    expect(anna.page.get_by_role("button", name="End", exact=True)).to_be_hidden()
    stage.quiet(but=None)


def test_who_cannot_come_says_so_and_nothing_changes_hands(stage):
    anna, visitor, tom = talk(stage, "tom")
    ask(anna)
    invitation(tom).get_by_role("button", name="Not now").click()
    visitor.hears("Tom can’t come right now. Anna stays with you.")
    expect(anna.log).to_contain_text("Tom can’t come right now")
    expect(invitation(tom)).to_have_count(0)
    expect(tom.page).not_to_have_title(re.compile("asks"))
    expect(anna.page.get_by_role("button", name="Hand over…")).to_be_visible()
    stage.quiet(but=None)


def test_an_invitation_is_taken_back(stage):
    anna, visitor, tom = talk(stage, "tom")
    ask(anna)
    expect(invitation(tom)).to_be_visible()
    anna.page.get_by_role("button", name="Withdraw").click()
    expect(invitation(tom)).to_have_count(0)
    visitor.hears("Anna stays with you")
    stage.quiet(but=None)


def test_a_colleague_called_in_helps_and_the_note_stays_between_them(stage):
    anna, visitor, tom = talk(stage, "tom")
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("c")
    sheet = anna.page.get_by_role("dialog", name="Call somebody in")
    expect(sheet.get_by_role("radio", name=re.compile("Tom"))).to_be_focused()
    expect(sheet).to_contain_text("on the bell")
    anna.page.keyboard.press("Tab")
    anna.page.keyboard.type("Do we still have EL34s?")
    anna.page.keyboard.press("Enter")
    expect(sheet).to_have_count(0)
    tom.page.keyboard.press("Alt+p")
    tom.hears("Do we still have EL34s?")
    visitor.hears("Tom is here too")
    expect(visitor.log).not_to_contain_text("EL34")
    expect(visitor.panel.get_by_role("heading")).to_have_text("Anna and Tom are with you")
    tom.say("We do, four of them.")
    visitor.hears("We do, four of them.")
    anna.hears("We do, four of them.")
    expect(tom.page.get_by_role("button", name="Hand over…")).to_be_hidden()
    stage.quiet(but=None)


def test_a_sheet_that_is_opened_again_in_the_same_moment_stays(stage):
    anna, _, _ = talk(stage, "tom")
    anna.log.focus()
    anna.page.keyboard.press("h")
    sheet = anna.page.get_by_role("dialog", name=re.compile("^Hand over the talk with "))
    expect(sheet).to_be_visible()
    anna.page.evaluate("""async () => {
      const dialog = document.querySelector("dialog[open]");
      const closed = new Promise((done) => dialog.addEventListener("close", () => setTimeout(done)));
      dialog.close();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyH", key: "h", altKey: true, bubbles: true }));
      await closed;
    }""")
    expect(sheet).to_be_visible(timeout=1000)


def test_the_sheet_by_keyboard_alone_keeps_the_line_over_escape(stage):
    anna, _, _ = talk(stage, "tom")
    anna.log.focus()
    anna.page.keyboard.press("h")
    sheet = anna.page.get_by_role("dialog", name=re.compile("^Hand over the talk with "))
    anna.page.keyboard.press("Tab")
    anna.page.keyboard.press("Enter")
    expect(sheet).to_contain_text("One line of introduction, please")
    anna.page.keyboard.type("Half a line")
    anna.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    anna.page.keyboard.press("Alt+h")
    expect(sheet.get_by_role("textbox")).to_have_value("Half a line")
    stage.quiet(but=None)


def test_who_takes_a_breath_cannot_be_asked_and_one_who_just_left_is_told_of_in_words(stage):
    context, held = stage.context(), Gate()
    context.route_web_socket(re.compile("/ws/agent"), held.between)
    anna, visitor, tom = talk(stage, "tom", context=context)
    anna.page.keyboard.press("Alt+h")
    sheet = anna.page.get_by_role("dialog")
    expect(sheet.get_by_role("radio", name=re.compile("Tom"))).to_be_enabled()
    held.close()
    tom.bell.click()
    expect(tom.bell).to_have_text("Taking a breath")
    sheet.get_by_role("textbox").fill(LINE)
    anna.page.keyboard.press("Enter")
    expect(sheet.get_by_role("button", name="Asking…")).to_be_disabled()
    held.open()
    expect(sheet.get_by_role("alert")).to_have_text("Tom is not on the bell now, and cannot be asked.")
    expect(sheet.get_by_role("radio", name=re.compile("Tom"))).to_be_disabled()
    expect(sheet).to_contain_text("taking a breath")
    expect(sheet.get_by_role("textbox")).to_have_value(LINE)
    expect(visitor.log).not_to_contain_text(LINE)
    stage.quiet(but=None)


@pytest.fixture
def house(open_shop, make_stage):
    """A shop whose owner, Ruth, has a console too."""
    shop = open_shop()
    shop.cli("agent", "add", "ruth", "--name", "Ruth", "--owner")
    return make_stage(shop)


def ruth_comes(house):
    page = house.context().new_page()
    page.goto(f"{house.shop.base}/console/#link={house.shop.link_token('ruth')}")
    page.get_by_role("button", name="Sign in as Ruth").click()
    expect(page.get_by_role("dialog", name="Welcome, Ruth")).to_be_visible()
    page.keyboard.press("Escape")
    return ConsolePage(page, house)


def test_a_line_meant_for_one_never_goes_to_another(house):
    anna, visitor, tom = talk(house, "tom")
    ruth_comes(house)
    anna.page.keyboard.press("Alt+h")
    sheet = anna.page.get_by_role("dialog")
    expect(sheet.get_by_role("radio", name=re.compile("Ruth"))).to_be_enabled()
    sheet.get_by_role("radio", name=re.compile("Tom")).check()
    sheet.get_by_role("textbox").fill(LINE)
    tom.bell.click()
    expect(sheet.get_by_role("radio", name=re.compile("Tom"))).to_be_disabled()
    expect(sheet.get_by_role("button", name="Ask", exact=True)).to_be_disabled()
    sheet.get_by_role("textbox").press("Enter")
    sheet.get_by_role("radio", name=re.compile("Ruth")).check()
    expect(sheet.get_by_role("button", name="Ask Ruth")).to_be_enabled()
    expect(visitor.log).not_to_contain_text(LINE)
    house.quiet(but=None)


def test_the_owner_of_the_shop_comes_in_openly(house):
    anna, visitor = talk(house)
    ruth = ruth_comes(house)
    page = ruth.page
    ruth.calls.get_by_role("button", name=re.compile("Someone in Oslo")).click()
    page.get_by_role("button", name="Join", exact=True).click()
    visitor.hears("Ruth is here too")
    anna.sees("Ruth is here too")
    expect(anna.page.get_by_role("button", name="Join", exact=True)).to_be_hidden()
    ruth.say("May I add something?")
    visitor.hears("May I add something?")
    page.get_by_role("button", name="Leave", exact=True).click()
    visitor.hears("Ruth has left the talk")
    house.quiet(but=None)


def test_while_the_line_is_down_nobody_is_asked_and_the_line_written_stays(stage):
    anna, visitor, _ = talk(stage, "tom")
    sheet = begun(anna)
    stage.shop.kill()
    anna.sees("Not connected. Trying again…")
    sheet.get_by_role("button", name="Ask Tom").click()
    expect(sheet).to_contain_text("Not connected: nobody has been asked.")
    stage.shop.start()
    expect(anna.page.get_by_text("Not connected. Trying again…")).to_have_count(0, timeout=35_000)
    sheet.get_by_role("radio", name=re.compile("Tom.*on the bell")).check(timeout=35_000)
    expect(sheet.get_by_role("textbox")).to_have_value(LINE)
    sheet.get_by_role("button", name="Ask Tom").click()
    expect(sheet).to_have_count(0)
    visitor.hears(LINE, within=35)


def test_a_line_of_introduction_outlives_a_reload(stage):
    anna, _, _ = talk(stage, "tom")
    begun(anna)
    anna.page.reload()
    anna.page.get_by_role("button", name="Hand over…").click()
    expect(anna.page.get_by_role("dialog").get_by_role("textbox")).to_have_value(LINE)
