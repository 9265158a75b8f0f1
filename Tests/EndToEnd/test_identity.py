"""Who somebody is: a conversation is sent to the browser or the person whose it is, and to nobody else."""

import asyncio
import base64
import hashlib
import hmac
import json
import signal
import tarfile
import time

import pytest

from ids import new_id
from people import Agent, Visitor
from shop import SITE
from test_keeping import wait_for


async def proved(shop, secret=None, site=SITE, **who):
    """A page on which the shop has signed who this is."""
    page = Visitor(shop, site, secret)
    await page.come()
    await page.identify(**who)
    await page.until(lambda: about(page, "identified") or about(page, "error"), "an answer to the proof")
    return page


def about(page, kind, **fields):
    return [notice for notice in page.notices if notice["type"] == kind and fields.items() <= notice.items()]


def told(page):
    """The conversations of which a page was told anything, and the words it was shown."""
    talks = {notice["c"] for notice in page.notices if "c" in notice}
    talks |= {notice["talk"]["c"] for notice in page.notices if notice.get("talk")}
    return talks, [text for log in page.logs.values() for text in log.said()]


async def plain(shop, secret, resume=None):
    """A page on which nobody is identified, of a browser that held lines of a talk before."""
    page = Visitor(shop, secret=secret)
    if resume:
        page.c = resume.c
        page.logs[resume.c] = resume.log(resume.c)
        entries = list(resume.log(resume.c).entries)
        await page.come()
        page.logs = {}
        assert entries
    else:
        await page.come()
    await page.flush()
    return page


CARLA = {"id": "carla", "name": "Carla", "email": "carla@example.org"}
DIRK = {"id": "dirk", "name": "Dirk", "email": "dirk@example.org"}


def known(shop, secret):
    return any(f"browser: {visitor_id(secret)}" in path.read_text() for path in shop.data.glob("people/*/*.txt"))


async def test_a_shared_computer_shows_nobody_the_words_of_another(shop, carrier, tmp_path):
    async with Agent(shop) as anna:
        carla = await proved(shop, **CARLA)
        await carla.say("words of Carla")
        c = carla.c
        await anna.pick_up(c)
        await anna.say(c, "words for Carla")
        await carla.words("words for Carla")

        guest = await plain(shop, carla.secret, carla)
        assert told(guest) == (set(), []) and not guest.welcome.get("talk")
        own = (await guest.say("words of a guest"))["c"]
        assert own != c
        refused = await proved(shop, carla.secret, **DIRK)
        assert about(refused, "error", code="other_person", field="id") and told(refused)[0] == {own}
        assert not about(refused, "identified")

        dirk = await proved(shop, **DIRK)
        await dirk.say("words of Dirk")
        phone = await proved(shop, **CARLA)
        await phone.words("words for Carla")
        await carla.say("more words of Carla")
        await phone.words("more words of Carla")
        assert told(phone) == ({c}, ["words of Carla", "words for Carla", "more words of Carla"])
        assert told(dirk)[1] == ["words of Dirk"] and told(guest)[1] == ["words of a guest"]
        kinds = [notice["type"] for notice in phone.notices]
        assert kinds.index("identified") < kinds.index("talk") < kinds.index("entries")
        for page in (carla, guest, refused, dirk, phone):
            await page.leave()

        await asyncio.to_thread(wait_for, lambda: known(shop, phone.secret), "the phone's secret among Carla's")
        shop.restart()
        for secret in (carla.secret, phone.secret):
            page = await proved(shop, secret, **DIRK)
            assert about(page, "error", code="other_person") and told(page)[0] <= {own}
            await page.leave()
            page = await proved(shop, secret, **CARLA)
            await page.until(lambda: "words for Carla" in page.log(c).said(), "Carla's talk")
            await page.leave()
            page = await plain(shop, secret, carla)
            assert told(page)[0] <= {own}
            await page.leave()
    for name, own, others in (("Carla", "words of Carla", "words of Dirk"), ("Dirk", "words of Dirk", "words of Carla")):
        shop.cli("person", "export", f"{name.lower()}@example.org", "--to", tmp_path / name)
        text = "".join(path.read_text() for path in (tmp_path / name).rglob("*") if path.is_file())
        assert own in text and others not in text and "words of a guest" not in text


