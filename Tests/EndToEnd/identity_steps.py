"""What may happen next in a walk: the steps of honest pages and of agents."""

import asyncio

from identity_judge import judge_card
from identity_model import BOOKS, SITES

MOST_PAGES = 12


class Steps:
    """What customers and agents do; each step leaves the walk judged or ready to be."""

    def pick(self, things):
        things = list(things)
        return self.chance.choice(things) if things else None

    def open_talks(self):
        return [talk for talk in self.model.talks.values() if not talk.is_ended]

    def person_of(self, site):
        return self.pick(person for person in self.people if person.book == BOOKS[site])

    def anywhere(self):
        return self.pick(self.browsers), self.pick(SITES)

    # Honest pages

    async def step_come(self):
        if len(self.pages) >= MOST_PAGES:
            await self.gone(self.pick(self.pages))
        browser, site = self.anywhere()
        await self.arrive(browser, site)

    async def arrive(self, browser, site):
        """A page loads: it knows who is signed in, or a plain page that does not ask."""
        person = browser.signed_in.get(site) if self.chance.random() < 0.9 else None
        slot = browser.slot(site, person) if browser.has(site, person) else browser.slot(site)
        self.tell(f"a page of {browser.name} at {site} {slot.key.secret[:6]}, signed in: {person}")
        page = await self.page(browser, slot, slot.point)
        await self.judge()
        if person:
            return await self.introduced(page, person)
        await self.resend(page)
        return page

    async def step_go(self):
        if page := self.pick(self.pages):
            await self.gone(page)

    async def step_reload(self):
        if page := self.pick(self.pages):
            await self.gone(page)
            await self.arrive(page.browser, page.site)

    async def step_sign_in(self):
        browser, site = self.anywhere()
        await self.signs_in(browser, site, self.person_of(site))

    async def signs_in(self, browser, site, person):
        browser.signed_in[site] = person
        self.tell(f"{person} signs in on {browser.name} at {site}")
        for page in [page for page in self.pages if page.browser is browser and page.site == site]:
            # A tab that is not loaded anew stays as it is, like one in the background.
            if self.chance.random() < 0.7 and page.key in browser.keys(site) and page in self.pages:
                await self.introduced(page, person)

    async def step_device(self):
        """Somebody who is signed in somewhere signs in on one more browser."""
        signed = [(browser, site, person) for browser in self.browsers for site, person in browser.signed_in.items() if person]
        if signed:
            _, site, person = self.pick(signed)
            browser = self.pick(self.browsers)
            await self.signs_in(browser, site, person)
            await self.arrive(browser, site)

    async def step_sign_out(self):
        browser, site = self.anywhere()
        browser.signed_in[site] = None
        self.tell(f"sign-out on {browser.name} at {site}")
        for page in [page for page in self.pages if page.browser is browser and page.site == site]:
            if self.chance.random() < 0.8:
                await self.gone(page)
                await self.arrive(browser, site)

    async def step_clear(self):
        """The browser's storage is cleared; pages that are open go on with what they have."""
        browser, site = self.anywhere()
        self.tell(f"{browser.name} forgets what it kept at {site}")
        browser.slots = {where: slot for where, slot in browser.slots.items() if where[0] != site}

    async def step_words(self):
        if page := self.pick(self.pages):
            await self.say(page)

    # Agents

    async def step_answer(self):
        if talk := self.pick(self.open_talks()):
            await self.agent_says(talk)

    async def step_note(self):
        if talk := self.pick(self.open_talks()):
            await self.agent_says(talk)
            await self.agent_says(talk, "note")

    async def step_end(self):
        if talk := self.pick(self.open_talks()):
            await self.end(talk)

    async def end(self, talk):
        await self.agent_says(talk)
        await self.judge()
        self.tell(f"anna ends {talk.c}")
        talk.is_ended = True
        await self.anna.send({"type": "end", "c": talk.c})
        await self.anna.until(
            lambda: self.anna.talks.get(talk.c, {}).get("state") == "ended", f"end of {talk.c}")

    async def step_look(self):
        """The console opens a conversation; the card that it shows is of this person."""
        if talk := self.pick(self.open_talks()):
            await self.anna.send({"type": "open", "c": talk.c, "after": 0})
            await self.anna.flush()
            if talk.owner and talk.owner.number:
                path = f"/api/v1/people/{talk.owner.number}"
                answer = await asyncio.to_thread(self.shop.get, path, Cookie=self.cookie)
                if answer.status != 404:
                    judge_card(self.model, talk, answer.json)

    async def step_exported(self):
        if person := self.pick(person for person in self.people if person.number):
            await self.export(person)
