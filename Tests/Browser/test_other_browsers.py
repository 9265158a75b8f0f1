"""Tag, talk and console in Firefox and in WebKit (Debian: firefox-esr, webkit2gtk-driver, xvfb); run by Tests/long."""

import os

import pytest

from other_browsers import Firefox, WebKit, missing
from own_pages import SLOW, running

LAUNCHER = "button[aria-haspopup=dialog]"


@pytest.fixture
def own(data_folders):
    with running(data_folders) as pages:
        yield pages


@pytest.fixture(scope="module", params=[Firefox, WebKit], ids=["firefox", "webkit"])
def browser(request):
    if "SECONDRING_OTHER_BROWSERS" not in os.environ:
        pytest.skip("run by Tests/long")
    if absent := missing(request.param):
        pytest.skip(f"not installed: {absent}")
    made = request.param()
    yield made
    made.close()


def opened(browser):
    browser.press(LAUNCHER)
    browser.wait(browser.found("textarea", "shown[0].getRootNode().activeElement === shown[0]"), "focus in the field")


@pytest.mark.parametrize("attributes", ['async type="module"', "async", ""])
def test_the_tag_in_the_head_shows_the_launcher(own, browser, attributes):
    own.put("/", own.tag(attributes) + SLOW)
    browser.open(own.origin)
    browser.wait(browser.found(LAUNCHER, "true"), "launcher")
    assert browser.evaluate("document.querySelectorAll('second-ring').length") == 1


def test_a_talk_and_the_console(own, browser):
    own.put("/", own.tag(), "<h1>Shop</h1>")
    browser.open(own.origin)
    browser.evaluate("localStorage.clear()")
    browser.open(own.origin)
    opened(browser)
    browser.type(*"From another browser", "Enter")
    browser.sees("Sent ✓")
    browser.open(f"{own.shop.base}/console/#link={own.shop.link_token('anna')}")
    browser.press("sign-in button.loud[type=button]")
    pick_up = "(each => each && (each.click(), true))(shown.find(each => each.textContent.startsWith('Pick up')))"
    browser.wait(browser.found("call-card button, waiting-card button", pick_up), "button Pick up")
    browser.focus("talk-composer textarea")
    browser.type(*"I am here", "Enter")
    browser.wait(browser.found("talk-log", "shown[0].textContent.includes('I am here') && shown[0].textContent.includes('Sent ✓')"), "sent answer")
    browser.open(own.origin)
    browser.wait(browser.found(".log", "shown[0].textContent.includes('I am here')"), "the answer in the widget")


def has(browser, draft):
    """The field has these words and the focus."""
    shown = browser.wait(browser.found("textarea", "shown[0].value"), "field")
    for _ in range(40):
        if shown == draft:
            break
        shown = browser.evaluate(browser.found("textarea", "shown[0].value"))
    assert shown == draft
    assert browser.evaluate(browser.found("textarea", "shown[0].getRootNode().activeElement === shown[0]"))


def test_it_survives_navigation_and_a_modal(own, browser):
    own.put("/", own.tag(), "<dialog id=d>Cart <input></dialog>")
    browser.open(own.origin)
    if not browser.evaluate("localStorage['secondring.harbour.open'] === 'yes'"):
        browser.press(LAUNCHER)
    browser.focus("textarea")
    browser.type(*"draft")
    has(browser, "draft")
    browser.evaluate("(d.showModal(), true)")
    browser.wait("document.querySelector('second-ring').parentNode.id === 'd'", "host in the dialog")
    browser.type("1")
    has(browser, "draft1")
    browser.evaluate("(d.close(), true)")
    browser.wait("document.querySelector('second-ring').parentNode.localName === 'html'", "host behind the body")
    browser.type("2")
    has(browser, "draft12")
    browser.evaluate("(document.body.innerHTML = '<h1>two</h1>', true)")
    browser.type("3")
    has(browser, "draft123")
    browser.evaluate("(document.documentElement.innerHTML = '<body><h1>three</h1></body>', true)")
    browser.type("4")
    has(browser, "draft1234")
    browser.evaluate("(document.open(), document.write('<h1>four</h1>'), document.close(), true)")
    browser.wait(browser.found("textarea", "shown[0].value === 'draft1234'"), "draft on a page that was written anew")
