import os
import pathlib
import re
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from fixtures import data_folders, open_shop, quick_shop, shared_shop, shop  # noqa: E402, F401
from pages import Stage  # noqa: E402
from shop import BINARY  # noqa: E402

FAILURES = pathlib.Path(__file__).parent / "failures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not there: swift build, or set SECONDRING", returncode=2)


@pytest.fixture(scope="session")
def chromium():
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


REPORT = pytest.StashKey()


@pytest.fixture
def make_stage(request, chromium):
    """Opens pages on a shop; a failed test leaves a picture of each of them."""
    stages = []

    def make(shop):
        stages.append(Stage(chromium, shop))
        return stages[-1]

    yield make
    report = request.node.stash.get(REPORT, None)
    for stage in stages:
        if report is not None and report.failed:
            name = re.sub(r"\W+", "-", request.node.name)
            stage.picture_everything(FAILURES, name)
        stage.close()


@pytest.fixture
def stage(make_stage, shop):  # noqa: F811
    return make_stage(shop)
