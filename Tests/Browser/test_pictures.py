"""Every state as a picture to look at: SCREENSHOTS=DIR pytest Tests/Browser/test_pictures.py; nothing may hang over."""

import json
import re

import pytest
from playwright.sync_api import expect

from pages import SCREENSHOTS
from shop import SITE
from test_alarm import listened_to
from test_promise import open_promise, shop_with_a_past

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maximiliana Konstantinopolitanska"
RTL = {
    "lang": "ar", "dir": "rtl", "talk": "تحدّث مع إنسان", "write": "اكتب إلينا", "willAnswer": "سيجيبك إنسان",
    "oneHere": "{} هنا", "manyHere": "{} هنا", "realPeople": "{} · أناس حقيقيون", "message": "رسالتك", "send": "أرسل",
    "writeTo": "اكتب إلى {}…", "writeToUs": "اكتب إلينا…", "greeting": "اكتب، وسيرنّ هنا فورًا. سيجيبك إنسان.",
    "ringing": "يرنّ عند {}…", "sent": "أُرسلت ✓", "seen": "قُرئت ✓✓", "isWith": "{} معك", "pickedUp": "{} أجابت",
    "areWith": "{} معك", "isAsking": "{} تسأل {} أن يتولّى الأمر…", "takesOver": "{} يتولّى الأمر بعد {}",
    "isHereToo": "{} هنا أيضًا", "cannotCome": "{} لا يستطيع الآن. {} باقية معك.", "hasLeft": "{} غادر الحديث",
    "panel": "تحدّث إلى {}", "close": "إغلاق", "log": "ما قيل",
}


def hangs_over(shown):
    """What is cut off or scrolls sideways at this width."""
    return shown.page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0


def look(shown, name):
    """Pictures in light, dark and 360 wide; at each of them nothing hangs over the edge."""
    shown.pictures(name)
    before = shown.page.viewport_size
    for width in (1280, 720, 360):
        shown.page.set_viewport_size({"width": width, "height": 740})
        assert not hangs_over(shown), f"{name} at {width}"
    shown.page.set_viewport_size(before)


def edit_site(shop, **changes):
    path = shop.data / "sites" / f"{SITE}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_the_shop(stage):
    visitor = stage.visitor()
    for name, path in {"home": "/", "box": "/box-sets/nina-simone", "record": "/records/mingus-ah-um",
                       "orders": "/orders", "help": "/help"}.items():
        visitor.go(path)
        expect(visitor.launcher).to_be_visible()
        look(visitor, f"shop-{name}")


def test_widget_from_the_first_look_to_the_end(stage):
    nobody = stage.visitor()
    expect(nobody.launcher).to_contain_text("Write to us")
    look(nobody, "widget-launcher-nobody")
    look(nobody.open(), "widget-greeting-nobody")
    nobody.say("Is anybody there? I would like to ask about a record.")
    nobody.sees("Nobody is at the desk right now.")
    look(nobody, "widget-nobody-here")

    anna, _ = stage.agent("anna"), stage.agent("tom")
    visitor = stage.visitor("/box-sets/nina-simone")
    expect(visitor.launcher).to_contain_text("are here")
    look(visitor, "widget-launcher")
    look(visitor.open(), "widget-greeting")
    visitor.say("Hi! Is the Nina Simone box still in stock?")
    visitor.sees("Ringing ")
    look(visitor, "widget-ringing")
    nobody.page.close()
    anna.calls.get_by_role("button", name=re.compile("^Pick up")).last.click()
    visitor.sees("Anna picked up")
    look(visitor, "widget-picked-up")
    expect(anna.field).to_be_focused()
    anna.say("It is: two copies, both mint.")
    visitor.hears("It is: two copies, both mint.")
    visitor.say("Lovely. Would you keep one for me? I can come by on Saturday, or you send it to Oslo, as last time.")
    anna.field.press_sequentially("Of")
    visitor.sees("Anna is writing…")
    look(visitor, "widget-typing")
    anna.say("Of course. See https://example.org/parcels/how-we-pack-them-so-that-nothing-ever-breaks for how we pack.")
    visitor.sees("how we pack")
    visitor.say("Perfect!")
    look(visitor, "widget-talk")
    anna.page.get_by_role("button", name="End", exact=True).click()
    if (sure := anna.page.get_by_role("button", name="End the talk", exact=True)).is_visible():
        sure.click()
    visitor.sees("Anna ended the talk.")
    look(visitor, "widget-ended")


