"""The tag: wherever a shop puts it, the launcher comes; and when it can't, the browser's log says why."""

import re

import pytest
from playwright.sync_api import expect

from own_pages import SLOW, running

STUB = "<script>window.SecondRing ??= function () { (SecondRing.q ??= []).push(arguments); };</script>"


@pytest.fixture(scope="module")
def own(chromium, data_folders):
    """One shop for all of it: no test here leaves anything behind."""
    with running(data_folders) as pages:
        yield pages


@pytest.fixture
def visit(own, make_stage):
    """Opens a page and keeps what its log says."""

    def go(path="/"):
        page = make_stage(own.shop).context().new_page()
        page.said = []
        page.on("console", lambda message: "favicon" in message.location["url"] or page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(f"uncaught: {error}"))
        page.goto(own.origin + path)
        return page

    return go


def launcher(page):
    return page.locator("second-ring").get_by_role("button", name=re.compile("Talk to a person|Write to us"))


def shows(page):
    expect(launcher(page)).to_have_count(1)
    launcher(page).click()
    expect(page.get_by_role("dialog", name="Talk to Harbour Records")).to_be_visible()
    assert [text for text in page.said if "uncaught" in text or "Second Ring" in text] == []


MODULE, CLASSIC, BLOCKING, DEFERRED = 'async type="module"', "async", "", "defer"


EVERYWHERE = [(place, form) for place in ("head", "end of head", "body", "end of body") for form in (MODULE, CLASSIC)]


def test_the_launcher_comes_wherever_the_tag_stands(own, visit):
    own.put("/")
    page = visit()
    for place, attributes in [*EVERYWHERE, ("head", 'type="module"'), ("head", BLOCKING), ("head", DEFERRED)]:
        tag = own.tag(attributes)
        own.put(
            "/", {"head": tag + SLOW, "end of head": SLOW + tag}.get(place, SLOW),
            {"body": f"<h1>Shop</h1>{tag}{SLOW}<p>more</p>", "end of body": f"<h1>Shop</h1>{SLOW}{tag}"}.get(place, ""))
        page.reload()
        expect(launcher(page), f"{attributes} in {place}").to_be_visible()
        assert page.said == []


@pytest.mark.parametrize("attributes", [MODULE, CLASSIC])
def test_the_launcher_opens_the_panel(own, visit, attributes):
    own.put("/", own.tag(attributes))
    shows(visit())


def test_the_tag_of_the_readme_in_the_head_every_time(own, visit):
    own.put("/", own.tag() + SLOW)
    page = visit()
    for _ in range(4):
        expect(launcher(page)).to_have_count(1)
        page.reload()
    shows(page)


@pytest.mark.parametrize("when", ["in the head", "a second after the page"])
def test_the_launcher_comes_by_a_tag_manager(own, visit, when):
    insert = f"""() => {{ const script = document.createElement('script'); script.async = true;
        script.src = '{own.shop.base}/widget.js?site=harbour';
        const first = document.getElementsByTagName('script')[0]; first.parentNode.insertBefore(script, first); }}"""
    if when == "in the head":
        own.put("/", f"<script>({insert})()</script>{SLOW}")
        page = visit()
    else:
        own.put("/", SLOW)
        page = visit()
        page.evaluate(f"({insert})()")
    shows(page)


@pytest.mark.parametrize("second", [MODULE, CLASSIC])
def test_a_tag_twice_is_one_launcher(own, visit, second):
    own.put("/", own.tag() + own.tag(second) + SLOW, own.tag(second))
    page = visit()
    page.wait_for_load_state("networkidle")
    expect(page.locator("second-ring")).to_have_count(1)
    shows(page)


@pytest.mark.parametrize("attributes", [MODULE, CLASSIC])
def test_calls_before_the_script_wait_in_the_queue(own, visit, attributes):
    own.put("/", STUB + own.tag(attributes) + SLOW, "<script>SecondRing('open')</script>")
    page = visit()
    expect(page.get_by_role("dialog", name="Talk to Harbour Records")).to_be_visible()


