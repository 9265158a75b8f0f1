"""One shop: a data folder, and a server that can be stopped, killed and started again on the same ports."""

import csv
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import threading
import time

from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SECONDRING", ROOT / ".build/debug/secondring")).resolve()
ORDERS = ROOT / "Public/demo/orders.csv"
# Seconds: every wait ends, and fails by saying what it waited for. Under a sanitizer everything takes longer.
PATIENCE = int(os.environ.get("SECONDRING_TEST_PATIENCE", "10"))
START_TAKES = 3 * PATIENCE  # a debug build reads a used journal segment byte by byte
# Each shop lays out two journal segments: a run of a thousand shops must not need a hundred gigabytes.
SEGMENT_BYTES = 4 << 20
SITE = "harbour"
PASSWORDS = {"anna": "two arcs over a dot", "tom": "the second ring of three"}


def secondring(*arguments, text="", check=True, env=None):
    """Runs the command line to its end."""
    result = subprocess.run(
        [BINARY, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=60,
        env=os.environ | (env or {}))
    if check and result.returncode != 0:
        raise AssertionError(f"secondring {arguments} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    return result


class Answer:
    """One HTTP response, read to its end."""

    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class Shop:
    """A server on a data folder of its own; its addresses stay the same over a restart."""

    def __init__(self, ring=None, env=None):
        self.data = None
        self.env = {"SECONDRING_SEGMENT_BYTES": str(SEGMENT_BYTES)} | (env or {})
        if ring is not None:
            self.env["SECONDRING_RING_MILLISECONDS"] = str(ring)
        self.listen, self.demo, self.ops = (f"127.0.0.1:{free_port()}" for _ in range(3))
        self.front = self.listen
        self.process = None
        self.log = []
        self.news = threading.Condition()

    @property
    def base(self):
        """What browsers are told: the server itself, or what stands in front of it."""
        return f"http://{self.front}"

    @property
    def origin(self):
        """Where the shop's pages live: not where the chat lives."""
        return f"http://{self.demo}"

    def command(self):
        return [
            BINARY, "serve", "--data", self.data, "--listen", self.listen, "--demo-listen", self.demo,
            "--ops-listen", self.ops, "--public", ROOT / "Public", "--public-url", self.base]

    def start(self):
        assert self.process is None, "it runs already"
        self.log = []
        self.process = subprocess.Popen(
            self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=os.environ | self.env, text=True, errors="replace")
        self.reader = threading.Thread(target=self.read_log, args=(self.process,), daemon=True)
        self.reader.start()
        self.wait_for_log(lambda line: line.get("message") == "listening", "line that says where it listens", START_TAKES)
        return self

    def read_log(self, process):
        with process.stderr as stream:
            for text in stream:
                try:
                    line = json.loads(text)
                except ValueError:
                    line = {"unreadable": text}
                with self.news:
                    self.log.append(line)
                    self.news.notify_all()
        process.wait()
        with self.news:
            self.news.notify_all()

    def wait_for_log(self, matches, what, within=PATIENCE):
        """The first line of this run's log that matches."""
        deadline = time.monotonic() + within
        with self.news:
            while True:
                for line in self.log:
                    if matches(line):
                        return line
                left = deadline - time.monotonic()
                if left <= 0 or self.process.poll() is not None:
                    raise AssertionError(f"no {what}; exit {self.process.poll()}, log: {self.log[-20:]}")
                self.news.wait(min(left, 0.5))

    def stop(self):
        """Asks it to go, and waits; its exit code."""
        return self.end(signal.SIGTERM)

    def kill(self):
        """As if the power went."""
        return self.end(signal.SIGKILL)

    def end(self, how):
        process, self.process = self.process, None
        if process is None:
            return None
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"still running {PATIENCE} s after {how.name}")
        finally:
            self.reader.join(PATIENCE)

    def restart(self):
        self.kill()
        return self.start()

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def cli(self, *arguments, **options):
        """A command on this shop's data folder."""
        return secondring(*arguments, "--data", self.data, **options)

    def request(self, method, path, headers=None, body=None, to=None):
        host, port = (to or self.listen).rsplit(":", 1)
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, to=None, **headers):
        return self.request("GET", path, {name.replace("_", "-"): text for name, text in headers.items()}, to=to)

    def post(self, path, content, **headers):
        fields = {"Content-Type": "application/json", "Origin": self.base} | headers
        return self.request("POST", path, fields, json.dumps(content).encode())

    def raw(self, content, to=None, within=PATIENCE):
        """Sends bytes as they are, and gives back everything until the other side closes or falls silent."""
        host, port = (to or self.listen).rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=within) as connection:
            connection.sendall(content)
            received = b""
            try:
                while piece := connection.recv(65536):
                    received += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return received

    def set(self, **settings):
        """Writes these into `settings.json` beside what stands there."""
        self.cli("agent", "list")
        path = self.data / "settings.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | settings))

    def sign_in_cookie(self, agent, password=None):
        answer = self.post("/api/v1/session", {"name": agent, "password": password or PASSWORDS[agent]})
        assert answer.status == 200, answer.text
        return answer.headers["Set-Cookie"].split(";")[0]

    def link_token(self, agent):
        printed = self.cli("agent", "link", agent, "--public-url", self.base).stdout
        return re.search(r"#link=([A-Za-z0-9_-]+)", printed).group(1)

    def site_secret(self, site=SITE):
        return json.loads((self.data / "sites" / f"{site}.json").read_text())["secret"]

    def signature(self, key, site=SITE):
        """What the shop's own page would sign for a customer."""
        return hmac.new(self.site_secret(site).encode(), key.encode(), hashlib.sha256).hexdigest()

    def customer(self, name):
        """A customer of the imported orders: who they are, and what they bought, newest first."""
        with ORDERS.open(newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["name"] == name]
        who = {"id": rows[0]["customer"], **{field: rows[0][field] for field in ("name", "email", "website")}}
        return who, sorted(rows, key=lambda row: row["date"], reverse=True)

    def transcripts(self):
        """Every transcript file, oldest first."""
        return sorted(self.data.glob("transcripts/*/*/*/*.jsonl"))

    def transcript_of_the_only_talk(self):
        [path] = self.transcripts()
        return [json.loads(line) for line in path.read_text().splitlines()]

    def transcript(self, conversation):
        """The lines of one conversation as they lie on disk."""
        [path] = [path for path in self.transcripts() if conversation in path.name]
        return [json.loads(line) for line in path.read_text().splitlines()]


class DataFolders:
    """Data folders made from one template, because hashing passwords and importing orders takes a while."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.template = self.folder / "template"
        self.made = 0

    def make_template(self):
        secondring("demo", "--data", self.template, "--origin", "http://placeholder.invalid", "--orders", ORDERS)
        for name, password in PASSWORDS.items():
            secondring("agent", "password", name, "--data", self.template, text=password + "\n")

    def fresh(self, origin):
        """A copy of its own whose site allows this origin."""
        if not self.template.exists():
            self.make_template()
        self.made += 1
        copy = self.folder / f"data-{self.made}"
        shutil.copytree(self.template, copy)
        path = copy / "sites" / f"{SITE}.json"
        site = json.loads(path.read_text())
        site["origins"] = [origin]
        path.write_text(json.dumps(site, indent=2))
        return copy

    def discard(self, data):
        """The test is over, and the next ones need the room."""
        shutil.rmtree(data, ignore_errors=True)
