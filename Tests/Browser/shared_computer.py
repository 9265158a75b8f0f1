"""A computer that many use: pages of one shop, on which its customers sign in and out in one browser."""

import base64
import hmac
import html
import json
import time

from pages import VisitorPage
from playwright.sync_api import expect

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<script>window.SecondRing ??= Object.assign((...call) => SecondRing.q.push(call), {{ q: [] }});
{calls}</script>
<script async type="module" src="{base}/widget.js?site={site}"></script><h1>{title}</h1></html>"""


def part(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def token(secret, **claims):
    """A JSON Web Token as a shop's server makes it."""
    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.digest(secret.encode(), signed, "sha256"))).decode()


class Computer:
    """One browser profile. `page("carla")` is a page on which Carla is signed in, `page("")` one that identifies nobody."""

    def __init__(self, stage, proof="token", site="harbour"):
        self.stage, self.shop, self.proof, self.site = stage, stage.shop, proof, site
        self.context = stage.context()
        self.logged = []
        self.context.on("console", lambda message: self.logged.append(message.text))
        # Pages that a test itself serves have no address of their own: they may load from this machine.
        self.context.grant_permissions(["local-network-access"], origin=self.shop.origin)
        self.context.route(f"{self.shop.origin}/own/**", self.serve)

    def who(self, customer):
        """What the shop's page says of them, with its proof."""
        name, email = customer.title(), f"{customer}@post.example"
        if self.proof == "token":
            now = int(time.time())
            claims = {"sub": customer, "name": name, "email": email, "exp": now + 3600}
            return {"token": token(self.shop.site_secret(self.site), **claims)}
        if self.proof == "mail":
            return {"email": email, "name": name, "signature": self.shop.signature(email, self.site)}
        return {"id": customer, "name": name, "email": email, "signature": self.shop.signature(customer, self.site)}

    def serve(self, route):
        """`/own/carla` signs in, `/own/` says nothing, `/own/+logout` says so."""
        path = route.request.url.removeprefix(f"{self.shop.origin}/own/")
        calls = ""
        if path == "+logout":
            calls = "SecondRing('logout')"
        elif path:
            calls = f"SecondRing('identify', {json.dumps(self.who(path))})"
        body = PAGE.format(title=html.escape(path or "plain"), calls=calls, base=self.shop.base, site=self.site)
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def tab(self, customer=""):
        return Tab(self, self.context.new_page()).go(customer)

    @property
    def kept(self):
        """What the browser keeps for the widget."""
        return self.context.pages[0].evaluate("({...localStorage})")


class Tab(VisitorPage):
    """A tab of that browser; `go` loads another page into it."""

    def __init__(self, computer, page):
        super().__init__(page, computer.stage)
        self.computer = computer

    def go(self, customer):
        self.page.goto(f"{self.computer.shop.origin}/own/{customer}")
        expect(self.page.locator("second-ring")).to_be_attached()
        return self

    def is_told_to_identify(self):
        """The browser's log says what is wrong with a page that identifies nobody, and what to do."""
        def is_told(message):
            return message.type == "warning" and "no customer is identified on this page" in message.text
        self.page.wait_for_event("console", lambda message: is_told(message) and "'logout'" in message.text)

    def calls(self, verb, *rest):
        """As a script of the page does."""
        self.page.evaluate("call => SecondRing(...call)", [verb, *rest])
        return self

    def identifies(self, customer):
        return self.calls("identify", self.computer.who(customer))

    def opened(self):
        """The panel is open, be it that it was already."""
        self.calls("open")
        expect(self.field).to_be_visible()
        return self

    def shows(self, *texts, but=()):
        for text in texts:
            self.hears(text)
        self.holds_nothing_of(*but)

    def holds_nothing_of(self, *texts):
        """Neither shown nor hidden anywhere in the widget, nor in its field."""
        held = self.page.evaluate("""() => {
            const all = node => [...node.childNodes].map(each => [each.shadowRoot && all(each.shadowRoot),
                each.value, each.nodeType === 3 ? each.data : all(each)].join(' ')).join(' ');
            return [...document.querySelectorAll('second-ring')].map(host => all(host.shadowRoot)).join(' ');
        }""")
        for text in texts:
            assert text not in held, f"{text!r} is held by a page on which nobody may see it: {held}"

    def is_closed_and_empty_of(self, *texts):
        expect(self.panel).to_be_hidden()
        expect(self.launcher).to_be_visible()
        self.holds_nothing_of(*texts)
