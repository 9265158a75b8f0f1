"""What a shop's page does around the chat: navigation without loads, modals, dialogs, files that are dropped."""

import json
import re

import pytest
from playwright.sync_api import expect

from own_pages import running

DRAFT = "half a sentence"


@pytest.fixture(scope="module")
def own(chromium, data_folders):
    with running(data_folders, change=lambda site: site.update(secretParameters=["Kunde"])) as pages:
        yield pages


class Around:
    """A page with the chat on it, in a browser that nobody has used yet."""

    def __init__(self, page):
        self.page = page
        self.said = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(f"uncaught: {error}"))
        self.launcher = page.locator("second-ring").get_by_role("button", name=re.compile("Talk to|Write to us"))
        self.panel = page.get_by_role("dialog", name="Talk to Harbour Records")
        self.field = self.panel.get_by_role("textbox", name="Your message")

    def open(self):
        self.launcher.click()
        expect(self.field).to_be_focused()
        return self

    def draft(self):
        """Half a sentence with the caret in its middle."""
        self.page.keyboard.type(DRAFT)
        for _ in range(4):
            self.page.keyboard.press("ArrowLeft")

    def caret(self):
        return self.field.evaluate("field => [field.selectionStart, field.getRootNode().activeElement === field]")

    def goes_on(self):
        """The draft stands, the caret where it was, keys go into it, and words arrive."""
        expect(self.field).to_have_value(DRAFT)
        assert self.caret() == [len(DRAFT) - 4, True]
        self.page.keyboard.type("-")
        expect(self.field).to_have_value("half a sent-ence")
        self.page.keyboard.press("Enter")
        expect(self.field).to_have_value("")
        expect(self.panel.get_by_text("Sent ✓")).to_be_visible()
        assert [text for text in self.said if "uncaught" in text] == []


@pytest.fixture
def around(own, make_stage):
    def go(body="<h1>one</h1><input id=shop>", head=""):
        own.put("/", head + own.tag(), body)
        page = make_stage(own.shop).context().new_page()
        made = Around(page)
        page.goto(own.origin)
        expect(made.launcher).to_be_visible()
        return made

    return go


NAVIGATIONS = {
    "innerHTML of the body": "document.body.innerHTML = '<h1>two</h1>'",
    "a morph that removes what it does not know":
        "for (const n of [...document.documentElement.children]) if (n.localName === 'second-ring') n.remove()",
    "replaceChildren": "document.body.replaceChildren(document.createElement('main'))",
    "another body": "document.documentElement.replaceChild(document.createElement('body'), document.body)",
    "innerHTML of the root": "document.documentElement.innerHTML = '<head></head><body><h1>two</h1></body>'",
    "another root": """(() => { const root = document.createElement('html'); root.append(document.createElement('body'));
        document.replaceChild(root, document.documentElement); })()""",
}


def test_an_open_panel_and_its_draft_survive(around):
    visitor = around().open()
    for way, script in NAVIGATIONS.items():
        visitor.field.fill("")
        visitor.draft()
        visitor.page.evaluate(script)
        assert visitor.caret() == [len(DRAFT) - 4, True], way
        visitor.goes_on()


def test_the_launcher_survives_unopened(around):
    visitor = around()
    for way in NAVIGATIONS.values():
        visitor.page.evaluate(way)
        expect(visitor.launcher).to_be_visible()
    visitor.open()


def test_a_page_written_anew_has_the_chat_again(around):
    visitor = around().open()
    visitor.page.keyboard.type(DRAFT)
    visitor.page.evaluate("document.open(); document.write('<title>two</title><body><h1>two</h1>'); document.close()")
    expect(visitor.panel).to_be_visible()
    expect(visitor.field).to_have_value(DRAFT)
    visitor.field.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.panel.get_by_text("Sent ✓")).to_be_visible()
    visitor.panel.get_by_role("button", name="Close").click()
    visitor.page.evaluate("document.open(); document.write('<h1>three</h1>'); document.close()")
    visitor.open()
    expect(visitor.page.locator("second-ring")).to_have_count(1)


def test_a_page_that_takes_it_away_for_ever_is_let_have_its_way(around):
    visitor = around()
    visitor.page.evaluate("""() => { window.taken = 0;
        new MutationObserver(() => { const host = document.querySelector('second-ring'); if (host) { taken++; host.remove(); } })
            .observe(document, { childList: true, subtree: true });
        document.querySelector('second-ring').remove(); }""")
    expect(visitor.launcher).to_have_count(0)
    assert visitor.page.evaluate("taken") < 40
    assert any("stays away" in text for text in visitor.said), visitor.said


