"""What browsers are sent is what stands in Public/: shorter, and the same program."""

import re

import pytest

from scripts import bundle, bytes_on_the_wire, declared, renamed, tree
from shop import ROOT, SITE

PUBLIC = ROOT / "Public"
# The window's own names that a script may use without declaring them; the names of scripts stay apart from them.
WINDOW = set("""
    Array CSSStyleSheet Date Error Event HTMLElement Image Intl JSON Map Math Number Object Promise ResizeObserver Set
    String TextDecoder TextEncoder URL Uint8Array WebSocket addEventListener atob btoa clearTimeout close console crypto
    customElements decodeURIComponent dispatchEvent document fetch globalThis history localStorage location name
    navigator open parent performance queueMicrotask self sessionStorage setInterval setTimeout status stop top window
    """.split())


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
    assert not names.keys() & WINDOW and not set(names.values()) & WINDOW


def test_the_launcher_is_its_source_with_shorter_names(shop):
    served = launcher(shop)[1]
    state = re.search(r"=\((\{\"base\".*?\})\);", served, re.DOTALL).group(1)
    source = (PUBLIC / "widget.js").read_text().replace("/*STATE*/null/*STATE*/", state)
    check_names(source, served)


def test_the_panel_is_its_modules_with_shorter_names(shop):
    check_names(bundle(PUBLIC, "widget/panel.js"), panel(shop)[1])


def test_the_check_sees_each_change():
    source = "const word = 1, other = `a ${word} b`; f(word, { word: other }, /x/u);"
    assert renamed(source, source.replace(" word", " a").replace("{word}", "{a}").replace("(word", "(a")
                   .replace("{ a:", "{ word:")) == {"word": "a"}
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