def test_nothing_of_the_script_gets_into_the_pages_scope(own, visit):
    own.put("/", "<script>const state = 1, words = 2, css = 3, tag = 4, shop = 5;</script>" + own.tag(CLASSIC))
    page = visit()
    shows(page)
    assert page.evaluate("[state, words, css, tag, shop]") == [1, 2, 3, 4, 5]
    assert page.evaluate("['SecondRing', 'launch', 'element', 'warn', 'faceColour', 'verbs'].filter(name => name in window)") == ["SecondRing"]


def test_the_theme_of_the_tag_holds_in_every_form(own, visit):
    for attributes in (MODULE, CLASSIC):
        own.put("/", own.tag(attributes + ' data-theme="dark"'))
        page = visit()
        expect(launcher(page)).to_be_visible()
        assert page.locator("second-ring").evaluate("host => host.style.colorScheme") == "dark"


def says(page, *words):
    """Waits until one line of the log has all of these words."""
    for _ in range(100):
        if any(all(word in text for word in words) for text in page.said):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"no line with {words}: {page.said}")


def test_a_frameset_is_refused_in_words(own, visit):
    own.put("/inner")
    own.pages["/"] = f'<html><head>{own.tag()}</head><frameset cols="50%,50%"><frame src="/inner"></frameset></html>'
    page = visit()
    says(page, "Second Ring", "frameset", "frames")
    expect(page.locator("second-ring")).to_have_count(0)


@pytest.mark.parametrize("attributes", [MODULE, CLASSIC])
def test_an_unknown_site_is_named_in_the_log(own, visit, attributes):
    own.put("/", own.tag(attributes, site="nowhere"))
    says(visit(), "Second Ring", "nowhere")


def test_a_tag_without_a_site_says_so(own, visit):
    own.put("/", own.tag().replace("?site=harbour", ""))
    says(visit(), "Second Ring", "no site")


def test_a_second_site_on_a_page_is_told_which_one_stays(own, visit):
    own.shop.cli("site", "add", "other", "--name", "Other", "--origin", own.origin)
    own.put("/", own.tag("") + own.tag("", site="other"))
    says(visit(), "Second Ring", "harbour")


def test_an_unknown_verb_is_named_in_the_log(own, visit):
    own.put("/", STUB + own.tag(), "<script>SecondRing('opne')</script>")
    page = visit()
    says(page, "opne", "open")
    page.evaluate("SecondRing('boot', {})")
    says(page, "boot", "identify")


def test_an_origin_that_is_not_allowed_is_named_in_the_log(own, visit):
    own.put("/", own.tag())
    page = visit()
    page.goto(own.origin.replace("127.0.0.1", "localhost") + "/")
    launcher(page).click()
    says(page, "Second Ring", own.origin.replace("127.0.0.1", "localhost"), "origins", "harbour")
    expect(page.get_by_text("This chat is not set up for this page.")).to_be_visible()


def test_a_policy_that_lets_no_words_through_is_named_in_the_log(own, visit):
    own.put("/", '<meta http-equiv="Content-Security-Policy" content="connect-src \'self\'">' + own.tag())
    page = visit()
    launcher(page).click()
    says(page, "Second Ring", own.shop.base, "connect-src")


def test_a_page_that_has_no_websocket_talks_by_the_detour(own, visit):
    own.put("/", "<script>delete window.WebSocket</script>" + own.tag())
    page = visit()
    launcher(page).click()
    page.get_by_role("textbox", name="Your message").fill("Without a WebSocket")
    page.get_by_role("textbox", name="Your message").press("Enter")
    expect(page.get_by_text("Sent ✓")).to_be_visible()


def test_blocked_storage_is_no_failure(own, make_stage):
    own.put("/", own.tag())
    context = make_stage(own.shop).context()
    context.add_init_script("""for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });""")
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(own.origin)
    shows(page)
