"""The widget as a guest on somebody else's page."""

import re

import pytest
from playwright.sync_api import expect


def test_nothing_but_the_launcher_before_it_is_opened(stage):
    stage.agent()
    context = stage.context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    visitor = stage.visitor(context=context)
    expect(visitor.launcher).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    ours = [url.removeprefix(stage.shop.base) for url in asked if url.startswith(stage.shop.base)]
    assert ours == ["/widget.js?site=harbour"]
    assert [cookie for cookie in context.cookies() if cookie["domain"] in stage.shop.base] == []
    assert visitor.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('secondring'))") == []
    visitor.open()
    assert any("/widget/panel.js" in url for url in asked)
    stage.quiet(but=None)


def test_the_demo_shops_policy_holds(stage):
    visitor = stage.visitor().open()
    visitor.say("Under a strict policy")
    policy = visitor.page.request.get(stage.shop.origin).headers["content-security-policy"]
    assert "unsafe" not in policy and stage.shop.base in policy
    blocked = visitor.page.evaluate("""() => new Promise(done => {
        addEventListener('securitypolicyviolation', event => done(event.violatedDirective));
        const script = document.createElement('script');
        script.textContent = 'window.wasInline = true';
        document.body.append(script);
        setTimeout(() => done(window.wasInline ? 'it ran' : 'nothing'), 2000);
    })""")
    assert blocked.startswith("script-src"), "the policy that holds is a real one"
    assert len(stage.complaints) in (1, 2) and all(
        "inline" in text or "CSP: script-src" in text for text in stage.complaints), stage.complaints


def test_it_works_with_storage_blocked_and_says_so(stage):
    context = stage.context()
    context.add_init_script("""for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });""")
    anna, visitor = stage.agent(), stage.visitor(context=context).open()
    visitor.sees("Your browser keeps nothing for this page")
    visitor.say("Without a memory")
    anna.pick_up()
    anna.say("I remember for both of us.")
    visitor.hears("I remember for both of us.")
    visitor.picture("widget-storage-blocked")
    stage.quiet(but=None)


def test_two_tabs_of_one_visitor_show_the_same(stage):
    context = stage.context()
    anna, one = stage.agent(), stage.visitor(context=context).open()
    one.say("From the first tab")
    two = stage.visitor("/orders", context=context)
    two.hears("From the first tab")
    two.say("From the second tab")
    one.hears("From the second tab")
    anna.pick_up()
    anna.say("To both tabs")
    one.hears("To both tabs")
    two.hears("To both tabs")
    stage.quiet(but=None)


def test_two_tabs_opened_before_the_first_words_are_one_visitor(stage):
    context = stage.context()
    anna = stage.agent()
    one, two = (stage.visitor(path, context=context) for path in ("/", "/orders"))
    one.open(), two.open()
    one.say("From the first tab")
    two.hears("From the first tab")
    two.say("From the second tab")
    one.hears("From the second tab")
    expect(anna.pick_up_button()).to_have_count(1)
    stage.quiet(but=None)


def test_offline_and_back(stage):
    context = stage.context()
    anna, visitor = stage.agent(), stage.visitor(context=context).open()
    visitor.say("Before the tunnel")
    anna.pick_up()
    anna.say("Into the tunnel")
    visitor.hears("Into the tunnel")
    context.set_offline(True)
    visitor.sees("You are offline. What you write is kept, and goes out when you are back.")
    visitor.write("In the tunnel")
    visitor.sees("Not sent, trying…")
    visitor.pictures("widget-offline")
    anna.say("While you were in the tunnel")
    context.set_offline(False)
    visitor.hears("While you were in the tunnel", within=35)
    anna.hears("In the tunnel", within=35)
    visitor.say("Out of the tunnel")
    anna.hears("Out of the tunnel")
    stage.quiet()


def test_words_typed_offline_survive_a_reload(stage):
    context = stage.context()
    anna, visitor = stage.agent(), stage.visitor(context=context).open()
    visitor.say("Before")
    anna.pick_up()
    visitor.sees("Anna is with you")
    stage.shop.kill()
    visitor.sees("Not connected, trying again.")
    visitor.write("Written while nobody listened")
    visitor.field.fill("A draft that is not sent yet")
    stage.shop.start()
    visitor.page.reload()
    anna.hears("Written while nobody listened", within=35)
    expect(visitor.field).to_have_value("A draft that is not sent yet")
    stage.quiet()


def test_by_keyboard_alone(stage):
    anna, visitor = stage.agent(), stage.visitor()
    visitor.launcher.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.field).to_be_focused()
    visitor.page.keyboard.type("One line")
    visitor.page.keyboard.press("Shift+Enter")
    visitor.page.keyboard.type("and another")
    visitor.page.keyboard.press("Enter")
    visitor.hears("One line\nand another")
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()
    expect(visitor.launcher).to_be_focused()
    anna.is_rung()
    stage.quiet(but=None)