async def test_an_ended_talk_is_its_persons_alone(shop):
    async with Agent(shop) as anna:
        carla = await proved(shop, **CARLA)
        await carla.say("words of Carla")
        c = carla.c
        await anna.pick_up(c)
        await anna.say(c, "words for Carla")
        await anna.send({"type": "end", "c": c})
        await carla.hear("talk", state="ended")
        await carla.leave()
        for restart in (False, True):
            if restart:
                shop.restart()
            guest = await plain(shop, carla.secret, carla)
            assert told(guest) == (set(), [])
            await guest.leave()
            dirk = Visitor(shop)
            dirk.c, dirk.logs[c] = c, carla.log(c)
            await dirk.come()
            dirk.logs = {}
            await dirk.identify(**DIRK)
            await dirk.flush()
            assert told(dirk)[1] == []
            await dirk.leave()


async def test_words_before_the_first_proof_are_adopted_and_an_ended_talk_is_refiled(shop):
    async with Agent(shop) as anna:
        page = Visitor(shop)
        await page.come()
        await page.say("before I signed in")
        c = page.c
        await anna.pick_up(c)
        await anna.say(c, "yes?")
        await anna.send({"type": "end", "c": c})
        await page.hear("talk", state="ended")
        await page.identify(**CARLA)
        await page.until(lambda: about(page, "identified", proof="proved"), "the proof")
        await page.leave()
        guest = await plain(shop, page.secret, page)
        assert told(guest) == (set(), [])
        await guest.leave()
    shop.restart()
    guest = await plain(shop, page.secret, page)
    assert told(guest) == (set(), [])
    await guest.leave()
    shop.stop()
    assert shop.transcript(c)[-1]["type"] == "identified" and shop.transcript(c)[-1]["who"]["proved"] == ["id"]
    assert shop.cli("transcript", "verify").returncode == 0
    quoting = [path for path in shop.data.glob("people/*/*.txt") if "before I signed in" in path.read_text()]
    assert len(quoting) == 1 and "proof: proved" in quoting[0].read_text()
    assert f"browser: {visitor_id(page.secret)}" in quoting[0].read_text()


def name_of(content):
    """The name that follows from bytes: 128 bits as 26 letters of five."""
    bits = int.from_bytes(hashlib.sha256(content).digest()[:16])
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[bits >> shift & 31] for shift in range(125, -1, -5))


def visitor_id(secret):
    return name_of(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)))


async def test_words_sent_again_are_acked_to_their_author_alone(shop):
    carla = await proved(shop, **CARLA)
    mid = new_id()
    first = await carla.say("once", mid)
    guest = Visitor(shop, secret=carla.secret)
    await guest.come()
    await guest.send({"type": "say", "mid": mid, "text": "once"})
    await guest.hear("error", code="mid_reused", ref=mid)
    phone = await proved(shop, **CARLA)
    assert (await phone.say("once", mid))["seq"] == first["seq"]
    assert told(guest)[0] == set()
    for page in (carla, guest, phone):
        await page.leave()


async def test_equal_ids_on_two_sites_are_two_people_unless_the_sites_share_a_book(shop):
    shop.cli("site", "add", "tea", "--origin", shop.origin)
    shop.cli("site", "add", "mugs", "--origin", shop.origin, "--customers", "harbour")
    async with Agent(shop):
        one = await proved(shop, **CARLA)
        await one.say("on the first site")
        tea, mugs = await proved(shop, site="tea", **CARLA), await proved(shop, site="mugs", **CARLA)
        person = about(one, "identified")[0]["person"]
        assert about(tea, "identified")[0]["person"] != person and about(mugs, "identified")[0]["person"] == person
        assert told(tea)[0] == told(mugs)[0] == set()
        for page in (one, tea, mugs):
            await page.leave()


