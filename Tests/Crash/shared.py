"""What the end-to-end tests have already: importing this puts their folder on the path."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))

from frames import said  # noqa: E402, F401
from ids import new_id, new_secret  # noqa: E402, F401
from ports import free_port  # noqa: E402, F401
from shop import BINARY, ORDERS, PASSWORDS, ROOT, secondring  # noqa: E402, F401
