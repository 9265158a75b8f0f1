"""Who may read what: the truth that a walk compares the server with, written from the rules alone.

- A secret belongs to at most one proved person for ever. A connection is proved from the moment a proof on it was taken.
- A conversation is its browser's until somebody is proved in it; then it is theirs alone.
- The first person proved on a secret takes over its open conversation, unless they have one on that site already, and the
  ended ones whose last words are less than an hour old. A later proof on that secret takes over nothing.
"""

import dataclasses
import itertools
from dataclasses import dataclass, field

HOUR = 3600
# Each site, and the customer book it keeps or shares.
BOOKS = {"harbour": "harbour", "quay": "quay", "east": "pair", "west": "pair"}
SITES = list(BOOKS)
# There a secret alone proves whom it belongs to, as the site's file may say.
TRUSTING = {"west"}


@dataclass(eq=False)
class Person:
    """A customer of one customer book."""

    book: str
    kind: str  # "id" or "email": what is signed
    value: str
    name: str
    number: str | None = None  # the server's name for them, once it was told
    orders: set = field(default_factory=set)
    talks: list = field(default_factory=list)

    def __repr__(self):
        return f"{self.kind} {self.value} of {self.book} ({self.name})"


@dataclass(eq=False)
class Key:
    """A secret of a browser on one site."""

    site: str
    secret: str
    owner: Person | None = None
    claims: set = field(default_factory=set)
    talks: list = field(default_factory=list)  # begun under it


@dataclass(eq=False)
class Line:
    mark: str
    mid: str
    text: str
    by: str  # "visitor", "agent" or "note"
    names: frozenset  # how the writer may be called
    seq: int = 0


@dataclass(eq=False)
class Talk:
    c: str
    key: Key
    last: float
    owner: Person | None = None
    is_ended: bool = False
    lines: list = field(default_factory=list)

    @property
    def site(self):
        return self.key.site

    @property
    def names(self):
        names = set().union(*(line.names for line in self.lines), self.key.claims)
        return names | ({self.owner.name} if self.owner else set())

    def marks(self, *by):
        return {line.mark for line in self.lines if not by or line.by in by}


class Model:
    """All secrets, persons and conversations, and what the rules say of them."""

    def __init__(self):
        self.talks, self.lines, self.mids = {}, {}, {}
        self.numbers = itertools.count(1)

    def mark(self, kind):
        """A word that stands nowhere else: it shows where a text has come to."""
        return f"{kind}{next(self.numbers)}x"

    def open_talk(self, person, site):
        return next((talk for talk in person.talks if talk.site == site and not talk.is_ended), None)

    def may_read(self, page, talk):
        """The one rule."""
        if talk.site != page.key.site:
            return False
        if page.proved:
            return talk.owner is page.proved
        return talk.owner is None and talk.key is page.key

    def readable(self, page):
        return {talk.c for talk in (page.proved or page.key).talks if self.may_read(page, talk)}

    def current(self, page):
        """The conversation that the page's words go into; none: they open one."""
        if page.proved:
            return self.open_talk(page.proved, page.key.site)
        return next((talk for talk in page.key.talks if talk.owner is None and not talk.is_ended), None)

    def greet(self, page):
        """The page has said its secret."""
        if page.key.site in TRUSTING:
            page.proved = page.key.owner

    def is_refused(self, page, person):
        return page.proved not in (None, person) or page.key.owner not in (None, person)

    def prove(self, page, person, now):
        """This person is proved on this page, for the first time on its secret or again."""
        is_first = page.key.owner is None
        page.key.owner = page.proved = person
        for talk in page.key.talks if is_first else []:
            is_due = now - talk.last < HOUR if talk.is_ended else not self.open_talk(person, talk.site)
            if talk.owner is None and is_due:
                talk.owner = person
                person.talks.append(talk)

    def known(self, page, mid):
        """The line of that name that the page may read."""
        found = (self.mids.get((c, mid)) for c in self.readable(page))
        return next((known for known in found if known), None)

    def say(self, page, c, mid, text, mark, now, seq):
        """A visitor's words stand in that conversation now."""
        talk = self.talks.get(c)
        if talk is None:
            talk = self.talks[c] = Talk(c, page.key, now, page.proved)
            page.key.talks.append(talk)
            if page.proved:
                page.proved.talks.append(talk)
        names = {page.proved.name} if page.proved else {"", *page.key.claims}
        if page.proved and page.key.site in TRUSTING:
            names.add("")  # whom the secret alone proves said no name here
        self.write(talk, Line(mark, mid, text, "visitor", frozenset(names), seq), now)

    def write(self, talk, line, now):
        talk.lines.append(line)
        self.lines.setdefault(line.mark, []).append(talk)
        self.mids[talk.c, line.mid] = (talk, line)
        if line.by != "note":
            talk.last = now

    def forget(self, person, keys):
        """Somebody is erased; their marks stay known, so that they are noticed wherever they turn up."""
        for talk in [*person.talks, *(talk for key in keys for talk in key.talks)]:
            if talk.owner in (None, person):
                self.talks.pop(talk.c, None)
        person.talks = []
        for key in keys:
            key.talks = [talk for talk in key.talks if talk.c in self.talks]

    def summary(self):
        return f"{len(self.talks)} talks, {sum(len(talk.lines) for talk in self.talks.values())} lines"


