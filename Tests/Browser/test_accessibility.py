"""axe, WCAG 2.2 A and AA, on every page in its states, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pages import WCAG
from test_alarm import listened_to
from test_promise import open_promise, shop_with_a_past

axe = Axe()


def violations(page):
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    assert found["passes"], "axe has looked at something"
    return [
        f"{rule['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for rule in found["violations"] for node in rule["nodes"]]


def is_clean(page):
    # The demo shop has one look; a shop with both shows the widget in both.
    page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme


def test_the_checker_finds_what_is_wrong(stage):
    page = stage.context(bypass_csp=True).new_page()
    page.goto(f"{stage.shop.base}/console/")
    page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: 'icon.svg'}))")
    assert any(found.startswith("image-alt") for found in violations(page))


def test_launcher_and_panel(stage):
    anna = stage.agent()
    visitor = stage.visitor(bypass_csp=True)
    expect(visitor.launcher).to_be_visible()
    is_clean(visitor.page)
    visitor.open()
    is_clean(visitor.page)
    visitor.say("Hello, with a link https://example.org/")
    is_clean(visitor.page)
    anna.pick_up()
    anna.say("Good morning.")
    visitor.hears("Good morning.")
    is_clean(visitor.page)
    anna.page.get_by_role("button", name="End", exact=True).click()
    visitor.sees("Anna ended the talk.")
    is_clean(visitor.page)


def test_panel_with_nobody_here(stage):
    visitor = stage.visitor(bypass_csp=True).open()
    visitor.say("Anybody?")
    visitor.sees("Nobody is at the desk right now. Your words are kept")
    is_clean(visitor.page)


def test_sign_in(stage):
    page = stage.context(bypass_csp=True).new_page()
    page.goto(f"{stage.shop.base}/console/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    is_clean(page)
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That name and password do not match.")).to_be_visible()
    is_clean(page)


def test_console(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna = stage.agent(bypass_csp=True)
    is_clean(anna.page)
    maren = stage.visitor(customer=who["id"]).open()
    maren.say("Hello, with a link https://example.org/")
    anna.is_rung("Maren Voss")
    is_clean(anna.page)
    anna.pick_up("Maren Voss")
    anna.say("Good morning.")
    is_clean(anna.page)
    anna.page.get_by_role("button", name="Note to colleagues").click()
    is_clean(anna.page)
    anna.page.get_by_role("button", name="You, Anna").click()
    expect(anna.page.get_by_role("dialog")).to_be_visible()
    is_clean(anna.page)


@pytest.mark.parametrize("width", [360])
def test_console_on_a_phone(stage, width):
    anna, visitor = stage.agent(bypass_csp=True, viewport={"width": width, "height": 740}), stage.visitor().open()
    visitor.say("Hello")
    anna.is_rung()
    is_clean(anna.page)
    anna.pick_up_button().click()
    expect(anna.field).to_be_visible()
    is_clean(anna.page)


def test_introductions(stage):
    anna, tom, visitor = stage.agent(bypass_csp=True), stage.agent("tom", bypass_csp=True), stage.visitor(bypass_csp=True)
    visitor.open().say("Hello")
    anna.pick_up()
    anna.say("Good morning.")
    anna.page.keyboard.press("Alt+h")
    is_clean(anna.page)
    anna.page.get_by_role("dialog").get_by_role("textbox").fill("Tom knows more.")
    anna.page.keyboard.press("Enter")
    tom.sees("Anna asks you to take over")
    visitor.sees("Anna is asking Tom")
    for page in (anna, tom, visitor):
        is_clean(page.page)
    tom.page.keyboard.press("p")
    visitor.hears("Tom takes over from Anna")
    for page in (anna, tom, visitor):
        is_clean(page.page)


def test_our_promise(open_shop, make_stage):
    for shop in (open_shop(), shop_with_a_past(open_shop)):
        anna = make_stage(shop).agent(bypass_csp=True)
        open_promise(anna)
        is_clean(anna.page)


def test_are_you_there(stage):
    anna, ear = listened_to(stage, bypass_csp=True)
    ear.tell({"type": "team", "team": [{"id": "anna", "name": "Anna", "face": "", "presence": "idle"}]})
    expect(anna.page.get_by_role("heading", name="Are you there?")).to_be_visible()
    is_clean(anna.page)


def test_the_demo_shop(stage):
    page = stage.context(bypass_csp=True).new_page()
    for path in ("/", "/box-sets/nina-simone", "/orders"):
        page.goto(stage.shop.origin + path)
        assert violations(page) == [], path
