"""Reads the transcripts as anybody could, and holds them against what people were told."""

import json


class Files:
    """The transcripts of one data folder; those that ended are read once."""

    def __init__(self, data):
        self.data, self.done, self.places = data, {}, {}

    def check(self, truth, everything=False):
        """Every acked line is there once, in its place; every shown line too; each talk counts from 1 without a gap."""
        lines = {}
        for path in self.data.glob("transcripts/*/*/*/*.jsonl"):
            c = path.stem.split("-")[1]
            if c not in truth.touched and not everything:
                continue
            assert c not in lines, f"two files of {c}"
            content = path.read_bytes()
            whole = content[:content.rfind(b"\n") + 1]
            lines[c] = [json.loads(line) for line in whole.splitlines()]
            self.check_talk(c, lines[c], truth)
        for c in truth.touched:
            assert c in lines, f"no transcript of {c}"
        for c, talk in lines.items():
            for mid, seq in truth.acked_in[c].items():
                assert len(talk) >= seq, f"{c} has {len(talk)} lines, and {seq} was acked"
                assert talk[seq - 1]["mid"] == mid, f"line {seq} of {c} was acked as {mid}: {talk[seq - 1]}"
                assert talk[seq - 1]["text"] == truth.sent[mid][2], f"other words at {seq} of {c}"
            for seq, mid in truth.shown_in[c].items():
                assert len(talk) >= seq and talk[seq - 1]["mid"] == mid, f"line {seq} of {c} was shown as {mid}"
        truth.touched = set()
        return lines

    def check_talk(self, c, lines, truth):
        numbers = {}
        for place, line in enumerate(lines, 1):
            assert line["seq"] == place, f"line {place} of {c} is numbered {line['seq']}"
            known = self.places.setdefault(line["mid"], (c, place))
            assert known == (c, place), f"{line['mid']} stands at {known} and at {(c, place)}"
            if line["mid"] in truth.sent:
                name, number, text = truth.sent[line["mid"]]
                assert line["text"] == text, f"line {place} of {c} has other words"
                # An agent writes in several talks; in each of them the order is theirs.
                assert number > numbers.get(name, 0), f"{name}: {number} stands behind {numbers.get(name)} in {c}"
                numbers[name] = number