def test_widget_with_long_names_and_words(open_shop, make_stage):
    shop = open_shop(start=False)
    edit_site(shop, name="Harbour Records " + "& Sons " * 6)
    path = shop.data / "team" / "anna.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"name": LONG}))
    stage = make_stage(shop.start() and shop)
    anna, visitor = stage.agent(), stage.visitor()
    look(visitor, "widget-launcher-long-names")
    visitor.launcher.click()
    panel = visitor.page.get_by_role("dialog", name=re.compile("Talk to Harbour"))
    panel.get_by_role("textbox").fill("Donaudampfschifffahrtsgesellschaft" * 6)
    panel.get_by_role("textbox").press("Enter")
    anna.pick_up()
    anna.say("x" * 300)
    expect(panel.get_by_text("x" * 300)).to_be_visible()
    look(visitor, "widget-long-names")
    look(anna, "console-long-words")


def test_widget_from_right_to_left(open_shop, make_stage):
    shop = open_shop(start=False)
    edit_site(shop, words=RTL)
    stage = make_stage(shop.start() and shop)
    anna, visitor = stage.agent(), stage.visitor()
    look(visitor, "widget-launcher-rtl")
    visitor.page.locator("second-ring").get_by_role("button").first.click()
    field = visitor.page.get_by_role("textbox", name="رسالتك")
    field.fill("مرحبا، هل لديكم أسطوانة Nina Simone؟")
    field.press("Enter")
    anna.pick_up()
    anna.say("نعم، نسختان.")
    expect(visitor.page.get_by_text("نعم، نسختان.")).to_be_visible()
    look(visitor, "widget-rtl")
    look(anna, "console-rtl-words")
    tom = stage.agent("tom")
    anna.page.keyboard.press("Alt+h")
    anna.page.get_by_role("dialog").get_by_role("textbox").fill("توم يعرف هذه الأسطوانة.")
    anna.page.keyboard.press("Enter")
    tom.page.get_by_role("button", name=re.compile("^Join")).click()
    expect(visitor.page.get_by_text("Tom يتولّى الأمر بعد Anna")).to_be_visible()
    look(visitor, "widget-rtl-taken-over")


def test_widget_refused_and_too_long(stage):
    visitor = stage.visitor().open()
    visitor.field.fill("long words " * 800)
    visitor.sees("letters too many")
    look(visitor, "widget-too-long")


