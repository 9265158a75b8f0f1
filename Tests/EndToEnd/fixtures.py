"""Shops to test with; the browser tests use the same ones."""

import pytest

from peer import Peer
from shop import DataFolders, Shop


@pytest.fixture(params=["websocket", "sse"])
def carrier(request, monkeypatch):
    """What is promised holds whichever way the words come."""
    monkeypatch.setattr(Peer, "carrier", request.param)
    return request.param


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
        data_folders.discard(shop.data)


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
    data_folders.discard(shop.data)
