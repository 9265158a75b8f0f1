"""Nothing to be fast for: no schema, metric, page or file has a figure of one person's speed or count."""

import json
import re
from pathlib import Path

import pytest

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
    paths = (PUBLIC / "api/openapi.yaml").read_text()
    assert not [line for line in paths.splitlines() if re.match(r"\s*['\"]?\w+['\"]?:", line) and FIGURE.search(line.split(":")[0])]


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
    for path in [*PUBLIC.glob("console/*.js"), *PUBLIC.glob("console/*.html"), *PUBLIC.glob("widget/*.js")]:
        for line in path.read_text().splitlines():
            shown = " ".join(re.findall(r'"([^"]*)"|`([^`]*)`', line) and re.findall(r'["`]([^"`]*)["`]', line))
            if re.search(r"\b(average|per hour|response time|missed (calls|rings|chats)|talk time|fastest|slowest)\b", shown, re.I):
                faults.append((path.name, line.strip()))
    assert not faults, faults


def test_an_account_file_has_none(shared_shop):
    for path in Path(shared_shop.data).glob("team/*.json"):
        keys = set(json.loads(path.read_text()))
        assert not [key for key in keys if FIGURE.search(key) or "count" in key.lower()], (path.name, keys)
