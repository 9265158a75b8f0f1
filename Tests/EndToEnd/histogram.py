"""How the promise was kept, from the transcript files alone: it knows the lines, and nothing of the server.

    python3 Tests/EndToEnd/histogram.py DATA --ring 6000 --zone Europe/Oslo
"""

import argparse
import json
import pathlib
import time
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

HOUR = 3_600_000
WEEKS = 13
RINGS = ["1", "2", "3", "4+", "hungUp"]


def moment(line):
    """Milliseconds since 1970."""
    return round(datetime.fromisoformat(line["at"]).timestamp() * 1000)


def beginning(lines):
    """How one talk began: when, when it was decided, how long until the pick-up and the words; None while it is open."""
    since, picked_up, steps = moment(lines[0]), None, 0
    for line in lines:
        steps += line.get("step", 0)  # the clock was set: so much of the difference did not pass
        match line["type"], line["by"]:
            case "pickedUp", _:
                picked_up = moment(line) - steps if picked_up is None else picked_up
            case "said", "agent":
                decided, words = moment(line), moment(line) - steps - since
                break
            case ("hungUp" | "ended"), _:
                decided, words = moment(line), None
                break
    else:
        return None
    return {
        "since": since, "decided": decided, "words": words, "pickup": None if picked_up is None else picked_up - since}


def beginnings(data):
    """Of all talks that are decided."""
    talks = []
    for path in pathlib.Path(data).glob("transcripts/*/*/*/*.jsonl"):
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        if talk := beginning(lines):
            talks.append(talk)
    return talks


def ring(talk, length):
    return "hungUp" if talk["words"] is None else RINGS[min(3, talk["words"] // length)]


def histogram(talks, length):
    counts = Counter(ring(talk, length) for talk in talks)
    return {name: counts[name] for name in RINGS}


def kept(counts):
    return {"second": counts["1"] + counts["2"], "of": sum(counts.values())}


def promise(talks, length, zone, now):
    """What /api/v1/promise says, word for word."""
    def hour(instant):
        offset = datetime.fromtimestamp(instant / 1000, ZoneInfo(zone)).utcoffset()
        return (instant + round(offset.total_seconds() * 1000)) // HOUR
    last = hour(now)
    today = histogram([talk for talk in talks if hour(talk["since"]) // 24 == last // 24], length)
    recent = [talk for talk in talks if last - WEEKS * 168 < hour(talk["since"]) <= last]
    hours = []
    for place in range(168):  # 1970 began on a Thursday
        of_hour = [talk for talk in recent if (hour(talk["since"]) + 72) % 168 == place]
        if of_hour:
            hours.append({"day": place // 24 + 1, "hour": place % 24, **kept(histogram(of_hour, length))})
    return {"timezone": zone, "today": {**kept(today), "rings": today}, "weeks": WEEKS, "hours": hours}


def below(waits, bound):
    """How many seconds are in a histogram's bucket."""
    return sum(1 for wait in waits if wait / 1000 <= bound)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("--ring", type=int, default=6000, help="milliseconds")
    parser.add_argument("--zone", default="UTC")
    options = parser.parse_args()
    found = beginnings(options.data)
    print(json.dumps(promise(found, options.ring, options.zone, round(time.time() * 1000)), indent=2))
    print(json.dumps({"all": histogram(found, options.ring)}))