def test_an_input_methods_enter_sends_nothing(stage):
    visitor = stage.visitor().open()
    visitor.field.fill("にほん")
    for detail in ("{isComposing: true}", "{keyCode: 229}"):
        visitor.field.evaluate(
            "field => field.dispatchEvent(new KeyboardEvent('keydown', "
            f"{{key: 'Enter', bubbles: true, cancelable: true, ...{detail}}}))")
    expect(visitor.field).to_have_value("にほん")
    visitor.field.press("Enter")
    visitor.hears("にほん")


def test_closed_it_marks_what_is_unread(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello")
    anna.pick_up()
    visitor.page.keyboard.press("Escape")
    anna.say("Good morning.")
    expect(visitor.launcher).to_contain_text("Anna wrote to you")
    expect(visitor.page).to_have_title(re.compile(r"^\(1\) "))
    visitor.pictures("widget-unread")
    visitor.open()
    visitor.hears("Good morning.")
    expect(visitor.page).not_to_have_title(re.compile(r"^\(1\) "))
    stage.quiet(but=None)


def test_links_are_links_and_markup_is_words(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    nasty = "<img src=x onerror=alert(1)> javascript:alert(1) https://example.org/a?b=c."
    visitor.say(nasty)
    anna.pick_up()
    anna.hears(nasty)
    for log in (visitor.log, anna.log):
        links = log.get_by_role("link")
        expect(links).to_have_count(1)
        expect(links).to_have_attribute("href", "https://example.org/a?b=c")
        expect(log.locator("img[src='x']")).to_have_count(0)
    stage.quiet(but=None)


def test_too_long_is_told_before_it_is_sent(stage):
    visitor = stage.visitor().open()
    visitor.field.fill("x" * 8200)
    visitor.sees("8 letters too many for one message. Please send it in two.")
    visitor.field.press("Enter")
    expect(visitor.field).to_have_value("x" * 8200)
    visitor.field.fill("x" * 8192)
    visitor.field.press("Enter")
    expect(visitor.log.get_by_text("Sent ✓")).to_be_visible()


def test_a_page_of_a_single_page_shop_is_followed(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello")
    anna.pick_up()
    visitor.page.evaluate("history.pushState({}, '', '/orders'); document.title = 'Your orders'")
    expect(anna.person).to_contain_text("Your orders")


@pytest.mark.parametrize("width,height", [(360, 740), (320, 568)])
def test_on_a_phone_everything_fits(stage, width, height):
    anna = stage.agent()
    visitor = stage.visitor(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    visitor.open()
    visitor.say("W" * 300)
    visitor.say("A short one")
    anna.pick_up()
    anna.say("And an answer with a_very_long_word_" + "o" * 200)
    expect(visitor.log.get_by_text(re.compile("a_very_long_word"))).to_be_visible()
    wide = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "nothing scrolls sideways"
    for part in (visitor.field, visitor.panel.get_by_role("button", name="Close")):
        box = part.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= height
    assert visitor.field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16, "iOS would zoom"


@pytest.mark.parametrize("motion,moves", [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_asked_for_that(stage, motion, moves):
    stage.agent()
    visitor = stage.visitor(reduced_motion=motion).open()
    visitor.say("Hello")
    visitor.sees("Ringing Anna…")
    moving = visitor.panel.evaluate("""panel => [panel, ...panel.shadowRoot.querySelectorAll('*')]
        .map(part => getComputedStyle(part).animationName).filter(name => name !== 'none')""")
    assert bool(moving) == moves, moving


def surface(visitor):
    return visitor.panel.evaluate("panel => getComputedStyle(panel).backgroundColor")


LIGHT, DARK = "rgb(255, 253, 250)", "rgb(33, 29, 25)"


def test_on_a_light_shop_it_is_light_whatever_the_visitors_system_is(stage):
    visitor = stage.visitor(color_scheme="dark").open()
    assert surface(visitor) == LIGHT, "the shop has one look, and says nothing of another"
    visitor.page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
    assert surface(visitor) == DARK, "a shop with both looks follows the system, and so does its guest"
    visitor.page.evaluate("document.documentElement.style.colorScheme = 'light'")
    assert surface(visitor) == LIGHT


@pytest.mark.parametrize("theme,system,wanted", [
    ("dark", "light", DARK), ("light", "dark", LIGHT), ("auto", "dark", DARK), ("auto", "light", LIGHT)])
def test_the_tag_may_say_which_look(stage, theme, system, wanted):
    context = stage.context(color_scheme=system)
    context.add_init_script("""new MutationObserver(() => {
        const tag = document.querySelector('script[type=module]');
        if (tag) tag.dataset.theme = '%s';
    }).observe(document, {childList: true, subtree: true});""" % theme)
    assert surface(stage.visitor(context=context).open()) == wanted
    stage.quiet(but=None)
