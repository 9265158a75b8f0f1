"""The data folder and the command line: plain files, and errors that name what and where."""

import csv
import fcntl
import os
import subprocess

import pytest

from people import Agent, Visitor
from shop import BINARY, ORDERS, PATIENCE, secondring

HEADER = "customer,email,name,website,order,date,title,quantity,total,status\n"


def serve(data, *more):
    """Starts a server that is expected to refuse; how it ended."""
    return secondring("serve", "--data", data, "--listen", "127.0.0.1:0", *more, check=False)


def refused(result, *words):
    said = result.stdout + result.stderr
    assert result.returncode != 0, said
    for word in words:
        assert str(word) in said, f"{word!r} is not in: {said}"
    assert "Fatal error" not in said and "Thread 0" not in said, said


def test_a_data_folder_that_is_a_file(tmp_path):
    path = tmp_path / "data"
    path.write_text("not a folder")
    refused(serve(path), path)
    assert path.read_text() == "not a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the next test does it as somebody else")
def test_a_data_folder_that_cannot_be_written(tmp_path):
    path = tmp_path / "closed"
    path.mkdir(mode=0o500)
    refused(serve(path / "data"), path)


def test_a_data_folder_on_a_file_system_that_takes_no_folders():
    refused(serve("/proc/second-ring-data"), "/proc/second-ring-data")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_data_folder_of_somebody_else(tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    path = tmp_path / "closed"
    path.mkdir(mode=0o700)
    for data in (path, path / "data"):
        result = subprocess.run(
            [BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0"], user=65534, group=65534, extra_groups=[],
            capture_output=True, text=True, timeout=PATIENCE)
        refused(result, path)


def test_a_data_folder_already_in_use_names_folder_and_process(shop):
    refused(serve(shop.data), shop.data, shop.process.pid)
    assert shop.get("/livez").status == 200


def test_a_lock_that_outlives_its_owner_for_a_moment_is_waited_for(tmp_path):
    """A child of a process that was killed holds it until the child has become another program."""
    data = tmp_path / "data"
    secondring("site", "add", "shop", "--origin", "https://shop.example", "--data", data)
    gone = subprocess.Popen(["true"])
    gone.wait()
    (data / "lock").write_text(f"{gone.pid}\n")
    with open(data / "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = subprocess.Popen(["sleep", "0.2"], pass_fds=[lock.fileno()])
    secondring("agent", "add", "anna", "--data", data)
    child.wait()


def test_a_folder_of_a_newer_format_is_left_alone(open_shop):
    shop = open_shop(start=False)
    marker = next(path for path in shop.data.iterdir() if path.is_file() and "format" in path.name.lower())
    before = marker.read_text()
    marker.write_text(before.replace("2", "999"))
    assert marker.read_text() != before
    refused(serve(shop.data), "999")


def test_an_address_already_in_use_is_named(shop, open_shop):
    other = open_shop(start=False)
    result = secondring("serve", "--data", other.data, "--listen", shop.listen, check=False)
    refused(result, shop.listen.rsplit(":", 1)[1])


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:99999", "127.0.0.1", ":::", "256.0.0.1:80"])
def test_a_bad_address_is_named(open_shop, address):
    refused(secondring("serve", "--data", open_shop(start=False).data, "--listen", address, check=False), address)


def test_a_hand_edited_site_that_is_wrong_names_file_and_line(open_shop):
    shop = open_shop(start=False)
    path = shop.data / "sites" / "harbour.json"
    site = path.read_text()
    path.write_text(site.replace('"ringSeconds": 6', '"ringSeconds": "six"'))
    refused(serve(shop.data), "harbour.json", "ringSeconds")
    path.write_text(site.replace("{", '{\n  "ringSeconds": 6,', 1))
    refused(serve(shop.data), "harbour.json", "stands twice")
    path.write_text('{\n  "name": "Harbour",\n  oops\n}')
    refused(serve(shop.data), "harbour.json", "line 3")


def test_a_malformed_order_line_names_file_line_and_column(open_shop, tmp_path):
    shop = open_shop(start=False)
    file = tmp_path / "bad.csv"
    file.write_text(HEADER + "c1,a@b.example,A,,1,2026-01-02,Fine,1,€ 3.00,sent\n"
                    "c1,a@b.example,A,,2,yesterday,Bad,1,€ 3.00,sent\n"
                    "c1,a@b.example,A,,3,2026-01-02,Bad,many,€ 3.00,sent\n"
                    ",,,,4,2026-01-02,Nobody's,1,€ 3.00,sent\n"
                    'c1,a@b.example,A,,5,2026-01-02,"never closed,1,€ 3.00,sent\n')
    result = shop.cli("import", "orders", file, check=False)
    refused(result, "bad.csv", "line 3", "date", "line 4", "quantity", "line 5", "customer", "line 6")


@pytest.mark.parametrize("content,word", [
    ("", "empty"), ("a,b,c\n1,2,3\n", "order"), ("\x00\x01\x02", ""), (HEADER.replace("title,", ""), "title")])
def test_a_file_that_is_no_list_of_orders(open_shop, tmp_path, content, word):
    shop = open_shop(start=False)
    file = tmp_path / "odd.csv"
    file.write_text(content)
    refused(shop.cli("import", "orders", file, check=False), "odd.csv", word)


def test_a_file_of_orders_that_is_not_there(open_shop, tmp_path):
    refused(open_shop(start=False).cli("import", "orders", tmp_path / "no.csv", check=False), tmp_path / "no.csv")


def test_orders_imported_twice_are_there_once(open_shop):
    shop = open_shop(start=False)

    def lines():
        return sum(len(path.read_text().splitlines()) for path in shop.data.glob("orders/*/*.jsonl"))
    with ORDERS.open(newline="", encoding="utf-8-sig") as file:
        rows = len(list(csv.DictReader(file)))
    assert lines() == rows
    shop.cli("import", "orders", ORDERS)
    assert lines() == rows


async def test_orders_imported_while_the_server_runs_are_on_the_next_card(shop, tmp_path):
    file = tmp_path / "new.csv"
    file.write_text(HEADER + "c-77,new@customer.example,New Customer,,7001,2026-11-20,Kind of Blue,1,€ 30.00,sent\n")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        shop.cli("import", "orders", file)
        await visitor.identify(id="c-77", email="new@customer.example", name="New Customer")
        c = (await visitor.say("Hello!"))["c"]
        card = await anna.card(c, lambda card: card["orders"])
        assert card["orders"][0]["title"] == "Kind of Blue" and card["orderCount"] == 1


async def talk(shop):
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        c = (await visitor.say("The words that will be damaged."))["c"]
        await anna.pick_up(c)
        await anna.say(c, "And the answer to them.")
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
        return c


async def test_verify_finds_a_flipped_byte_by_file_and_offset(shop):
    c = await talk(shop)
    shop.stop()
    assert shop.cli("transcript", "verify").returncode == 0
    [path] = shop.transcripts()
    content = bytearray(path.read_bytes())
    at = content.index(b"damaged")
    start_of_line = content.rindex(b"\n", 0, at) + 1
    content[at] ^= 1
    path.write_bytes(content)
    result = shop.cli("transcript", "verify", check=False)
    said = result.stdout + result.stderr
    assert result.returncode != 0 and path.name in said
    assert str(at) in said or str(start_of_line) in said, said
    shown = shop.cli("transcript", "show", c, check=False)
    assert "And the answer to them." in shown.stdout, "what is whole stays readable"
    assert "the checksum does not match" in shown.stdout and path.name in shown.stdout


async def test_a_damaged_old_transcript_does_not_stop_the_server(shop):
    await talk(shop)
    shop.stop()
    [path] = shop.transcripts()
    content = bytearray(path.read_bytes())
    content[content.index(b"damaged")] ^= 1
    path.write_bytes(content)
    shop.start()
    await talk(shop)
    assert bytes(content) == path.read_bytes(), "nobody mends what they do not know"


async def test_a_person_can_be_shown(shop):
    who, rows = shop.customer("Maren Voss")
    async with Agent(shop) as anna, Visitor(shop) as visitor:
        await visitor.identify(**who)
        c = (await visitor.say("Hello!"))["c"]
        await anna.pick_up(c)
        await anna.say(c, "Good morning.")
        await anna.send({"type": "remember", "c": c, "text": "Collects Blue Note pressings"})
        await anna.card(c, lambda card: card["facts"])
        await anna.send({"type": "end", "c": c})
        await visitor.hear("talk", state="ended")
    shop.stop()
    found = subprocess.run(
        ["grep", "-rl", "Collects Blue Note pressings", shop.data / "people"], capture_output=True, text=True).stdout
    assert found.count("\n") == 1, "a person is one plain file"
    shown = shop.cli("person", "show", who["id"], check=False)
    if shown.returncode != 0:
        shown = shop.cli("person", "show", who["email"])
    for part in ("Maren Voss", "Collects Blue Note pressings", rows[0]["title"]):
        assert part in shown.stdout


def test_unknown_things_are_named(open_shop):
    shop = open_shop(start=False)
    refused(shop.cli("agent", "link", "nobody", check=False), "nobody")
    refused(shop.cli("transcript", "show", "a" * 26, check=False), "a" * 26)
    refused(shop.cli("transcript", "show", "nonsense", check=False), "nonsense")
    refused(shop.cli("person", "show", "nobody@nowhere.example", check=False), "nobody@nowhere.example")
    refused(secondring("dance", check=False), "dance")
    refused(shop.cli("site", "add", "Not A Slug!", "--name", "x", "--origin", "https://x.example", check=False),
            "Not A Slug!")
    address = "x.example/path"
    refused(shop.cli("site", "add", "other", "--name", "x", "--origin", address, check=False), address)


def test_a_short_password_names_the_limit(open_shop):
    result = open_shop(start=False).cli("agent", "password", "anna", text="short\n", check=False)
    refused(result, "password")


def test_version_and_help():
    assert secondring("--version").stdout.strip()
    assert "serve" in secondring("--help").stdout


def test_the_folder_is_closed_to_others(open_shop):
    shop = open_shop()
    assert shop.data.stat().st_mode & 0o077 == 0
    for path in (shop.data / "team").glob("*.json"):
        assert path.stat().st_mode & 0o077 == 0, path
