import asyncio
import inspect

import pytest

from fixtures import carrier, data_folders, open_shop, quick_shop, shared_shop, shop  # noqa: F401
from shop import BINARY, PATIENCE

TEST_TAKES = 4 * PATIENCE + 5  # seconds at most; a deadline inside each wait says more, this one is the net below


def pytest_collection_modifyitems(items):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not there: swift build, or set SECONDRING", returncode=2)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Runs a test that is a coroutine, on a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

    async def run():
        async with asyncio.timeout(TEST_TAKES):
            await pyfuncitem.obj(**arguments)

    asyncio.run(run())
    return True
