"""What browsers are sent is what stands in Public/: shorter, and the same program."""

import re
import shutil
import signal

import pytest

from scripts import bundle, bytes_on_the_wire, declared, renamed, tree
from shop import ROOT, SITE, Shop

PUBLIC = ROOT / "Public"


def launcher(shop):
    return bytes_on_the_wire(f"{shop.base}/widget.js?site={SITE}")


def panel(shop):
    version = re.search(r"/v/\w+", launcher(shop)[1]).group(0)
    return bytes_on_the_wire(f"{shop.base}{version}/widget/panel.js")


def test_each_script_of_the_console_is_its_source_without_comments(shop):
    paths = [path for folder in ("console", "shared") for path in sorted((PUBLIC / folder).rglob("*.js"))]
    assert len(paths) > 80
    for path in paths:
        served = shop.get(f"/{path.relative_to(PUBLIC)}").text
        assert [node[:3] for node in tree(path.read_text())] == [node[:3] for node in tree(served)], path


def check_names(source, served):
    names = renamed(source, served)
    assert len(names) > 40
    assert names.keys() <= declared(source), "only what a script declares has another name"
    return names


def test_the_launcher_is_its_source_with_shorter_names(shop):
    served = launcher(shop)[1]
    state = re.search(r"=\((\{\"base\".*?\})\);", served, re.DOTALL).group(1)
    source = (PUBLIC / "widget.js").read_text().replace("/*STATE*/null/*STATE*/", state)
    check_names(source, served)


def test_the_panel_is_its_modules_with_shorter_names(shop):
    names = check_names(bundle(PUBLIC, "widget/panel.js"), panel(shop)[1])
    assert "mount" not in names, "the launcher calls it by its name"


def test_the_check_sees_each_change():
    source = "const word = 1, other = `a ${word} b`; f(word, { word: other }, /x/u);"
    assert renamed(source, source.replace(" word", " a").replace("{word}", "{a}").replace("(word", "(a")
                   .replace("{ a:", "{ word:")) == {"word": "a"}
    with pytest.raises(AssertionError):
        renamed("const word = 1; f({ word });", "const a = 1; f({ word });")
    for one, two in [("word: other", "a: other"), ("a $", "a  $"), ("= 1", "= 2"), ("/x/", "/y/"), ("f(word", "f(other"),
                     ("other }", "word }"), (" b`", "`"), ("const word", "let word")]:
        assert one in source
        with pytest.raises(AssertionError):
            renamed(source, source.replace(one, two))


@pytest.mark.parametrize(("script", "most"), [(launcher, 3400), (panel, 20 * 1024)])
def test_what_a_visitor_fetches_stays_small(shop, script, most):
    size, _ = script(shop)
    print(f"{script.__name__}: {size} bytes")
    assert size <= most


class OwnPages(Shop):
    """A server that shows a copy of Public/."""

    public = PUBLIC

    def command(self):
        return [self.public if str(part) == str(PUBLIC) else part for part in super().command()]

    def edit(self, path, old, new):
        """Another save of a page; then the server is told."""
        file = self.public / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
        self.process.send_signal(signal.SIGHUP)


@pytest.fixture
def own(data_folders, tmp_path):
    shop = OwnPages()
    shop.data = data_folders.fresh(shop.origin)
    shop.public = tmp_path / "Public"
    shutil.copytree(PUBLIC, shop.public)
    shop.start()
    yield shop
    shop.kill()
    data_folders.discard(shop.data)


def test_pages_are_read_again_on_sighup_and_a_broken_one_is_named(own):
    old = re.search(r"/v/\w+", launcher(own)[1]).group(0)
    own.edit("widget/words.js", 'send: "Send"', 'send: "Send it"')
    own.wait_for_log(lambda line: line["message"] == "pages read again", "line that the pages were read again")
    assert re.search(r"/v/\w+", launcher(own)[1]).group(0) != old and "Send it" in panel(own)[1]
    own.edit("widget/words.js", "export const fill", "export default 7;\nexport const fill")
    said = own.wait_for_log(lambda line: "one script" in line["message"], "line that names the fault")
    assert (said["file"], said["line"]) == ("widget/words.js", "export default 7;")
    own.edit("widget.js", "/*STATE*/", "/*NOTHING*/")
    own.wait_for_log(lambda line: line["message"] == "pages not read again", "line that says so")
    assert own.get(f"/widget.js?site={SITE}").status == 200