# What Bootstrap 5's FocusTrap does, focus-trap's and Radix' FocusScope: three ways to hold the focus.
TRAPS = {
    "focusin on the document": """document.addEventListener('focusin', event => {
        if (event.target !== document && event.target !== trap && !trap.contains(event.target)) inner.focus(); })""",
    "everything on the document, caught early": """for (const name of ['focusin', 'mousedown', 'touchstart', 'click', 'keydown'])
        document.addEventListener(name, event => { if (trap.contains(event.target)) return;
            event.stopImmediatePropagation(); if (name !== 'keydown') event.preventDefault();
            if (name === 'focusin' || event.key === 'Tab') inner.focus(); }, true)""",
    "focusout that asks where to": """document.addEventListener('focusout', event => {
        if (event.relatedTarget && !trap.contains(event.relatedTarget)) inner.focus(); })""",
}
TRAP = '<div id=trap role=dialog aria-modal=true tabindex=-1 aria-label=Cart><input id=inner aria-label=Amount></div>'


@pytest.mark.parametrize("way", TRAPS)
def test_a_modal_that_holds_the_focus_leaves_the_chat_alone(around, way):
    visitor = around(TRAP)
    visitor.page.evaluate(f"() => {{ {TRAPS[way]}; inner.focus(); }}")
    visitor.open()
    visitor.page.evaluate("inner.focus()")
    visitor.field.click()
    visitor.draft()
    visitor.goes_on()
    expect(visitor.page.get_by_label("Amount")).to_have_value("")
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()


def test_shortcuts_and_clicks_outside_hear_nothing_from_the_chat(around):
    visitor = around()
    visitor.page.evaluate("""() => { window.heard = [];
        for (const name of ['keydown', 'keyup', 'pointerdown', 'mousedown', 'click', 'paste'])
            document.addEventListener(name, event => heard.push(event.type), true); }""")
    visitor.open()
    visitor.page.evaluate("heard.length = 0")
    visitor.field.click()
    visitor.page.keyboard.type("/?s")
    assert visitor.page.evaluate("heard") == []
    expect(visitor.field).to_have_value("/?s")
    visitor.page.locator("#shop").click()
    visitor.page.keyboard.type("x")
    assert {"click", "keydown"} <= set(visitor.page.evaluate("heard"))


DROP = """([panel, name, kind]) => { const moved = new DataTransfer();
    if (kind === 'file') moved.items.add(new File(['x'], 'hat.png', { type: 'image/png' })); else moved.setData('text/plain', 'words');
    const at = panel.shadowRoot.querySelector('textarea');
    const fields = { bubbles: true, composed: true, cancelable: true };
    const event = name === 'paste' ? new ClipboardEvent(name, { ...fields, clipboardData: moved })
        : new DragEvent(name, { ...fields, dataTransfer: moved });
    at.dispatchEvent(event); return event.defaultPrevented; }"""


def test_a_file_that_is_dropped_or_pasted_is_refused_in_words(around):
    visitor = around().open()
    panel = visitor.panel.element_handle()
    act = lambda name, kind: visitor.page.evaluate(DROP, [panel, name, kind])
    told = visitor.panel.get_by_text("Files can’t be sent yet")
    assert [act("dragover", "file"), act("drop", "file")] == [True, True], "else the browser opens it"
    expect(told).to_be_visible()
    visitor.page.keyboard.type("no hat")
    expect(told).to_be_hidden()
    assert act("paste", "file")
    expect(told).to_be_visible()
    assert [act("dragover", "text"), act("drop", "text"), act("paste", "text")] == [False, False, False]


def test_half_an_emoji_is_mended_and_sent(own, around):
    visitor = around().open()
    visitor.field.evaluate("field => { field.value = 'Look at this hat \\ud83d'; field.dispatchEvent(new Event('input')); }")
    visitor.page.keyboard.press("Enter")
    expect(visitor.panel.get_by_text("Look at this hat \ufffd")).to_be_visible()
    expect(visitor.panel.get_by_text("Sent ✓")).to_be_visible()


def test_words_written_during_a_long_cut_keep_their_order(own, around):
    visitor = around().open()
    context = visitor.page.context
    visitor.page.keyboard.type("before")
    visitor.page.keyboard.press("Enter")
    expect(visitor.panel.get_by_text("Sent ✓")).to_be_visible()
    context.set_offline(True)
    expect(visitor.panel.get_by_text("You are offline")).to_be_visible()
    said = [f"word {number}" for number in range(24)]
    for text in said:
        visitor.field.fill(text)
        visitor.page.keyboard.press("Enter")
    context.set_offline(False)
    expect(visitor.panel.get_by_text("Sent ✓")).to_be_visible(timeout=40_000)
    kept = []
    for _ in range(100):
        path = max(own.shop.transcripts(), key=lambda path: path.stat().st_mtime)
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        kept = [line["text"] for line in lines if line["type"] == "said"]
        if len(kept) == 25:
            break
        visitor.page.wait_for_timeout(50)
    assert kept == ["before", *said]


