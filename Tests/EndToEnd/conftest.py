import asyncio
import inspect

import pytest

from shop import BINARY, DataFolders, Shop

TEST_TAKES = 45  # seconds at most; a deadline inside each wait says more, this one is the net below


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


@pytest.fixture(scope="session")
def data_folders(tmp_path_factory):
    return DataFolders(tmp_path_factory.mktemp("shops"))


@pytest.fixture
def open_shop(data_folders):
    """Makes shops, and closes them when the test is over."""
    shops = []

    def make(ring=None, env=None, start=True):
        shop = Shop(ring, env)
        shop.data = data_folders.fresh(shop.origin)
        shops.append(shop)
        return shop.start() if start else shop

    yield make
    for shop in shops:
        shop.kill()


@pytest.fixture
def shop(open_shop):
    """A shop whose rings are as long as in life."""
    return open_shop()


@pytest.fixture
def quick_shop(open_shop):
    """A shop whose rings are short, for tests where time passes."""
    return open_shop(ring=400)


@pytest.fixture(scope="module")
def shared_shop(data_folders):
    """One shop for a whole file, for tests that leave nothing behind."""
    shop = Shop()
    shop.data = data_folders.fresh(shop.origin)
    shop.start()
    yield shop
    assert shop.is_running, f"the server did not outlive the tests: {shop.log[-5:]}"
    shop.kill()
