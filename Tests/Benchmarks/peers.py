"""Who is measured: how each is built, and how it is started on a port, plain or with a certificate."""

import os
import shutil
import subprocess
from pathlib import Path

from machinery import command, products, root, say

sources = root / "Tests" / "Benchmarks" / "Peers"
python = root / ".venv-benchmarks" / "bin" / "python"


class Peer:
    def __init__(self, name, packages=(), build=None, start=None, environment=None):
        self.name, self.packages, self.environment = name, packages, environment
        self.build = build or (lambda: None)
        self.start = start

    def arguments(self, port, files):
        return [*self.start(), str(port), *map(str, files or ())]


def compile(source, product, *arguments):
    """Only what has changed since: Beast's templates take a minute or two."""
    if not product.exists() or product.stat().st_mtime < source.stat().st_mtime:
        command(*arguments[:1], "-O2", "-o", product, source, *arguments[1:])


def build_beast():
    compile(sources / "beast.cpp", products / "beast", "g++", "-std=c++17", "-lssl", "-lcrypto", "-lpthread")


def build_libwebsockets():
    compile(sources / "libwebsockets.c", products / "libwebsockets", "gcc", "-lwebsockets", "-luv")


swiftnio = ["--package-path", str(sources / "SwiftNIO"), "--scratch-path", str(root / ".build-swiftnio"), "-c", "release"]


def build_swiftnio():
    command("swift", "build", *swiftnio)


def build_python():
    if not python.exists():
        command("python3", "-m", "venv", python.parent.parent)
    command(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "websockets>=16", "uvloop")


def start_swiftnio():
    return [Path(command("swift", "build", *swiftnio, "--show-bin-path").splitlines()[-1]) / "swiftnio-echo"]


peers = [
    Peer("Boost.Beast", ["g++", "libboost-dev", "libssl-dev"], build_beast, lambda: [products / "beast"]),
    Peer("libwebsockets", ["gcc", "libwebsockets-dev", "libwebsockets-evlib-uv", "libuv1-dev"], build_libwebsockets,
         lambda: [products / "libwebsockets"]),
    Peer("SwiftNIO", [], build_swiftnio, start_swiftnio),
    Peer("Node ws", ["node-ws"] if shutil.which("node") else ["nodejs", "node-ws"], None,
         lambda: ["node", sources / "node-ws.js"], {"NODE_PATH": "/usr/share/nodejs"}),
    Peer("Python websockets", ["python3-venv"], build_python, lambda: [python, sources / "python-websockets.py"]),
]


def ours(folder):
    def start():
        return [folder / "secondring"]

    peer = Peer("Second Ring", start=start)
    peer.arguments = lambda port, files: [
        folder / "secondring", "echo", "--listen", f"127.0.0.1:{port}",
        *(["--tls-cert", files[0], "--tls-key", files[1]] if files else [])]
    return peer


def prepare(chosen):
    """Installs and builds what the chosen ones need."""
    products.mkdir(parents=True, exist_ok=True)
    missing = [package for peer in chosen for package in peer.packages if not installed(package)]
    if missing:
        say(f"installing {' '.join(missing)}")
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        command(*sudo, "apt-get", "update", "-q")
        command(*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qy", "--no-install-recommends", *missing)
    for peer in chosen:
        say(f"preparing {peer.name}")
        peer.build()


def installed(package):
    state = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True).stdout
    return "install ok installed" in state
