"""Scripts as a parser sees them: their trees, and whether two are one program under other names."""

import gzip
import os
import re
import urllib.request

import tree_sitter_javascript
from tree_sitter import Language, Parser

PARSER = Parser(Language(tree_sitter_javascript.language()))
RENAMED = ("identifier", "private_property_identifier")
# The part of each node that is a name declared there; None: each of its parts.
DECLARATIONS = {
    "variable_declarator": "name", "function_declaration": "name", "function_expression": "name",
    "class_declaration": "name", "class": "name", "arrow_function": "parameter", "catch_clause": "parameter",
    "for_in_statement": "left", "pair_pattern": "value", "assignment_pattern": "left", "rest_pattern": None,
    "formal_parameters": None, "array_pattern": None}


def tree(text):
    """Every node in order: its kind with how many it holds, or with its text where it holds none. Without comments."""
    root = PARSER.parse(text.encode()).root_node
    assert not root.has_error, f"no script: {text[:80]}"
    nodes = []

    def walk(node):
        children = [child for child in node.children if child.type != "comment"]
        # The text between the parts of a string is no node of its own in each case.
        whole = not children or node.type in ("string", "regex", "template_string")
        nodes.append((node.type, len(children), node.text.decode() if whole and not substitutions(node) else "", node))
        for child in children:
            walk(child)

    walk(root)
    return nodes


def substitutions(node):
    return [child for child in node.children if child.type == "template_substitution"]


def renamed(source, served):
    """Which variables of `source` have which other name in `served`. Fails unless all else is the same."""
    names = {}
    one, two = tree(source), tree(served)
    assert len(one) == len(two)
    for (kind, count, text, node), (other_kind, other_count, other, _) in zip(one, two):
        assert (kind, count) == (other_kind, other_count), f"{text or node.text[:80]} became {other}"
        if kind.startswith("shorthand_property_identifier"):
            # `{ name }` is a variable and a property at once: neither has another name.
            assert names.setdefault(("identifier", text), text) == text == other, f"{text} has two names"
        elif kind in RENAMED:
            assert names.setdefault((kind, text), other) == other, f"{text} has two names"
        else:
            assert text == other
    assert len(set((kind, name) for (kind, _), name in names.items())) == len(names), "two names became one"
    return {name: other for (kind, name), other in names.items() if kind == "identifier" and name != other}


def declared(source):
    """The names that a script declares itself."""
    return {text for kind, _, text, node in tree(source) if kind == "identifier" and is_declaration(node)}


def is_declaration(node):
    kind = node.parent.type
    if kind not in DECLARATIONS:
        return False
    field = DECLARATIONS[kind]
    return field is None or node.parent.child_by_field_name(field) == node


def bundle(folder, entry):
    """The module `entry` and all that it imports, as one script; written apart from the server's own way to do it."""
    modules = {}

    def load(path):
        if path in modules:
            return
        source = (folder / path).read_text()
        imports = [(os.path.normpath(os.path.join(os.path.dirname(path), found[2])), found[1])
                   for found in re.finditer(r'^import (?:([^"]*?) from )?"([^"]+)";$', source, re.MULTILINE)]
        modules[path] = None
        for other, _ in imports:
            load(other)
        body = re.sub(r'^import [^"]*"[^"]+";$', "", source, flags=re.MULTILINE)
        exports = re.findall(r"^export (?:async )?(?:const|function|class) (\w+)", body, re.MULTILINE)
        up = "" if os.path.dirname(path) == os.path.dirname(entry) else f"../{os.path.dirname(path)}"
        body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
        if up:
            body = re.sub(r"(import\([\"`])\.", rf"\1{up}", body)
        del modules[path]  # it runs behind those that it imports
        modules[path] = (imports, exports, body)

    load(entry)
    taken, whole = {}, set()
    for imports, _, _ in modules.values():
        for other, what in imports:
            if what and what.startswith("*"):
                whole.add(other)
            elif what:
                taken.setdefault(other, {}).update(names(what))
    numbers = {path: number for number, path in enumerate(modules)}
    text = ""
    for path, (imports, exports, body) in modules.items():
        body = "".join(taking(numbers[other], other in whole, what, modules[other][1], taken.get(other, {}))
                       for other, what in imports if what) + body
        if path == entry:
            return text + body + "export{" + ",".join(exports) + "};"
        given = ("{%s}" % ",".join(exports) if path in whole
                 else "[%s]" % ",".join(name for name in exports if name in taken.get(path, {})))
        text += f"const ${numbers[path]}=(()=>{{\n{body}return{given};\n}})();\n"


def taking(number, is_whole, what, exports, taken):
    """What is imported, as a declaration."""
    if what.startswith("*"):
        return f"const {what.split()[-1]}=${number};\n"
    if is_whole:
        return "const{" + ",".join(f"{name}:{own}" for name, own in names(what).items()) + f"}}=${number};\n"
    return "const[" + ",".join(names(what).get(name, "") for name in exports if name in taken) + f"]=${number};\n"


def names(what):
    """`{ a, b as c }`, each name with the one it has here."""
    pairs = [part.split() for part in what.strip(" {}\n").split(",") if part.strip()]
    return {pair[0]: pair[-1] for pair in pairs}


def bytes_on_the_wire(address):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(body), gzip.decompress(body).decode()
