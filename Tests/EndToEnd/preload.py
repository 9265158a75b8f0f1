"""Small libraries that a server is started with, so that a test decides what the system answers."""

import atexit
import functools
import os
import pathlib
import shutil
import subprocess
import tempfile


@functools.cache
def library(name):
    """The compiled `NAME.c` of this folder."""
    folder = tempfile.mkdtemp(prefix="preload-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = pathlib.Path(folder) / f"{name}.so"
    source = pathlib.Path(__file__).with_name(f"{name}.c")
    subprocess.run([shutil.which("cc") or "clang", "-O1", "-shared", "-fPIC", "-o", path, source, "-ldl"], check=True)
    return path


def environment(name):
    """What starts a process with the library before all others but a sanitizer's own."""
    before = os.environ.get("LD_PRELOAD")
    return {"LD_PRELOAD": " ".join([*([before] if before else []), str(library(name))])}
