"""A page that is older than the server: the server was updated while the page was open."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from own_pages import running
from shop import ROOT, Shop


class OwnFiles(Shop):
    """A server that shows a copy of Public/."""

    public = ROOT / "Public"

    def command(self):
        return [self.public if str(part) == str(ROOT / "Public") else part for part in super().command()]

    def update(self):
        """Another version of the widget, as a newer release would bring it; started again on the same ports."""
        self.stop()
        words = self.public / "widget/words.js"
        words.write_text(words.read_text().replace('send: "Send"', 'send: "Send it"'))
        self.start()


@pytest.fixture
def own(data_folders, tmp_path):
    shop = OwnFiles()
    shop.public = tmp_path / "Public"
    shutil.copytree(ROOT / "Public", shop.public)
    with running(data_folders, shop) as pages:
        yield pages


def press(page):
    page.locator("second-ring").get_by_role("button", name=re.compile("Talk to|Write to us")).click()
    expect(page.get_by_role("button", name="Send it")).to_be_visible()


def write(page, text):
    page.get_by_role("textbox", name="Your message").fill(text)
    page.get_by_role("textbox", name="Your message").press("Enter")
    expect(page.get_by_text("Sent ✓")).to_be_visible()


@pytest.mark.parametrize("attributes", ['async type="module"', "async"])
def test_a_page_that_is_older_than_the_server_opens_the_new_panel(own, make_stage, attributes):
    own.put("/", own.tag(attributes))
    page = make_stage(own.shop).context().new_page()
    page.goto(own.origin)
    expect(page.locator("second-ring")).to_have_count(1)
    own.shop.update()
    press(page)
    write(page, "From an older page")


def test_a_reload_within_the_caches_minute_opens_the_new_panel(own, make_stage):
    own.put("/", own.tag())
    page = make_stage(own.shop).context().new_page()
    page.goto(own.origin)
    expect(page.locator("second-ring")).to_have_count(1)
    own.shop.update()
    cached = []
    page.on("response", lambda response: "/v/" in response.url and cached.append((response.status, response.url)))
    page.reload()
    press(page)
    assert cached[0][0] == 307, "the launcher came from the cache, and named the old version"


def test_an_open_older_page_finds_the_detour(own, make_stage):
    own.put("/", own.tag())
    context = make_stage(own.shop).context()
    context.add_init_script("""window.Real = WebSocket; window.WebSocket = class extends WebSocket {
        constructor(...rest) { if (window.isBlocked) rest[0] = rest[0].replace(/:\\d+/, ':1'); super(...rest); } };""")
    page = context.new_page()
    page.goto(own.origin)
    page.locator("second-ring").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    write(page, "By a WebSocket")
    page.evaluate("window.isBlocked = true")
    own.shop.update()
    with page.expect_response(lambda response: "/sse/visitor" in response.url, timeout=20_000):
        pass
    write(page, "By the detour")


def test_a_file_that_is_gone_is_answered_by_asking_for_the_present_ones(own, make_stage):
    """An old panel in the browser's cache may name files that the new version has no more."""
    own.put("/", own.tag())
    page = make_stage(own.shop).context().new_page()
    page.goto(own.origin)
    expect(page.locator("second-ring")).to_have_count(1)
    old = re.search(r"/v/\w+", own.shop.get("/widget.js?site=harbour").text).group(0)
    page.route(f"**{old}/widget/panel.js", lambda route: route.fulfill(
        status=200, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"},
        body='import "./gone.js"; export const mount = () => ({});'))
    own.shop.update()
    press(page)
