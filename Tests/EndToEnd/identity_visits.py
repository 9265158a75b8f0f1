"""What honest pages do in a walk: come, say who is signed in, and send words until they are acked."""

from identity_judge import Leak
from identity_model import Key, Line
from identity_pages import Page, Slot, proof
from ids import new_secret


class Visits:
    """Pages and consoles at work; every answer is compared with the model's."""

    def fresh_key(self, site):
        return Key(site, new_secret())

    async def page(self, browser, slot, resume=None):
        """A page of this browser comes, with this secret, as nobody yet."""
        page = Page(self.shop, browser, slot, "sse" if self.chance.random() < 0.1 else "websocket")
        self.pages.append(page)
        self.model.greet(page)
        self.changed()
        await page.come(resume)
        return page

    async def gone(self, page):
        self.pages.remove(page)
        await page.leave()

    async def identify(self, page, person):
        """A right proof of this person; whether it was taken."""
        is_refused = self.model.is_refused(page, person)
        self.tell(f"{person} is proved on {page.browser.name} {page.site} {page.key.secret[:6]}"
                  f"{', who must be refused' if is_refused else ''}")
        if not is_refused:
            self.model.prove(page, person, self.shop.now)
        self.changed()
        await page.send({"type": "identify"} | proof(person, self.secrets[page.site], self.shop.now, self.chance))
        if not self.expects_leak:
            notice = await page.told("identified", "other_person", "signature_wrong")
            self.answered(notice, person, is_refused)
        await self.judge()
        return not is_refused

    def answered(self, notice, person, is_refused):
        if is_refused or notice["type"] == "error":
            if notice.get("code") != "other_person" or not is_refused:
                raise Leak(f"a proof of {person} was answered with {notice}")
            return
        others = {other.number for other in self.people if other is not person}
        if notice["proof"] != "proved" or notice["person"] in others or person.number not in (None, notice["person"]):
            raise Leak(f"{person}, known as {person.number}, was answered with {notice}; others: {others}")
        person.number = notice["person"]

    async def introduced(self, page, person):
        """A page on which this person is signed in, as the contract has it; the page that stands in the end."""
        browser, site = page.browser, page.site
        slot = browser.slot(site, person) if browser.has(site, person) else browser.slot(site)
        if slot is not page.slot:
            await self.gone(page)
            page = await self.page(browser, slot, slot.point)
        if not await self.identify(page, person) and not self.expects_leak:
            await self.gone(page)
            browser.slots[site, person] = Slot(self.fresh_key(site))
            page = await self.page(browser, browser.slot(site, person))
            if not await self.identify(page, person):
                raise Leak(f"{person} is refused on a fresh secret")
        elif browser.slots.get((site, None)) is slot:
            browser.move(site, person)
        await self.resend(page)
        return page

    async def resend(self, page):
        for mid, (text, mark) in list(page.slot.outbox.items()):
            await self.say(page, text, mark, mid)

    async def say(self, page, text=None, mark=None, mid=None):
        """Words of an honest page, until they are acked."""
        mark = mark or self.model.mark("vw")
        mid, text = mid or self.shop.new_id(), text or f"words {mark} of {page.browser.name}"
        self.tell(f"{page.browser.name} {page.site} {page.key.secret[:6]}, proved {page.proved}, says {mark}")
        page.slot.outbox[mid] = (text, mark)
        await self.says(page, mid, text, mark)
        page.slot.outbox.pop(mid)
        await self.judge()

    async def says(self, page, mid, text, mark):
        """Words under a name that may be known: once they stand where the page may read them they stand nowhere else."""
        known, current = self.model.known(page, mid), self.model.current(page)
        is_taken = any(name == mid for _, name in self.model.mids)
        page.acks.pop(mid, None)
        await page.send({"type": "say", "mid": mid, "text": text})
        answer = await page.answer(mid)
        is_own = known and known[1].by == "visitor" and known[1].text == text
        if is_own or not known and not is_taken:
            wanted = known[0].c if known else current.c if current else mid
            if answer["type"] != "ack" or answer["c"] != wanted or is_own and answer["seq"] != known[1].seq:
                raise Leak(f"{mark} belongs into {wanted} and was answered with {answer}")
        if known and not is_own and answer["type"] == "ack":
            raise Leak(f"{mark} took the name of {known[1].mark} and was answered with {answer}")
        if not known and answer["type"] == "ack":
            # Of a name that stands where the page may not look nothing is said but that it is taken, or not even that.
            if answer["c"] not in {current.c if current else mid}:
                raise Leak(f"{mark} was acked as a line of {answer['c']}")
            self.model.say(page, answer["c"], mid, text, mark, self.shop.now, answer["seq"])

    async def agent_says(self, talk, kind="say"):
        mark = self.model.mark("aw" if kind == "say" else "nw")
        line = Line(mark, self.shop.new_id(), f"an answer {mark}", "agent" if kind == "say" else "note", frozenset())
        self.tell(f"anna's {kind} {mark} in {talk.c}, {talk.owner}")
        self.model.write(talk, line, self.shop.now)
        await self.anna.send({"type": kind, "c": talk.c, "mid": line.mid, "text": line.text})
        await self.anna.until(
            lambda: self.anna.acks.get(line.mid) or next((n for n in self.anna.notices if n.get("ref") == line.mid), None),
            f"ack of {mark}")
        if line.mid not in self.anna.acks:
            raise Leak(f"anna's {mark} was refused: {self.anna.notices[-3:]}")
