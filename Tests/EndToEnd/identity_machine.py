"""What may happen next in a walk: erasures, restarts, kills, and hours that pass."""

import asyncio

from identity_judge import MARK, Leak
from identity_model import HOUR

JUMPS = [60, 60, 10 * 60, HOUR, 3 * HOUR]


class Machine:
    """What becomes of the server and its folder."""

    async def step_erase(self):
        """Somebody is erased: what was theirs is nowhere, and all else stays."""
        person = self.pick(person for person in self.people if person.number and person.talks)
        if not person:
            return
        keys = {key for key in self.keys() if key.owner is person}
        for talk in [talk for talk in self.open_talks()
                     if talk.owner is person or talk.owner is None and talk.key in keys]:
            await self.end(talk)
        for page in [page for page in self.pages if page.key in keys or page.proved is person]:
            await self.gone(page)
        await self.judge()
        self.tell(f"{person} is erased")
        marks = {mark for talk in person.talks for mark in talk.marks() if self.model.lines[mark] == [talk]}
        answer = await asyncio.to_thread(
            self.shop.post, f"/api/v1/people/{person.number}/erase", {"name": person.name}, Cookie=self.cookie)
        if answer.status != 200:
            raise Leak(f"{person} could not be erased: {answer.text}")
        self.erased |= {talk.c for talk in self.model.talks.values() if talk.owner is person or talk.owner is None and talk.key in keys}
        self.model.forget(person, keys)
        person.orders = set()
        for browser in self.browsers:
            browser.forget(keys)
            browser.signed_in = {site: who for site, who in browser.signed_in.items() if who is not person}
        for path in self.shop.data.rglob("*"):
            held = marks & set(MARK.findall(path.read_bytes().decode(errors="replace"))) if path.is_file() else set()
            if held:
                raise Leak(f"{person} was erased and {path.relative_to(self.shop.data)} holds {sorted(held)}")

    def keys(self):
        return {slot.key for browser in self.browsers for slot in browser.slots.values()} \
            | {page.key for page in self.pages} | {talk.key for talk in self.model.talks.values()}

    async def step_restart(self):
        """The server stops or is killed, perhaps with words on their way; time passes; pages come back."""
        was_killed, jump = self.chance.random() < 0.5, self.pick(JUMPS)
        for talk in self.open_talks():
            # The shop ends what is silent for a day by itself.
            if self.shop.now + jump - talk.last > 23 * HOUR:
                await self.end(talk)
        await self.judge()
        pending = await self.words_on_their_way() if was_killed else []
        self.tell(f"the server is {'killed' if was_killed else 'stopped'}, and {jump} s pass")
        left, self.pages = self.pages, []
        await asyncio.to_thread(self.shop.kill if was_killed else self.shop.stop)
        for page in left:
            await page.closed()
            page.socket = None
        await self.anna.closed()
        self.learn(pending)
        if not was_killed:
            self.judge_disk()
        self.shop.pass_time(jump)
        await self.start()
        if was_killed:
            self.learn(pending)
            self.judge_disk()
        for page in left:
            page.allowed |= self.model.readable(page)
            self.judge_page(page)
        await self.judge()
        for page in left:
            if page.key in page.browser.keys(page.site) and self.chance.random() < 0.7:
                await self.arrive(page.browser, page.site)

    async def words_on_their_way(self):
        """Two pages say something at the moment of the kill: whether it stands, the files say."""
        pending = []
        for page in self.chance.sample(self.pages, min(2, len(self.pages))):
            mark, mid = self.model.mark("vw"), self.shop.new_id()
            text = f"words {mark} of {page.browser.name}"
            self.tell(f"{page.browser.name} {page.site} {page.key.secret[:6]}, proved {page.proved}, begins to say {mark}")
            page.slot.outbox[mid] = (text, mark)
            pending.append((page, mid, text, mark, self.model.current(page)))
            await page.send({"type": "say", "mid": mid, "text": text})
        return pending

    def learn(self, pending):
        """Unacked words that stand in a file belong where they were said."""
        for page, mid, text, mark, talk in pending:
            if any(name == mid for _, name in self.model.mids):
                continue
            for path in self.shop.transcripts():
                for line in self.talk_lines(path):
                    if line["mid"] != mid or line["type"] != "said":
                        continue
                    c = path.stem.split("Z-")[1]
                    same = [other for other in pending if other[0].key is page.key or other[0].proved is page.proved]
                    if c not in {talk.c if talk else mid, *(other[1] for other in same)}:
                        raise Leak(f"{mark} stands in {c}, and not in {talk and talk.c}")
                    self.model.say(page, c, mid, text, mark, self.shop.now, line["seq"])
