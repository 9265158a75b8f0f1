"""Nothing to be fast for: no schema, metric, page or file has a figure of one person's speed or count."""

import json
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from people import Agent, Visitor

PUBLIC = Path(__file__).parents[2] / "Public"
# What is known of an agent: who they are and whether a ring can reach them; `ringing` lists, and lines, name them.
OF_A_PERSON = {"id", "name", "face", "presence", "role"}
FIGURE = re.compile(
    r"duration|average|median|elapsed|handl|perhour|per_hour|idle|missed|rating|score|rank|speed|productiv|"
    r"utili[sz]|talktime|talk_time|answertime|answer_time|response_?time|leaderboard|kpi", re.I)
PERSON = re.compile(r"agent|colleague|team|person|member|staff", re.I)


def schemas():
    yield from json.loads((PUBLIC / "api/asyncapi.json").read_text())["components"]["schemas"].items()


def properties(schema):
    if isinstance(schema, dict):
        for name, inner in (schema.get("properties") or {}).items():
            yield name
            yield from properties(inner)
        for key, inner in schema.items():
            if key != "properties":
                yield from properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner)


@pytest.mark.parametrize("name", ["Person", "Colleague"])
def test_of_a_person_the_wire_says_who_and_whether_they_are_here(name):
    schema = dict(schemas())[name]
    found = set(properties(schema))
    assert found and found <= OF_A_PERSON, found - OF_A_PERSON


def test_no_schema_has_a_figure_to_be_fast_for():
    faults = [(name, each) for name, schema in schemas() for each in properties(schema) if FIGURE.search(each)]
    assert not faults, faults


def openapi_keys():
    """Every key of the file, also in braces; what people read is left out."""
    text = re.sub(r'\b(?:description|summary):\s*(?:"[^"]*"|[^{\n]*)', "", (PUBLIC / "api/openapi.yaml").read_text())
    return set(re.findall(r"""["']?([\w+-]+)["']?\s*:(?:\s|$)""", text))


def test_no_address_of_the_api_has_one():
    keys = openapi_keys()
    assert {"Me", "hasPassword", "Promise", "hungUp", "4+"} <= keys, "the keys are found"
    assert not [key for key in keys if FIGURE.search(key)]


# Whoever adds a metric says here that it is about the shop and nobody in it.
METRICS = {
    "visitors_connected", "consoles_connected", "desk_events", "lines", "refusals", "rings", "rings_today",
    "pickup_seconds", "first_words_seconds", "talks", "agents_on_bell", "visitor_would_meet_a_person",
    "sign_in_failures", "network_notices", "connections", "talks_erased", "calls_out", "queue_length",
    "queue_oldest_seconds", "transcript_lines_behind", "transcript_oldest_seconds", "disk_full",
}
LABELS = {"queue", "type", "code", "ring", "phase", "transport", "reason", "outcome", "le"}


def test_every_metric_is_about_the_shop(shared_shop):
    families = list(text_string_to_metric_families(shared_shop.get("/metrics", to=shared_shop.ops).text))
    names = {family.name.removeprefix("secondring_") for family in families if family.name.startswith("secondring_")}
    assert {"pickup_seconds", "first_words_seconds", "rings_today"} <= names
    assert names <= METRICS, names - METRICS
    labels = {label for family in families for sample in family.samples for label in sample.labels}
    assert labels <= LABELS, labels - LABELS


def keys_of(content):
    if isinstance(content, dict):
        yield from content
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from keys_of(each)


async def test_no_answer_has_one(shared_shop):
    async with Agent(shared_shop) as anna, Visitor(shared_shop) as visitor:
        c = (await visitor.say("Hello?"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Hello.")
        await anna.hear("promise")
        answers = [shared_shop.get(path, Cookie=anna.cookie) for path in (
            "/health", "/api/v1/me", "/api/v1/promise", f"/api/v1/transcripts/{c}")]
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    for answer in answers:
        assert answer.status == 200 and not [key for key in keys_of(answer.json) if FIGURE.search(key)]
    promise = answers[2]
    assert "anna" not in promise.text.lower() and promise.json["hours"], "nobody is in it"
    assert set(keys_of(promise.json)) == {
        "timezone", "today", "second", "of", "rings", "1", "2", "3", "4+", "hungUp", "weeks", "hours", "day", "hour"}
    for notice in anna.notices:
        if notice["type"] in ("promise", "team"):
            assert not [key for key in keys_of(notice) if FIGURE.search(key)], notice


def test_no_metric_has_a_label_that_names_somebody(shared_shop):
    text = shared_shop.get("/metrics", to=shared_shop.ops).text
    assert "secondring_rings_total" in text
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        labels = re.findall(r'(\w+)="([^"]*)"', line)
        assert not [label for label, _ in labels if PERSON.search(label) or label in ("name", "id", "user")], line
        assert not [value for _, value in labels if value in ("anna", "tom")], line


def test_no_page_shows_one():
    faults = []
    pages = [path for kind in ("js", "html") for path in PUBLIC.rglob(f"*.{kind}")]
    assert any(path.parent.name == "console" for path in pages)
    for path in pages:
        for line in path.read_text().splitlines():
            shown = " ".join(re.findall(r'"([^"]*)"|`([^`]*)`', line) and re.findall(r'["`]([^"`]*)["`]', line))
            if re.search(r"\b(average|per hour|response time|missed (calls|rings|chats)|talk time|fastest|slowest)\b", shown, re.I):
                faults.append((path.name, line.strip()))
    assert not faults, faults


def test_an_account_file_has_none(shared_shop):
    paths = list(shared_shop.data.glob("team/*.json"))
    assert paths
    for path in paths:
        keys = set(json.loads(path.read_text()))
        assert not [key for key in keys if FIGURE.search(key) or "count" in key.lower()], (path.name, keys)