def change_site(shop, **fields):
    path = shop.data / "sites" / f"{SITE}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    if shop.is_running:
        shop.log.clear()
        shop.process.send_signal(signal.SIGHUP)
        shop.wait_for_log(lambda line: "read again" in line.get("message", ""), "line that the sites were read again")


def token(shop, site=SITE, secret=None, header=None, **claims):
    def part(value):
        return base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value).encode()).rstrip(b"=")
    claims = {"exp": int(time.time()) + 3600} | claims
    signed = part(header or {"alg": "HS256", "typ": "JWT"}) + b"." + part(claims)
    code = hmac.new((secret or shop.site_secret(site)).encode(), signed, "sha256").digest()
    return (signed + b"." + part(code)).decode()


async def test_a_token_proves_what_it_says_and_a_wrong_one_nothing(shop):
    async with Agent(shop) as anna:
        page = Visitor(shop)
        await page.come()
        for wrong in (
                token(shop, sub="carla", secret="other"), token(shop, sub="carla", exp=int(time.time()) - 120),
                token(shop, sub="carla", exp=int(time.time()) + 90_000), token(shop, name="Carla"),
                token(shop, sub="carla", header={"alg": "none"}), token(shop, sub="carla") + "x", "a.b.c", "x"):
            before = len(about(page, "error"))
            await page.send({"type": "identify", "token": wrong, "name": "Carla"})
            await page.until(lambda: len(about(page, "error")) > before, f"a refusal of {wrong}")
            assert about(page, "error")[-1]["code"] == "signature_wrong"
            assert about(page, "error")[-1]["field"] == "token"
        assert not about(page, "identified"), "the fields of a bad token are no claim"
        await page.send({"type": "identify", "token": token(shop, sub=0, email="zero@example.org", name="Zero")})
        await page.until(lambda: about(page, "identified", proof="proved"), "the proof")
        await page.say("Hello")
        card = await anna.card(page.c)
        assert card["proof"] == "proved" and card["proved"] == ["id", "email", "name"]
        old = shop.site_secret()
        change_site(shop, secret="new one", secondSecret=old)
        again = Visitor(shop)
        await again.come()
        await again.send({"type": "identify", "token": token(shop, secret=old, sub="0")})
        await again.until(lambda: about(again, "identified", proof="proved"), "the proof by the second secret")
        await again.words("Hello")
        await page.leave()
        await again.leave()


async def test_a_signature_proves_the_id_or_the_address_and_nothing_beside_it(shop):
    async with Agent(shop) as anna:
        mallory = await proved(shop, id="mallory-77", name="Anna (shop owner)", email="owner@harbour.example")
        await mallory.say("hello")
        card = await anna.card(mallory.c)
        assert (card["proof"], card["proved"]) == ("proved", ["id"])
        victim = await proved(shop, email="victim@example.org", name="Victim")
        await victim.say("private words")
        assert (await anna.card(victim.c))["proved"] == ["email"]
        named_like = await proved(shop, id="victim@example.org", name="Mallory")
        assert told(named_like) == (set(), [])
        for page in (mallory, victim, named_like):
            await page.leave()


async def test_a_site_may_take_the_secret_for_the_person(shop):
    change_site(shop, identified="somewhere")
    carla = await proved(shop, **CARLA)
    await carla.say("words of Carla")
    c = carla.c
    await carla.leave()
    shop.restart()
    plain_page = Visitor(shop, secret=carla.secret)
    await plain_page.come()
    assert plain_page.welcome["talk"]["c"] == c
    await plain_page.words("words of Carla")
    await plain_page.leave()
    shop.stop()
    change_site(shop, identified="everywhere")
    wrong = shop.cli("site", "list", check=False)
    assert wrong.returncode == 1 and "identified" in wrong.stderr


