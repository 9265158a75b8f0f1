"""The two pages as people use them: everything is found by its role, its label or its words."""

import os
import pathlib
import re

from playwright.sync_api import expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENSHOTS = os.environ.get("SCREENSHOTS")
# What a browser itself writes when a server is gone or the network is off.
CSP_SPEAKS_UP = """addEventListener('securitypolicyviolation',
    event => console.error('CSP:', event.violatedDirective, event.blockedURI));"""
LINE_TROUBLE = re.compile(r"WebSocket connection to .* failed|net::ERR_(CONNECTION|INTERNET|NETWORK|EMPTY)")


class Stage:
    """One shop seen through browsers: each person has a context of their own."""

    def __init__(self, chromium, shop):
        self.chromium, self.shop = chromium, shop
        self.contexts, self.complaints = [], []

    def context(self, **options):
        settings = {
            "viewport": {"width": 1280, "height": 800}, "locale": "en-GB", "timezone_id": "Europe/Oslo",
            "reduced_motion": "reduce", "color_scheme": "light"} | options
        context = self.chromium.new_context(**settings)
        context.add_init_script(CSP_SPEAKS_UP)
        context.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.contexts.append(context)
        return context

    def visitor(self, path="/", customer=None, context=None, **options):
        context = context or self.context(**options)
        page = context.new_page()
        if customer:
            page.goto(f"{self.shop.origin}/sign-in?as={customer}")
        page.goto(self.shop.origin + path)
        return VisitorPage(page, self)

    def agent(self, name="anna", context=None, **options):
        """A console that is signed in already."""
        context = context or self.context(**options)
        cookie, _, content = self.shop.sign_in_cookie(name).partition("=")
        context.add_cookies([{"name": cookie, "value": content, "url": self.shop.base}])
        console = ConsolePage(context.new_page(), self)
        console.page.goto(f"{self.shop.base}/console/")
        expect(console.bell).to_be_visible()
        return console

    def quiet(self, but=LINE_TROUBLE):
        """No page has complained, other than about the line."""
        loud = [text for text in self.complaints if not (but and but.search(text))]
        assert loud == [], loud

    def picture_everything(self, folder, name):
        folder.mkdir(exist_ok=True)
        for number, page in enumerate(page for context in self.contexts for page in context.pages):
            page.screenshot(path=folder / f"{name}-{number}.png")
        (folder / f"{name}.txt").write_text("\n".join(self.complaints + [str(line) for line in self.shop.log[-50:]]))

    def close(self):
        for context in self.contexts:
            context.close()


class Gate:
    """Stands in a page's connection: while it is closed, what the server says waits."""

    def __init__(self):
        self.is_open, self.waiting, self.page = True, [], None

    def between(self, page):
        self.page, server = page, page.connect_to_server()
        server.on_message(lambda message: page.send(message) if self.is_open else self.waiting.append(message))

    def close(self):
        self.is_open = False

    def open(self):
        self.is_open = True
        for message in self.waiting:
            self.page.send(message)
        self.waiting.clear()


class Shown:
    """What both pages can do."""

    def __init__(self, page, stage):
        self.page, self.stage = page, stage

    def picture(self, name):
        """Kept only when somebody wants to look: SCREENSHOTS=DIR."""
        if SCREENSHOTS:
            folder = pathlib.Path(SCREENSHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png")

    def pictures(self, name, phone=True):
        """The state in light, in dark and, where it fits, on a phone."""
        if not SCREENSHOTS:
            return
        # The demo shop has one look; a shop with both shows the widget in both.
        self.page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.picture(f"{name}-{scheme}")
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        if phone:
            before = self.page.viewport_size
            self.page.set_viewport_size({"width": 360, "height": 740})
            self.picture(f"{name}-360")
            self.page.set_viewport_size(before)

    def sees(self, text, within=10):
        expect(self.page.get_by_text(text).last).to_be_visible(timeout=within * 1000)


class VisitorPage(Shown):
    """The shop's page with the widget on it."""

    @property
    def launcher(self):
        name = re.compile("Talk to a person|Write to us|wrote to you")
        return self.page.locator("second-ring").get_by_role("button", name=name)

    @property
    def panel(self):
        return self.page.get_by_role("dialog", name="Talk to Harbour Records")

    @property
    def field(self):
        return self.panel.get_by_role("textbox", name="Your message")

    @property
    def log(self):
        return self.panel.get_by_role("log", name="What was said")

    def open(self):
        self.launcher.click()
        expect(self.field).to_be_visible()
        return self

    def write(self, text):
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text):
        """Until it is on disk."""
        self.write(text)
        expect(self.log.get_by_text(text, exact=True)).to_have_count(1)
        expect(self.log.get_by_text(re.compile("^(Sent ✓|Seen ✓✓)$"))).to_be_visible()

    def hears(self, text, within=10):
        """Once, and not twice."""
        expect(self.log.get_by_text(text, exact=True)).to_have_count(1, timeout=within * 1000)

    def go(self, path):
        self.page.goto(self.stage.shop.origin + path)


class ConsolePage(Shown):
    """The agent's console."""

    @property
    def bell(self):
        return self.page.get_by_role("button", name=re.compile("^(On the bell|Taking a breath|Are you there)"))

    @property
    def calls(self):
        return self.page.get_by_role("navigation", name="Talks")

    @property
    def log(self):
        return self.page.get_by_role("log")

    @property
    def field(self):
        return self.page.get_by_role("textbox", name=re.compile("^Write to "))

    @property
    def person(self):
        return self.page.get_by_role("complementary", name="Who this is")

    def pick_up_button(self, name=""):
        return self.calls.get_by_role("button", name=re.compile(f"^Pick up .*{re.escape(name)}"))

    def is_rung(self, name="", within=10):
        expect(self.pick_up_button(name)).to_be_visible(timeout=within * 1000)

    def pick_up(self, name=""):
        """With the key, as agents do."""
        self.is_rung(name)
        self.page.keyboard.press("Alt+p")
        expect(self.field).to_be_focused()

    def write(self, text):
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text):
        self.write(text)
        expect(self.log.get_by_text(text, exact=True)).to_have_count(1)
        expect(self.log.get_by_text(re.compile("^(Sent ✓|Seen ✓✓)$"))).to_be_visible()

    def hears(self, text, within=10):
        expect(self.log.get_by_text(text, exact=True)).to_have_count(1, timeout=within * 1000)
