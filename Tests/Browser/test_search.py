"""Finding talks and people from the console, reading one, and forgetting somebody."""

import re

from playwright.sync_api import expect

from test_accessibility import is_clean
from test_pictures import look


def talk_with(stage, anna, words, customer=None):
    visitor = stage.visitor(customer=customer).open()
    visitor.say(words)
    anna.is_rung()
    anna.pick_up()
    anna.say("I have a look at it.")
    visitor.hears("I have a look at it.")
    return visitor


def test_talks_are_found_and_read_by_keyboard(stage):
    anna = stage.agent(bypass_csp=True)
    jonas, _ = stage.shop.customer("Jonas Lindqvist")
    talk_with(stage, anna, "Is the turquoise Kettle back?", customer=jonas["id"])
    page = anna.page
    page.locator("body").press("Control+k")
    sheet = page.get_by_role("dialog", name="Find")
    field = sheet.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill("lindquist kettle")
    hit = sheet.get_by_role("button", name=re.compile("turquoise Kettle"))
    expect(hit).to_be_visible()
    assert hit.locator("mark").all_inner_texts() == ["Lindqvist", "Kettle"]
    expect(sheet.get_by_role("status")).to_have_text("1 talk.")
    look(anna, "console-search")
    is_clean(page)
    field.press("ArrowDown")
    expect(hit).to_be_focused()
    hit.press("ArrowUp")
    expect(field).to_be_focused()
    field.press("Enter")
    talk = page.get_by_role("dialog", name=re.compile("^A talk with Jonas"))
    expect(talk.get_by_text("Is the turquoise Kettle back?")).to_be_visible()
    expect(talk.get_by_role("textbox")).to_have_count(0)
    look(anna, "console-search-reading")
    page.keyboard.press("Escape")
    expect(talk).to_be_hidden()
    expect(sheet).to_be_visible()
    field.fill("zeppelin")
    expect(sheet.get_by_role("status")).to_contain_text("Nothing was found")
    expect(sheet.get_by_role("button", name=re.compile("Kettle"))).to_have_count(0)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Find", exact=True).click()
    expect(field).to_be_focused()
    stage.quiet()


def test_somebody_who_never_wrote_is_met_by_their_card(stage):
    tom = stage.agent("tom", bypass_csp=True)
    page = tom.page
    page.get_by_role("button", name="Find", exact=True).click()
    sheet = page.get_by_role("dialog", name="Find")
    sheet.get_by_role("searchbox").fill("maren voss")
    hit = sheet.get_by_role("button", name=re.compile("Maren Voss"))
    expect(hit).to_be_visible()
    hit.click()
    card = page.get_by_role("dialog", name="Maren Voss")
    expect(card.get_by_text("maren@example.com")).to_be_visible()
    expect(card.get_by_role("heading", name=re.compile("^Past purchases · "))).to_be_visible()
    expect(card.get_by_role("textbox")).to_have_count(0)
    look(tom, "console-search-person")
    is_clean(page)
    page.keyboard.press("Escape")
    expect(hit).to_be_focused()
    stage.quiet()


def test_an_owner_forgets_somebody_by_typing_their_name(stage):
    anna, tom = stage.agent(bypass_csp=True), stage.agent("tom")
    jonas, _ = stage.shop.customer("Jonas Lindqvist")
    jonas_page = talk_with(stage, anna, "Is the turquoise kettle back?", customer=jonas["id"])
    page = anna.page
    expect(page.get_by_role("link", name="Download all we hold")).to_be_visible()
    expect(tom.page.get_by_role("button", name="Erase this person…")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all we hold").click()
    assert b"turquoise" in download.value.path().read_bytes()
    page.get_by_role("button", name="Erase this person…").click()
    name = page.get_by_label(re.compile("Type “Jonas Lindqvist”"))
    expect(name).to_be_focused()
    look(anna, "console-erase")
    is_clean(page)
    name.fill("Jonas")
    page.get_by_role("button", name="Erase for ever").click()
    expect(page.get_by_text("That is not the name in their file.")).to_be_visible()
    name.fill("Jonas Lindqvist")
    page.get_by_role("button", name="Erase for ever").click()
    expect(page.get_by_text("A talk with them has not ended. End it first.")).to_be_visible()
    assert stage.shop.transcripts(), "nothing was erased so far"
    page.get_by_role("button", name="End", exact=True).click()
    jonas_page.sees("Anna ended the talk.")
    name.fill("Jonas Lindqvist")
    page.get_by_role("button", name="Erase for ever").click()
    expect(page.get_by_text("Erased, with 1 talk.")).to_be_visible()
    assert not stage.shop.transcripts()
    stage.quiet(but=re.compile("422|409|404"))