def test_console_from_sign_in_to_the_end(stage):
    page = stage.context().new_page()
    page.goto(f"{stage.shop.base}/console/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    anna = stage.agent()
    anna_out = type(anna)(page, stage)
    look(anna_out, "console-sign-in")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That name and password do not match.")).to_be_visible()
    look(anna_out, "console-sign-in-wrong")

    look(anna, "console-rest")
    who, _ = stage.shop.customer("Maren Voss")
    maren = stage.visitor("/box-sets/nina-simone", customer=who["id"]).open()
    maren.say("Is the Nina Simone box still in stock? I have been looking for it for years.")
    stranger = stage.visitor("/records/mingus-ah-um", timezone_id="America/New_York", locale="en-US").open()
    stranger.say("Do you ship to the States?")
    anna.is_rung("Maren Voss")
    anna.is_rung("New York")
    look(anna, "console-ringing")
    anna.calls.get_by_role("button", name="Maren Voss", exact=True).click()
    expect(anna.person).to_contain_text("Past purchases")
    look(anna, "console-ringing-open")
    anna.page.keyboard.press("p")
    expect(anna.field).to_be_focused()
    anna.say("Good morning, Maren. It is: two copies.")
    maren.say("Lovely!")
    anna.hears("Lovely!")
    maren.field.press_sequentially("And")
    anna.sees("Maren is writing…")
    look(anna, "console-talk")
    anna.page.get_by_role("button", name="Note to colleagues").click()
    anna.page.get_by_role("textbox", name="Note to colleagues").fill("She has wanted this one since May.")
    look(anna, "console-note")
    anna.page.get_by_role("button", name="Note to colleagues").click()
    anna.page.get_by_role("button", name="You, Anna").click()
    expect(anna.page.get_by_role("dialog")).to_be_visible()
    look(anna, "console-you")
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("Alt+p")
    anna.say("We do.")
    stranger.hears("We do.")
    look(anna, "console-stranger")
    anna.page.get_by_role("button", name="End", exact=True).click()
    stranger.sees("Anna ended the talk.")
    look(anna, "console-ended")
    stage.shop.kill()
    anna.sees("Not connected.")
    look(anna, "console-not-connected")


def in_a_talk(stage, words="My amp hums, and it hums in B flat."):
    anna, tom, visitor = stage.agent(), stage.agent("tom"), stage.visitor("/records/mingus-ah-um").open()
    visitor.say(words)
    anna.pick_up()
    anna.say("Let me see.")
    visitor.hears("Let me see.")
    return anna, tom, visitor


def test_a_handover(stage):
    anna, tom, visitor = in_a_talk(stage)
    anna.page.keyboard.press("Alt+h")
    sheet = anna.page.get_by_role("dialog")
    look(anna, "console-introduce")
    sheet.get_by_role("textbox").fill("Tom, who built the amp you are asking about, knows what to do. He takes it from here.")
    look(anna, "console-introduce-written")
    anna.page.keyboard.press("Enter")
    expect(sheet).to_have_count(0)
    tom.sees("asks you to take over")
    visitor.sees("Anna is asking Tom")
    look(anna, "console-asking")
    look(tom, "console-asked")
    look(visitor, "widget-asking")
    tom.page.keyboard.press("p")
    visitor.hears("Tom takes over from Anna")
    tom.say("B flat? That is the mains, not the valves.")
    visitor.hears("B flat? That is the mains, not the valves.")
    look(visitor, "widget-taken-over")
    look(tom, "console-taken-over")
    look(anna, "console-helping")
    anna.page.get_by_role("button", name="Leave", exact=True).click()
    visitor.hears("Anna has left the talk")
    look(visitor, "widget-left")


def test_a_handover_on_a_phone_among_long_names(open_shop, make_stage):
    shop = open_shop(start=False)
    for name in ("anna", "tom"):
        path = shop.data / "team" / f"{name}.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"name": f"{name.title()} {LONG}"}))
    stage = make_stage(shop.start() and shop)
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    anna, tom = stage.agent(**phone), stage.agent("tom", **phone)
    visitor = stage.visitor().open()
    visitor.say("Hello?")
    anna.calls.get_by_role("button", name=re.compile("^Pick up")).click()
    anna.say("Hello!")
    anna.picture("console-phone-talk-acts")
    anna.page.get_by_role("button", name="Hand over…").click()
    sheet = anna.page.get_by_role("dialog")
    sheet.get_by_role("textbox").fill("Donaudampfschifffahrtsgesellschaft" * 4)
    anna.picture("console-phone-introduce")
    sheet.get_by_role("button", name=re.compile("^Ask ")).click()
    expect(sheet).to_have_count(0)
    tom.sees("asks you to take over")
    for page, name in ((anna, "asking"), (tom, "asked")):
        page.picture(f"console-phone-{name}")
        assert not hangs_over(page)
    look(visitor, "widget-asking-long-names")
    tom.calls.get_by_role("button", name=re.compile("^Join")).click()
    expect(tom.field).to_be_visible()
    for page, name in ((anna, "helping"), (tom, "taken-over")):
        page.picture(f"console-phone-{name}")
        assert not hangs_over(page)
    look(visitor, "widget-taken-over-long-names")


def test_nobody_to_ask(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello?")
    anna.pick_up()
    anna.say("Hello!")
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("c")
    expect(anna.page.get_by_role("dialog")).to_contain_text("Nobody else is on the bell right now.")
    look(anna, "console-nobody-to-ask")


def test_the_promise(open_shop, make_stage):
    empty = make_stage(open_shop()).agent()
    open_promise(empty)
    look(empty, "console-promise-empty")
    anna = make_stage(shop_with_a_past(open_shop)).agent()
    open_promise(anna)
    look(anna, "console-promise")
    anna.page.keyboard.press("Escape")
    look(anna, "console-bar")


def test_are_you_there(stage):
    anna, ear = listened_to(stage)
    ear.tell({"type": "team", "team": [{"id": "anna", "name": "Anna", "face": "", "presence": "idle"}]})
    expect(anna.page.get_by_role("heading", name="Are you there?")).to_be_visible()
    look(anna, "console-are-you-there")


def test_console_with_what_waits(stage):
    anna = stage.agent()
    anna.bell.click()
    expect(anna.bell).to_have_text("Taking a breath")
    look(anna, "console-breath")
    visitor = stage.visitor().open()
    visitor.say("Hello?")
    expect(anna.calls).to_contain_text("Nobody was on the bell.")
    look(anna, "console-waiting")


def test_console_on_a_phone_from_list_to_person(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna = stage.agent(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    anna.picture("console-phone-rest")
    maren = stage.visitor(customer=who["id"]).open()
    maren.say("Is the Nina Simone box still in stock? I have been looking for it for years.")
    anna.is_rung("Maren Voss")
    anna.picture("console-phone-ringing")
    assert not hangs_over(anna)
    anna.pick_up_button("Maren Voss").click()
    expect(anna.field).to_be_visible()
    anna.say("Good morning.")
    anna.picture("console-phone-talk")
    assert not hangs_over(anna)
    anna.page.get_by_role("button", name="Who this is").click()
    expect(anna.person).to_be_visible()
    anna.picture("console-phone-person")
    assert not hangs_over(anna)


pytestmark = pytest.mark.skipif(not SCREENSHOTS, reason="SCREENSHOTS=DIR takes the pictures")
