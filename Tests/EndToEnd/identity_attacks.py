"""What may happen next in a walk: attackers who sit at somebody's browser, or only know names of conversations."""

import asyncio

from identity_judge import Leak
from identity_pages import Slot, forgery, proof
from identity_steps import MOST_PAGES


class Attacks:
    """What a page may try that the shop did not write."""

    async def step_claim(self):
        """Any name may be said; it is a claim."""
        if page := self.pick(self.pages):
            name = self.model.mark("nm")
            page.key.claims.add(name)
            person = self.person_of(page.site)
            self.tell(f"{page.browser.name} {page.key.secret[:6]}, proved {page.proved}, claims {name} and {person}")
            await page.send({"type": "identify", person.kind: person.value, "name": name})

    async def step_forged(self):
        if page := self.pick(self.pages):
            person = self.person_of(page.site)
            false = forgery(person, self.secrets[page.site], self.shop.now, self.chance)
            self.tell(f"{page.browser.name} {page.key.secret[:6]}, proved {page.proved}, forges {person}: {false}")
            page.key.claims.add("")
            await page.send({"type": "identify"} | false)
            await page.settled()
            if any(n["type"] == "identified" and n["proof"] == "proved" for n in page.notices) and not page.proved:
                raise Leak(f"a forged proof was taken: {false}")

    async def step_other_proof(self):
        """A malicious page proves one more person on its connection."""
        if page := self.pick(self.pages):
            await self.identify(page, self.person_of(page.site))

    async def step_stolen_secret(self):
        """A page uses any secret of its browser, whoever it belongs to, and perhaps any proof."""
        browser, site = self.anywhere()
        key = self.pick(browser.keys(site)) or self.fresh_key(site)
        if len(self.pages) >= MOST_PAGES:
            await self.gone(self.pick(self.pages))
        page = await self.page(browser, Slot(key))
        self.tell(f"a page of {browser.name} at {site} takes secret {key.secret[:6]}")
        await self.judge()
        if self.chance.random() < 0.6:
            await self.identify(page, self.person_of(site))
        if self.chance.random() < 0.5:
            await self.say(page)

    async def step_old_point(self):
        """A page says it holds lines of any conversation, and asks for the rest."""
        browser, site = self.anywhere()
        talk = self.pick(self.model.talks.values())
        if not talk or len(self.pages) >= MOST_PAGES:
            return
        line = self.pick(talk.lines)
        slot = Slot(self.pick(browser.keys(site)) or self.fresh_key(site))
        # What a page says it holds it is not sent again.
        slot.marks |= talk.marks("visitor", "agent")
        self.tell(f"a page of {browser.name} at {site} {slot.key.secret[:6]} resumes {talk.c}, {talk.owner}")
        page = await self.page(browser, slot, {"c": talk.c, "seq": self.chance.choice([1, line.seq]), "mid": line.mid})
        await self.asks(page)
        if self.chance.random() < 0.5:
            await self.identify(page, self.person_of(site))
            await self.asks(page)

    async def asks(self, page):
        """For everything there is, and lets what is read from files come."""
        await page.send({"type": "sync", "after": 0})
        await page.settled()
        await asyncio.to_thread(self.shop.get, f"/api/v1/transcripts/{self.shop.new_id()}", Cookie=self.cookie)
        await self.judge()

    async def step_old_mid(self):
        """Words that stand somewhere are said again by anybody, the same or others under their name."""
        page = self.pick(self.pages)
        known = page and self.pick(
            (talk, line) for talk, line in self.model.mids.values() if talk.c in self.model.talks
            and (line.by == "visitor" or talk is self.model.current(page)))
        if not known:
            return
        talk, line = known
        is_same = self.chance.random() < 0.6
        mark = line.mark if is_same else self.model.mark("vw")
        self.tell(f"{page.browser.name} {page.key.secret[:6]}, proved {page.proved}, repeats {line.mark} of {talk.c} as {mark}")
        await self.says(page, line.mid, line.text if is_same else f"other words {mark}", mark)

    async def step_rivals(self):
        """Two persons are proved at once on one fresh secret: it becomes one's."""
        browser, site = self.anywhere()
        if len(self.pages) > MOST_PAGES - 2:
            return
        slot = Slot(self.fresh_key(site))
        first, second = self.chance.sample([person for person in self.people if person.book == self.person_of(site).book], 2)
        pages = [await self.page(browser, slot), await self.page(browser, Slot(slot.key))]
        await self.say(pages[0])
        talk = self.model.current(pages[0])
        self.tell(f"{first} and {second} are proved at once on {slot.key.secret[:6]} at {site}")
        for page in pages:
            page.allowed.add(talk.c)
        await asyncio.gather(*(
            page.send({"type": "identify"} | proof(person, self.secrets[site], self.shop.now, self.chance))
            for page, person in zip(pages, (first, second), strict=True)))
        if self.expects_leak:
            self.model.prove(pages[0], first, self.shop.now)
            return
        answers = [await page.told("identified", "other_person") for page in pages]
        taken = [answer["type"] == "identified" for answer in answers]
        if sum(taken) != 1:
            raise Leak(f"two persons at once on one secret were answered with {answers}")
        winner = taken.index(True)
        person = (first, second)[winner]
        self.answered(answers[winner], person, False)
        self.model.prove(pages[winner], person, self.shop.now)

    async def step_marks(self):
        """Typing and reading are told to nobody else."""
        if page := self.pick(self.pages):
            await page.send({"type": "typing", "on": True})
            await page.send({"type": "seen", "seq": 1})
            await page.send({"type": "typing", "on": False})
        if talk := self.pick(self.open_talks()):
            await self.agent_says(talk)
            await self.anna.send({"type": "typing", "c": talk.c, "on": True})
            await self.anna.send({"type": "typing", "c": talk.c, "on": False})