def test_secrets_in_the_address_reach_no_transcript(own, around):
    own.put("/", own.tag(), "<h1>one</h1>")
    own.pages["/account"] = own.pages["/"]
    visitor = around()
    secret = "reset_token=SECRET-RESET-123&email=ines%40example.com&kunde=SECRET-7#access_token=SECRET-FRAGMENT-9"
    sent = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    visitor.page.goto(f"{own.origin}/account?{secret}")
    visitor.page.evaluate("location.href = '/account?page=2'")
    expect(visitor.launcher).to_be_visible()
    visitor.open()
    visitor.page.keyboard.type("hello")
    visitor.page.keyboard.press("Enter")
    # The conversation is opened from the address before it changes: which one is kept hangs on no timer.
    expect(visitor.panel.get_by_text("Sent ✓")).to_be_visible()
    visitor.page.evaluate(f"history.pushState(null, '', '/account?next=%2F%3F{secret.replace('=', '%3D', 1)}')")
    visitor.page.wait_for_timeout(400)
    assert any("/account" in frame for frame in sent) and "SECRET" not in "".join(sent), sent
    kept = "".join(path.read_text() for path in own.shop.transcripts())
    assert "/account?page=2" in kept and "SECRET" not in kept and "ines" not in kept


DIALOG = "<style>dialog{transform:scale(1);overflow:hidden}</style><dialog id=d aria-label=Cart><input aria-label=Amount></dialog>"


def test_a_native_modal_takes_the_chat_in_and_gives_it_back(around):
    visitor = around(DIALOG).open()
    visitor.draft()
    home = visitor.panel.bounding_box()
    visitor.page.evaluate("d.showModal()")
    assert visitor.page.evaluate("document.querySelector('second-ring').parentNode.id") == "d"
    assert visitor.panel.bounding_box() == home, "it stands where it stood, whatever the dialog's style"
    visitor.field.click(position={"x": 5, "y": 5})
    visitor.page.keyboard.press("End")
    for _ in range(4):
        visitor.page.keyboard.press("ArrowLeft")
    visitor.page.evaluate("d.close()")
    assert visitor.page.evaluate("document.querySelector('second-ring').parentNode.localName") == "html"
    visitor.goes_on()
    expect(visitor.page.locator("dialog input")).to_have_value("")


def test_words_are_typed_on_while_a_modal_opens(around):
    visitor = around(DIALOG).open()
    visitor.draft()
    visitor.page.evaluate("d.showModal()")
    visitor.goes_on()


def test_the_launcher_opens_in_a_native_modal_and_escape_closes_one_at_a_time(around):
    visitor = around(DIALOG)
    visitor.page.evaluate("d.showModal()")
    visitor.open()
    visitor.page.keyboard.type("in the dialog")
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()
    assert visitor.page.evaluate("d.open")
    visitor.page.keyboard.press("Escape")
    assert not visitor.page.evaluate("d.open")
    visitor.open()
    expect(visitor.field).to_have_value("in the dialog")


def test_a_native_modal_in_a_shadow_root(around):
    visitor = around("<div id=part></div>").open()
    visitor.draft()
    visitor.page.evaluate("""() => { const root = part.attachShadow({ mode: 'open' }); window.d = document.createElement('dialog');
        d.append('Cart', document.createElement('input')); root.append(d); d.showModal(); }""")
    assert visitor.page.evaluate("d.querySelector('second-ring') !== null")
    assert visitor.caret() == [len(DRAFT) - 4, True]
    visitor.page.evaluate("d.close()")
    visitor.goes_on()


def test_a_modal_over_a_modal_and_a_modal_that_is_taken_out(around):
    visitor = around(DIALOG + "<dialog id=e aria-label=Sure>Sure?</dialog>").open()
    visitor.draft()
    visitor.page.evaluate("d.showModal(); e.showModal()")
    assert visitor.page.evaluate("document.querySelector('second-ring').parentNode.id") == "e"
    visitor.page.evaluate("e.close()")
    assert visitor.page.evaluate("document.querySelector('second-ring').parentNode.id") == "d"
    visitor.page.evaluate("d.remove()")
    visitor.goes_on()
