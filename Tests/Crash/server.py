"""A server whose calls to the disk are counted, and one of them spoiled."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

from shared import BINARY, ORDERS, PASSWORDS, ROOT, free_port, secondring

START_TAKES = 60  # seconds
# Segments of a few batches: the journal turns its pages, and checkpoints come, as often as in years of a shop.
SMALL = {
    "SECONDRING_SEGMENT_BYTES": "65536", "SECONDRING_VISITOR_BURST": "100000", "SECONDRING_COMMAND_BURST": "100000",
    "SECONDRING_LOG_LEVEL": "notice"}


def library_of(name):
    """A library that stands before the C library, built once."""
    source = pathlib.Path(__file__).with_name(f"{name}.c")
    library = pathlib.Path(tempfile.gettempdir()) / f"secondring-{name}-{os.getuid()}-{source.stat().st_mtime_ns}.so"
    if not library.exists():
        draft = library.with_suffix(f".{os.getpid()}")
        subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-o", draft, source, "-ldl"], check=True)
        draft.rename(library)
    return library


class Server:
    def __init__(self, folder):
        self.data = pathlib.Path(folder) / "data"
        self.listen, self.origin = f"127.0.0.1:{free_port()}", "https://shop.example"
        self.base = f"http://{self.listen}"
        self.process, self.log = None, []

    def prepare(self):
        secondring("demo", "--data", self.data, "--origin", self.origin, "--orders", ORDERS)
        secondring("agent", "password", "anna", "--data", self.data, text=PASSWORDS["anna"] + "\n")
        self.start()
        host, port = self.listen.split(":")
        connection = http.client.HTTPConnection(host, int(port))
        body = json.dumps({"name": "anna", "password": PASSWORDS["anna"]})
        connection.request(
            "POST", "/api/v1/session", body, {"Content-Type": "application/json", "Origin": self.base})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.stop()

    def start(self, **trouble):
        """True once it listens; False when it was killed before."""
        command = [
            BINARY, "serve", "--data", self.data, "--listen", self.listen, "--public", ROOT / "Public",
            "--public-url", self.base]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=os.environ | SMALL | (self.preload(trouble) if trouble else {}))
        os.set_blocking(self.process.stderr.fileno(), False)
        self.log, self.rest = [], b""
        deadline = time.monotonic() + START_TAKES
        while time.monotonic() < deadline:
            if any(line.get("message") == "listening" for line in self.read_log()):
                return True
            if self.process.poll() is not None:
                self.read_log()
                return False
            time.sleep(0.002)
        raise AssertionError(f"it did not start in {START_TAKES} s: {self.log}")

    def preload(self, trouble):
        """What puts the library before the server that causes the trouble."""
        asked = {f"CRASH_{name.upper()}": str(value) for name, value in trouble.items()}
        return {"LD_PRELOAD": str(library_of("shim")), "CRASH_ROOT": str(self.data)} | asked

    def read_log(self):
        if self.process.stderr.closed:
            return self.log
        try:
            while piece := self.process.stderr.read(1 << 16):
                self.rest += piece
        except BlockingIOError:
            pass
        *lines, self.rest = self.rest.split(b"\n")
        for line in lines:
            try:
                self.log.append(json.loads(line))
            except ValueError:
                self.log.append({"message": line.decode(errors="replace")})
        return self.log

    @property
    def has_ended(self):
        return self.process.poll() is not None

    def exit_code(self, within=10):
        code = self.process.wait(within)
        self.read_log()
        self.process.stderr.close()
        return code

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.exit_code()

    def kill(self):
        self.process.kill()
        return self.exit_code()
