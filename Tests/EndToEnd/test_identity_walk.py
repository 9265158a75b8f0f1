"""Nobody reads, exports or is named after what is another's: a short walk, and proof that its judge can fail."""

from types import SimpleNamespace

import pytest

import identity_judge as judge
from identity_model import Line, Model, Person
from identity_pages import Browser, Page
from identity_walk import walked

SEEDS = [1, 2]
STEPS = 150


@pytest.mark.parametrize("seed", SEEDS)
def test_a_walk_of_customers_browsers_and_restarts(data_folders, seed):
    assert f"{STEPS} steps" in walked(STEPS, seed, folders=data_folders)


class Scene:
    """Two customers on one computer, and a stranger at another; nothing is connected."""

    def __init__(self):
        self.model = Model()
        self.carla, self.dirk = (Person("harbour", "id", name, self.model.mark("nm"), name * 26) for name in "cd")
        self.shared, self.other = (self.page(name) for name in ("shared", "other"))
        self.anonymous = self.wrote(self.other)
        self.model.prove(self.shared, self.carla, 0)
        self.talk = self.wrote(self.shared)
        self.next = self.page("shared")
        self.next.proved = self.dirk

    def page(self, name):
        browser = Browser(name)
        return Page(SimpleNamespace(listen=""), browser, browser.slot("harbour"))

    def wrote(self, page):
        mid = self.model.mark("mid")
        self.model.say(page, mid, mid, "words", self.model.mark("vw"), 0, 2)
        talk = self.model.talks[mid]
        self.model.write(talk, Line(self.model.mark("aw"), f"{mid}a", "answer", "agent", frozenset(), 3), 0)
        return talk

    def entry(self, talk, **fields):
        line = talk.lines[0]
        entry = {"seq": 2, "mid": line.mid, "kind": "said", "by": "visitor", "text": line.mark} | fields
        return {"type": "entry", "c": talk.c, "entry": entry}


def leaks(look, *what):
    with pytest.raises(judge.Leak):
        look(*what)


def test_the_judge_finds_words_sent_to_others():
    scene = Scene()
    scene.shared.allowed = scene.model.readable(scene.shared)
    judge.judge_visitor(scene.model, scene.shared, scene.entry(scene.talk))
    for page in (scene.next, scene.other, scene.page("third")):
        page.allowed = scene.model.readable(page)
        for notice in (
            scene.entry(scene.talk), {"type": "talk", "c": scene.talk.c}, {"type": "typing", "c": scene.talk.c},
            {"type": "ack", "c": scene.talk.c, "mid": "m"}, {"type": "welcome", "talk": {"c": scene.talk.c}},
            {"type": "error", "message": scene.carla.name}):
            leaks(judge.judge_visitor, scene.model, page, notice)


def test_the_judge_finds_what_was_not_sent():
    scene = Scene()
    leaks(judge.judge_delivery, scene.model, scene.shared)
    scene.shared.slot.marks = scene.talk.marks()
    judge.judge_delivery(scene.model, scene.shared)


def test_the_judge_finds_wrong_names_and_cards():
    scene = Scene()
    judge.judge_agent(scene.model, scene.entry(scene.talk, name=scene.carla.name))
    leaks(judge.judge_agent, scene.model, scene.entry(scene.talk, name=scene.dirk.name))
    leaks(judge.judge_agent, scene.model, {"type": "talk", "c": scene.talk.c, "who": {"name": scene.dirk.name}})
    scene.carla.orders, scene.dirk.orders = {"or1x"}, {"or2x"}
    card = {"talks": [{"c": scene.talk.c}], "orders": [{"title": "or1x"}]}
    judge.judge_card(scene.model, scene.talk, card)
    leaks(judge.judge_card, scene.model, scene.talk, card | {"talks": [{"c": scene.anonymous.c}]})
    leaks(judge.judge_card, scene.model, scene.talk, card | {"orders": []})
    leaks(judge.judge_card, scene.model, scene.talk, card | {"orders": [{"title": "or1x"}, {"title": "or2x"}]})
    leaks(judge.judge_card, scene.model, scene.anonymous, {"talks": [], "orders": [{"title": "or1x"}]})


def test_the_judge_finds_what_is_wrong_on_the_disk():
    scene = Scene()
    words = {"seq": 2, "mid": scene.talk.lines[0].mid, "type": "said", "by": "visitor", "name": scene.carla.name,
             "text": scene.talk.lines[0].mark}
    answer = {"seq": 3, "mid": scene.talk.lines[1].mid, "type": "said", "by": "agent", "text": scene.talk.lines[1].mark}
    proved = {"mid": "i", "type": "identified", "who": {"person": scene.carla.number, "proof": "proved"}}
    judge.judge_transcript(scene.model, scene.talk.c, [proved, words, answer])
    other = {**proved, "mid": "j", "who": {"person": scene.dirk.number, "proof": "proved"}}
    for lines in (
        [words, answer], [proved, words], [proved, words, words, answer], [proved, other, words, answer],
        [proved, words | {"name": scene.dirk.name}, answer],
        [proved, words, answer, answer | {"mid": "k", "text": scene.anonymous.lines[0].mark}]):
        leaks(judge.judge_transcript, scene.model, scene.talk.c, lines)
    judge.judge_person_file(scene.model, scene.carla.number, scene.talk.lines[0].mark)
    scene.anonymous.owner = scene.dirk
    leaks(judge.judge_person_file, scene.model, scene.carla.number, scene.anonymous.lines[0].mark)
