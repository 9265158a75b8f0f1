"""What the product promises, in a real browser: a visitor on the demo shop, an agent in the console."""

import re

from playwright.sync_api import expect

from pages import Gate


def test_a_talk_from_the_launcher_to_the_answer(stage):
    who, orders = stage.shop.customer("Maren Voss")
    anna = stage.agent()
    maren = stage.visitor("/box-sets/nina-simone", customer=who["id"])
    expect(maren.launcher).to_contain_text("Anna is here")
    maren.open()
    maren.say("Is the Nina Simone box still in stock?")
    expect(maren.log).to_contain_text("Ringing Anna…")

    anna.is_rung("Maren Voss")
    expect(anna.calls).to_contain_text("Is the Nina Simone box still in stock?")
    expect(anna.calls).to_contain_text("/box-sets/nina-simone")
    expect(anna.calls).to_contain_text(f"{len(orders)} orders")
    expect(anna.page).to_have_title("☎ Maren is ringing")
    anna.calls.get_by_role("button", name="Maren Voss", exact=True).click()
    for order in orders[:3]:
        expect(anna.person).to_contain_text(order["title"])
    expect(anna.person).to_contain_text("proved")
    expect(anna.person.get_by_role("link", name=re.compile("nina", re.I)).first).to_be_visible()

    anna.page.keyboard.press("p")
    expect(anna.field).to_be_focused()
    maren.hears("Anna picked up")
    anna.field.press_sequentially("Yes")
    maren.sees("Anna is writing…")
    anna.field.fill("")
    anna.say("Yes, two copies. Shall I keep one for you?")
    maren.hears("Yes, two copies. Shall I keep one for you?")
    expect(maren.log).to_contain_text("Anna")
    expect(maren.panel).to_contain_text("Anna is with you")
    expect(maren.log.get_by_text("Seen ✓✓")).to_be_visible()
    expect(anna.log.get_by_text("Seen ✓✓")).to_be_visible()
    maren.field.press_sequentially("Oh")
    anna.sees("Maren is writing…")
    maren.write("Oh, please do!")
    anna.hears("Oh, please do!")
    expect(anna.page).not_to_have_title(re.compile("ringing"))
    stage.quiet(but=None)


def test_both_reload_and_still_have_the_talk(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Before the reload")
    anna.pick_up()
    anna.say("The answer before the reload")
    visitor.hears("The answer before the reload")
    for page in (visitor.page, anna.page):
        page.reload()
    for person in (visitor, anna):
        person.hears("Before the reload")
        person.hears("The answer before the reload")
    visitor.say("After the reload")
    anna.hears("After the reload")
    anna.say("And the answer after it")
    visitor.hears("And the answer after it")
    stage.quiet(but=None)


def test_the_talk_follows_to_the_shops_next_page(stage):
    anna, visitor = stage.agent(), stage.visitor("/").open()
    visitor.say("On the first page")
    anna.pick_up()
    anna.say("The answer on the first page")
    visitor.hears("The answer on the first page")
    visitor.go("/records/mingus-ah-um")
    expect(visitor.panel).to_be_visible()
    visitor.hears("On the first page")
    visitor.hears("The answer on the first page")
    expect(visitor.page.locator("body")).to_be_visible()
    expect(anna.person).to_contain_text(re.compile("mingus", re.I))
    visitor.say("On the second page")
    anna.hears("On the second page")
    stage.quiet(but=None)


def test_killed_in_mid_talk_both_come_back_and_the_next_words_come_once(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Before the power cut")
    anna.pick_up()
    anna.say("The answer before the power cut")
    visitor.hears("The answer before the power cut")
    stage.shop.kill()
    anna.sees("Not connected. Trying again… What you write is kept.")
    visitor.sees("Not connected, trying again. What you write is kept.")
    visitor.write("While the power was gone")
    anna.write("The agent wrote meanwhile, too")
    visitor.sees("Not sent, trying…")
    stage.shop.start()
    anna.hears("While the power was gone", within=35)
    visitor.hears("The agent wrote meanwhile, too", within=35)
    visitor.say("After the power cut")
    anna.hears("After the power cut")
    for person in (visitor, anna):
        for text in ("Before the power cut", "While the power was gone", "The agent wrote meanwhile, too"):
            person.hears(text)
    stage.shop.stop()
    said = [line["text"] for line in stage.shop.transcript_of_the_only_talk() if line["type"] == "said"]
    assert len(said) == len(set(said)) == 5
    stage.quiet()


def test_two_agents_pressing_one_wins_and_the_other_is_told(stage):
    anna, visitor = stage.agent("anna"), stage.visitor()
    # What the server tells Tom is held back from the ring on, so that he presses before he knows that Anna has.
    late = Gate()
    context = stage.context()
    context.route_web_socket(re.compile("/ws/agent"), late.between)
    tom = stage.agent("tom", context=context)
    visitor.open()
    visitor.say("Who will it be?")
    anna.is_rung(), tom.is_rung()
    late.close()
    anna.pick_up()
    tom.is_rung()
    tom.page.keyboard.press("Alt+p")
    expect(tom.calls).to_contain_text("Picking up…")
    late.open()
    tom.sees("Anna was faster.")
    expect(tom.field).to_have_count(0)
    expect(tom.pick_up_button()).to_have_count(0)
    anna.say("It is me.")
    visitor.hears("It is me.")
    expect(visitor.log).not_to_contain_text("Tom picked up")
    stage.quiet(but=None)


def test_nobody_here_and_then_somebody(stage):
    visitor = stage.visitor()
    expect(visitor.launcher).to_contain_text("Write to us")
    visitor.open()
    expect(visitor.log).to_have_attribute("data-greeting", re.compile("Nobody is at the desk right now"))
    visitor.say("Anybody there?")
    visitor.sees("Nobody is at the desk right now. Your words are kept")
    anna = stage.agent()
    anna.is_rung()
    visitor.sees("Ringing Anna…")
    anna.pick_up()
    anna.say("Here I am.")
    visitor.hears("Here I am.")
    stage.quiet(but=None)


def test_a_talk_ends_and_the_next_words_ring_anew(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Thanks for everything")
    anna.pick_up()
    anna.say("Any time.")
    visitor.hears("Any time.")
    anna.page.get_by_role("button", name="End", exact=True).click()
    visitor.sees("Anna ended the talk. Write again and it rings anew.")
    expect(anna.page.get_by_text("The talk is over.")).to_be_visible()
    expect(anna.page.get_by_role("button", name="End", exact=True)).to_be_hidden()
    visitor.say("One more thing")
    anna.is_rung()
    anna.pick_up()
    anna.say("Tell me.")
    visitor.hears("Tell me.")
    stage.quiet(but=None)


def test_a_note_to_colleagues_stays_there(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello")
    anna.pick_up()
    anna.page.get_by_role("button", name="Note to colleagues").click()
    note = anna.page.get_by_role("textbox", name="Note to colleagues")
    note.fill("A regular: be kind.")
    note.press("Enter")
    anna.hears("A regular: be kind.")
    anna.say("Good morning.")
    visitor.hears("Good morning.")
    expect(visitor.log).not_to_contain_text("regular")
    stage.quiet(but=None)
