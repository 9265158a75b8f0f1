"""The names of our scripts that are shortened are none that a page knows by itself."""

import re

from scripts import bundle, renamed
from shop import ROOT, SITE


def test_no_shortened_name_is_the_windows(stage):
    """Where a script declares such a name in one place and means the window's in another, both would be renamed."""
    launcher = stage.shop.get(f"/widget.js?site={SITE}").text
    panel = stage.shop.get(re.search(r"/v/\w+", launcher).group(0) + "/widget/panel.js").text
    page = stage.context().new_page()
    page.goto(f"{stage.shop.base}/console/")
    names = [*renamed(bundle(ROOT / "Public", "widget/panel.js"), panel)]
    state = re.search(r"=\((\{\"base\".*?\})\);", launcher, re.DOTALL).group(1)
    source = (ROOT / "Public/widget.js").read_text().replace("/*STATE*/null/*STATE*/", state)
    names += renamed(source, launcher)
    assert len(names) > 300
    assert page.evaluate("names => names.filter((name) => name in window)", names) == []
