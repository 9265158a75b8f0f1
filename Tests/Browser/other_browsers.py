"""Firefox by its WebDriver BiDi port, WebKit by its WebDriver: as much of both as a visitor and an agent need."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from websockets.sync.client import connect

from ports import free_port

PATIENCE = 20
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
# Finds the first shown element that a test names by a CSS selector, also inside open shadow roots.
FIND = """
const deep = (root, selector) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(each => each.shadowRoot ? deep(each.shadowRoot, selector) : [])];
const shown = deep(document, SELECTOR).filter(each => each.getClientRects().length && (each.ariaLabel ?? '').includes(LABEL));
"""


class Page:
    """What both browsers can do with a page; `evaluate` is what they differ in."""

    def wait(self, expression, what, within=PATIENCE):
        """Until an expression of the page is true; its value."""
        deadline = time.monotonic() + within
        while True:
            found = self.evaluate(expression)
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"no {what}; the page shows {self.evaluate('document.documentElement.innerText')!r}")
            time.sleep(0.05)

    def found(self, selector, then, label=""):
        return f"(() => {{ const [SELECTOR, LABEL] = {json.dumps([selector, label])}; {FIND} return shown.length ? ({then}) : null; }})()"

    def focus(self, selector, label=""):
        self.wait(self.found(selector, "(shown[0].focus(), true)", label), selector)

    def press(self, selector, label=""):
        self.wait(self.found(selector, "(shown[0].click(), true)", label), selector)

    def sees(self, text, within=PATIENCE):
        """A text on the page or in the widget."""
        told = f"shown.some(each => each.textContent.includes({json.dumps(text)})) || null"
        self.wait(self.found("body, second-ring-panel, .log, button, .event, .tick", told), repr(text), within)


class Firefox(Page):
    """One window, spoken to by BiDi."""

    def __init__(self):
        port, self.folder = free_port(), tempfile.mkdtemp(prefix="firefox-")
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--profile", self.folder, "--remote-debugging-port", str(port), "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": self.folder, "MOZ_HEADLESS": "1"})
        self.opened, self.last, self.said = contextlib.ExitStack(), 0, []
        self.socket = self.connected(port)
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.context = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.call("browsingContext.activate", context=self.context)

    def connected(self, port):
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.opened.enter_context(connect(f"ws://127.0.0.1:{port}/session", max_size=None, open_timeout=5))
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def call(self, method, **parameters):
        self.last += 1
        self.socket.send(json.dumps({"id": self.last, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE * 2))
            if answer.get("method") == "log.entryAdded":
                self.said.append(answer["params"].get("text") or "")
            if answer.get("id") == self.last:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url):
        self.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression):
        answer = self.call(
            "script.evaluate", expression=f"JSON.stringify({expression} ?? null)", target={"context": self.context}, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def type(self, *keys):
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("input.performActions", context=self.context, actions=[{"type": "key", "id": "keys", "actions": actions}])

    def close(self):
        self.opened.close()
        self.process.terminate()
        self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


class WebKit(Page):
    """One window of WebKitGTK's MiniBrowser, on a screen of its own."""

    MINI = next(iter(sorted(pathlib.Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))), None)

    def __init__(self):
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.processes = []
        screen = self.screen()
        self.driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"DISPLAY": screen, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"})
        self.processes.append(self.driver)
        options = {"binary": str(self.MINI), "args": ["--automation"]}
        self.session = self.started({"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})

    def screen(self):
        reading, writing = os.pipe()
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"], pass_fds=[writing],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        self.processes.append(process)
        with os.fdopen(reading) as told:
            return f":{told.readline().strip()}"

    def started(self, wish):
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.call("POST", "/session", wish)["sessionId"]
            except (urllib.error.URLError, ConnectionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.base + path, method=method, data=json.dumps(body or {}).encode() if method == "POST" else None,
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def open(self, url):
        self.call("POST", f"/session/{self.session}/url", {"url": url})

    def evaluate(self, expression):
        script = {"script": f"return JSON.stringify({expression} ?? null)", "args": []}
        return json.loads(self.call("POST", f"/session/{self.session}/execute/sync", script))

    def type(self, *keys):
        actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", f"/session/{self.session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            for process in reversed(self.processes):
                process.terminate()
                process.wait(PATIENCE)


def missing(browser):
    """What is not installed of what this browser needs; empty when it can be tried."""
    if browser is Firefox:
        return "" if shutil.which("firefox-esr") else "firefox-esr"
    needs = [name for name in ("WebKitWebDriver", "Xvfb") if not shutil.which(name)]
    return ", ".join(needs) if needs or WebKit.MINI else "MiniBrowser"
