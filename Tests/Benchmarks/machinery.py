"""What all benchmarks need: building, servers that are started and stopped, certificates, the load generator."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))
from ports import free_port  # noqa: E402, F401

root = Path(__file__).resolve().parent.parent.parent
products = root / ".build" / "benchmarks"


def say(words):
    print(f"{time.strftime('%T')} {words}", file=sys.stderr, flush=True)


def command(*arguments, **options):
    """Runs it; its output is shown only when it fails."""
    done = subprocess.run([str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stdout}\nfailed with {done.returncode}")
    return done.stdout


def build():
    """The server and the load generator, optimised; the folder they are in."""
    say("building the server and the load generator")
    for product in ("secondring", "load"):
        command("swift", "build", "-c", "release", "--product", product, cwd=root)
    return Path(command("swift", "build", "-c", "release", "--show-bin-path", cwd=root).splitlines()[-1])


def certificate(folder):
    """A certificate (ECDSA P-256) for this machine, and its key."""
    files = Path(folder) / "certificate.pem", Path(folder) / "key.pem"
    command(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256",
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", files[1], "-out", files[0])
    return files


def raise_descriptor_limit():
    """As many descriptors as this machine allows; children inherit it."""
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


@contextmanager
def running(arguments, port, environment=None):
    """A server while it is needed: the process, once its port answers; it and its children end with the block."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [str(a) for a in arguments], stdout=log, stderr=log, start_new_session=True, env={**os.environ, **(environment or {})})
        try:
            wait_for(port, server, log)
            yield server
            if server.poll() is not None:
                sys.exit(f"{arguments[0]} ended by itself with {server.returncode}:\n{tail(log)}")
        finally:
            stop(server)


def wait_for(port, server, log):
    until = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                sys.exit(f"{server.args[0]} does not answer:\n{tail(log)}")
            time.sleep(0.05)


def tail(log):
    log.seek(0)
    return log.read()[-2000:].decode(errors="replace")


def stop(server):
    """The whole session that the server began, and no other."""
    for word, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        try:
            os.killpg(server.pid, word)
            server.wait(patience)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def load_echo(folder, port, server, **options):
    """One run of the load generator; its figures by name, or None when an echo was wrong or did not come."""
    arguments = [folder / "load", "echo", "--connect", f"127.0.0.1:{port}", "--server-pid", server.pid, "--json"]
    for name, value in options.items():
        arguments += [f"--{name}"] if value is True else [f"--{name}", value] if value is not None and value is not False else []
    try:
        done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=240)
    except subprocess.TimeoutExpired:
        return say("  the load generator got no end of it in four minutes")
    if done.returncode:
        return say("  " + done.stderr.strip())
    return json.loads(done.stdout.splitlines()[-1])