async def test_orders_of_a_mail_address_belong_to_who_proved_it(shop, tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "customer,email,order,date,title\n,lena@example.org,G1,2026-01-02,Guest kettle\n"
        "lena-5,lena@example.org,A1,2026-02-03,Account mug\n")
    assert "2 new orders" in shop.cli("import", "orders", orders).stdout
    async with Agent(shop) as anna:
        async def card(**identify):
            page = Visitor(shop)
            await page.come()
            await page.send({"type": "identify", **identify})
            await page.say("Hello")
            await anna.send({"type": "open", "c": page.c, "after": 0})
            card = await anna.card(page.c)
            await anna.pick_up(page.c)
            await anna.say(page.c, "Bye")
            await anna.send({"type": "end", "c": page.c})
            await page.hear("talk", state="ended")
            await page.leave()
            return sorted(order["title"] for order in card["orders"]), card.get("ordersKnown", True)

        both = ["Account mug", "Guest kettle"]
        assert await card(token=token(shop, sub="lena-5", email="lena@example.org")) == (both, True)
        assert await card(email="lena@example.org", signature=shop.signature("lena@example.org")) == (both, True)
        assert await card(id="lena-5", signature=shop.signature("lena-5")) == (["Account mug"], True)
        mallory = {"id": "m-1", "email": "lena@example.org", "signature": shop.signature("m-1")}
        assert await card(**mallory) == ([], False), "an address that is only said brings no orders"
        assert await card(token=token(shop, sub="new-9", email="new@example.org")) == ([], True)
    shop.cli("person", "export", "lena-5", "--to", tmp_path / "lena.tar")
    with tarfile.open(tmp_path / "lena.tar") as archive:
        text = "".join(archive.extractfile(name).read().decode() for name in archive.getnames())
    assert "Guest kettle" in text and "Account mug" in text


def test_an_import_names_the_customers_where_sites_have_books_of_their_own(shop, tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,order,date,title\n17,T1,2026-01-02,Tea\n")
    shop.cli("site", "add", "tea", "--origin", shop.origin)
    wrong = shop.cli("import", "orders", orders, check=False)
    assert wrong.returncode == 1 and "--site" in wrong.stderr and "harbour" in wrong.stderr and "tea" in wrong.stderr
    assert "1 new orders" in shop.cli("import", "orders", orders, "--site", "tea").stdout
    assert "1 known ones" in shop.cli("import", "orders", orders, "--customers", "tea").stdout
    assert shop.cli("import", "orders", orders, "--customers", "coffee", check=False).returncode == 1
    assert shop.cli("import", "orders", orders, "--site", "coffee", check=False).returncode == 1


@pytest.fixture
def old_folder(shop):
    """A folder as servers made it whose sites shared one book of customers."""
    shop.stop()
    (shop.data / "format").write_text("second ring data folder 1\n")
    for shelf in ("people", "orders"):
        for path in shop.data.glob(f"{shelf}/*/*"):
            path.unlink()
    return shop


async def test_sites_of_a_folder_of_before_share_their_customers(old_folder, tmp_path):
    shop = old_folder
    other = shop.data / "sites" / "tea.json"
    other.write_text(json.dumps({"name": "Tea", "origins": [shop.origin], "secret": "tea secret"}))
    shop.start()
    one = await proved(shop, **CARLA)
    two = await proved(shop, site="tea", **CARLA)
    assert about(one, "identified")[0]["person"] == name_of(b"customer:carla"), "ids keep their key"
    assert about(two, "identified")[0]["person"] == name_of(b"customer:carla")
    shop.cli("site", "add", "mugs", "--origin", shop.origin)
    three = await proved(shop, site="mugs", **CARLA)
    assert about(three, "identified")[0]["person"] != about(one, "identified")[0]["person"]
    for page in (one, two, three):
        await page.leave()
