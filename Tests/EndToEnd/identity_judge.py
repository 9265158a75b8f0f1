"""Compares everything that was sent, exported or written down with who may read it."""

import io
import json
import re
import tarfile

# Marks of visitors' words, agents' words, notes, names and orders: see Model.mark.
MARK = re.compile(r"\b(?:vw|aw|nw)\d+x\b")
NAME = re.compile(r"\bnm\d+x\b")
ORDER = re.compile(r"\bor\d+x\b")


class Leak(AssertionError):
    """Something reached somebody who may not have it, or did not reach somebody who must."""


def places(notice):
    """The conversations a notice speaks of."""
    found = [notice["c"]] if "c" in notice else []
    return found + ([notice["talk"]["c"]] if "talk" in notice else [])


def judge_visitor(model, page, notice):
    """A page may be told of conversations it may read, and of no note."""
    text = json.dumps(notice)
    for c in places(notice):
        # What a page said itself it may be refused by name.
        if c not in page.allowed and notice["type"] != "error":
            raise Leak(f"{describe(page)} was told of conversation {c}: {text[:400]}")
    for mark in MARK.findall(text):
        homes = model.lines[mark]
        if not any(talk.c in page.allowed for talk in homes) or mark.startswith("nw"):
            raise Leak(f"{describe(page)} was sent {mark} of {owner_of(homes[0])}: {text[:400]}")
    names = {name for c in page.allowed if c in model.talks for name in model.talks[c].names}
    for name in NAME.findall(text):
        if name not in names and name not in page.key.claims and (not page.proved or name != page.proved.name):
            raise Leak(f"{describe(page)} was told the name {name}: {text[:400]}")


def judge_delivery(model, page):
    """Every line of the page's open conversation has come."""
    talk = model.current(page)
    if talk is None:
        return
    missing = talk.marks("visitor", "agent") - page.slot.marks
    if missing:
        raise Leak(f"{describe(page)} has not been sent {sorted(missing)} of {owner_of(talk)}")


def judge_agent(model, notice):
    """What the console is told of a conversation is of that conversation and of its people alone."""
    if notice["type"] == "welcome":
        for talk in notice["talks"]:
            judge_agent(model, {"type": "talk"} | talk)
        return
    if notice["type"] not in ("talk", "entry", "entries", "card") or notice["c"] not in model.talks:
        return
    talk, text = model.talks[notice["c"]], json.dumps(notice)
    if notice["type"] == "card":
        return judge_card(model, talk, notice["card"])
    foreign = {mark for mark in MARK.findall(text)} - talk.marks()
    names = {name for name in NAME.findall(text)} - talk.names
    if foreign or names:
        raise Leak(f"the console's {notice['type']} of {owner_of(talk)} has {sorted(foreign | names)}: {text[:400]}")
    for entry in [notice["entry"]] if "entry" in notice else notice.get("entries", []):
        judge_line(model, talk, entry)


def judge_line(model, talk, entry):
    """A visitor's line is named after who wrote it."""
    if entry.get("kind", entry.get("type")) != "said" or entry["by"] != "visitor" \
            or (talk.c, entry["mid"]) not in model.mids:
        return
    line = model.mids[talk.c, entry["mid"]][1]
    if entry.get("name", "") not in line.names:
        raise Leak(f"{line.mark} of {owner_of(talk)} is named {entry.get('name')!r}, not one of {sorted(line.names)}")


def judge_card(model, talk, card):
    """The card shows one person's conversations and orders."""
    text = json.dumps(card)
    mine = {other.c for other in (talk.owner or talk.key).talks}
    foreign = [past["c"] for past in card["talks"] if past["c"] in model.talks and past["c"] not in mine]
    marks = {mark for mark in MARK.findall(text) if not any(home.c in mine for home in model.lines[mark])}
    if foreign or marks:
        raise Leak(f"the card of {owner_of(talk)} shows {foreign} {sorted(marks)}: {text[:600]}")
    orders = set(ORDER.findall(text))
    theirs = talk.owner.orders if talk.owner else set()
    if orders != theirs:
        raise Leak(f"the card of {owner_of(talk)} shows orders {sorted(orders)}, theirs are {sorted(theirs)}")


def judge_export(model, person, archive):
    """An export holds all of a person's lines and the agents' to them, and nobody else's."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        files = {name: tar.extractfile(name).read().decode() for name in tar.getnames()}
    text = "\n".join(files.values())
    must = {mark for talk in person.talks for mark in talk.marks("visitor", "agent")}
    may = {mark for talk in person.talks for mark in talk.marks()}
    found = set(MARK.findall(text))
    if found - may:
        held = {name for name, content in files.items() if found - may & set(MARK.findall(content))}
        whose = {owner_of(model.lines[mark][0]) for mark in found - may}
        raise Leak(f"the export of {person} holds {sorted(found - may)} of {whose} in {held}")
    if must - found:
        raise Leak(f"the export of {person} lacks {sorted(must - found)}")
    if set(ORDER.findall(text)) != person.orders:
        raise Leak(f"the export of {person} holds orders {set(ORDER.findall(text))}, theirs are {person.orders}")


def judge_transcript(model, c, lines):
    """What lies on the disk is what was said, once, under the right name and owner."""
    talk = model.talks[c]
    mids = [line["mid"] for line in lines]
    if len(mids) != len(set(mids)):
        raise Leak(f"a message stands twice in {c}")
    wanted = {line.mid for line in talk.lines}
    if wanted - set(mids):
        raise Leak(f"acked words of {owner_of(talk)} are lost: {[model.mids[c, mid][1].mark for mid in wanted - set(mids)]}")
    for line in lines:
        for mark in MARK.findall(json.dumps(line)):
            if talk not in model.lines[mark]:
                raise Leak(f"{mark} stands in {owner_of(talk)}")
        judge_line(model, talk, line)
    proved = {line["who"]["person"] for line in lines if line["type"] == "identified" and line["who"]["proof"] == "proved"}
    wanted = {talk.owner.number} if talk.owner else set()
    # A build that tells nobody who they are gives no number to compare with.
    if proved != wanted and None not in wanted:
        raise Leak(f"the file of {owner_of(talk)} says it is {proved}, and not {wanted}")


def judge_person_file(model, number, text):
    """The notes in a proved person's file quote their own words alone."""
    persons = {talk.owner for talk in model.talks.values() if talk.owner and talk.owner.number == number}
    marks = {mark for mark in MARK.findall(text) if mark in model.lines}
    for person in persons:
        foreign = {mark for mark in marks if all(home.owner not in (person, None) for home in model.lines[mark])}
        if foreign:
            raise Leak(f"the file of {person} quotes {sorted(foreign)}")


def owner_of(talk):
    whose = talk.owner or f"a browser, key {talk.key.secret[:6]}"
    return f"talk {talk.c} at {talk.site} of {whose}"


def describe(page):
    proved = page.proved or "nobody"
    return f"a page of {page.browser.name} at {page.site}, key {page.key.secret[:6]}, proved: {proved}, by {page.carrier},"
