"""One browser, many people: nobody reads or continues another's talk, and nobody's words are lost."""

import json
import re

from playwright.sync_api import expect
from shared_computer import Computer

OF_CARLA, OF_DIRK, OF_A_GUEST = "These are words of Carla", "These are words of Dirk", "These are words of a guest"


def said(shop):
    """Who said what, by the files: each conversation's words by visitors, and the names proved in it."""
    talks = []
    for path in shop.transcripts():
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        proved = {line["who"]["name"] for line in lines if line["type"] == "identified" and line["who"]["proof"] == "proved"}
        talks.append((sorted(proved), [line["text"] for line in lines
                                       if line["type"] == "said" and line["by"] == "visitor"]))
    return sorted(talks)


def test_the_next_one_at_a_computer_reads_and_continues_nothing_of_the_last(stage):
    computer = Computer(stage)
    tab = computer.tab("carla").opened()
    tab.say(OF_CARLA)
    tab.go("").is_told_to_identify()
    tab.is_closed_and_empty_of(OF_CARLA)
    tab.go("dirk").page.wait_for_load_state("networkidle")
    tab.is_closed_and_empty_of(OF_CARLA)
    tab.opened().say(OF_DIRK)
    tab.shows(OF_DIRK, but=[OF_CARLA])
    tab.go("+logout").opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, OF_DIRK])
    phone = Computer(stage).tab("carla").opened()
    phone.shows(OF_CARLA, but=[OF_DIRK, OF_A_GUEST])
    phone.say("From her phone")
    tab.go("carla")
    expect(tab.panel).to_be_visible()
    tab.shows(OF_CARLA, "From her phone", but=[OF_DIRK, OF_A_GUEST])
    tab.go("dirk").shows(OF_DIRK, but=[OF_CARLA, OF_A_GUEST])
    assert said(stage.shop) == [([], [OF_A_GUEST]), (["Carla"], [OF_CARLA, "From her phone"]), (["Dirk"], [OF_DIRK])]
    stage.quiet(but=None)


def test_a_signed_id_and_a_signed_address_keep_people_apart_as_a_token_does(stage):
    for proof, (carla, dirk) in {"id": ("carla", "dirk"), "mail": ("cara", "dora")}.items():
        tab = Computer(stage, proof).tab(carla).opened()
        tab.say(OF_CARLA)
        tab.go(dirk).opened().say(OF_DIRK)
        tab.shows(OF_DIRK, but=[OF_CARLA])
        Computer(stage, proof).tab(carla).opened().shows(OF_CARLA, but=[OF_DIRK])
    stage.quiet(but=None)


def test_what_a_stranger_wrote_just_before_signing_in_becomes_theirs(stage):
    computer = Computer(stage)
    tab = computer.tab().opened()
    tab.say(OF_CARLA)
    tab.identifies("carla")
    tab.shows(OF_CARLA)
    expect(tab.panel).to_be_visible()
    tab.say("Signed in now")
    tab.go("carla")
    expect(tab.panel).to_be_visible()
    tab.shows(OF_CARLA, "Signed in now")
    tab.go("").is_closed_and_empty_of(OF_CARLA)
    tab.opened().say(OF_A_GUEST)
    Computer(stage).tab("carla").opened().shows(OF_CARLA, "Signed in now", but=[OF_A_GUEST])
    assert said(stage.shop) == [([], [OF_A_GUEST]), (["Carla"], [OF_CARLA, "Signed in now"])]
    stage.quiet(but=None)


def test_signing_out_in_the_page_empties_and_closes_the_panel_at_once(stage):
    tab = Computer(stage).tab("carla").opened()
    tab.say(OF_CARLA)
    for call in (["identify", None], ["identify"], ["identify", {}], ["logout"]):
        tab.field.fill("A draft of Carla")
        tab.calls(*call)
        tab.is_closed_and_empty_of(OF_CARLA, "A draft of Carla")
        tab.opened()
        expect(tab.field).to_have_value("")
        tab.identifies("carla")
        tab.shows(OF_CARLA)
        expect(tab.field).to_have_value("A draft of Carla")
    tab.calls("logout").opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, "A draft of Carla"])
    assert said(stage.shop) == [([], [OF_A_GUEST]), (["Carla"], [OF_CARLA])]
    stage.quiet(but=None)


def test_an_ended_talk_is_shown_to_nobody_else(stage):
    computer, anna = Computer(stage), stage.agent()
    tab = computer.tab("carla").opened()
    tab.say(OF_CARLA)
    anna.pick_up()
    anna.say("For Carla alone")
    tab.hears("For Carla alone")
    expect(anna.log.get_by_text(re.compile("^Carla · "))).to_have_count(1)
    anna.page.get_by_role("button", name="End", exact=True).click()
    tab.sees("Anna ended the talk. Write again and it rings anew.")
    tab.go("").is_closed_and_empty_of(OF_CARLA)
    tab.go("dirk").opened().say(OF_DIRK)
    tab.shows(OF_DIRK, but=[OF_CARLA, "For Carla alone"])
    anna.pick_up("Dirk")
    expect(anna.log.get_by_text(re.compile("^Dirk · "))).to_have_count(1)
    expect(anna.log.get_by_text(OF_CARLA)).to_have_count(0)
    tab.go("").opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, "For Carla alone", OF_DIRK])
    tab.go("carla")
    tab.shows(OF_CARLA, "For Carla alone", but=[OF_DIRK, OF_A_GUEST])
    stage.quiet(but=None)


def test_unsent_words_go_out_at_their_authors_next_sign_in_also_when_the_server_was_restarted(stage):
    computer = Computer(stage)
    tab = computer.tab("carla").opened()
    tab.say(OF_CARLA)
    stage.shop.kill()
    tab.sees("Not connected, trying again.")
    tab.write("Written while nobody listened")
    tab.calls("logout")
    stage.shop.start()
    tab.is_closed_and_empty_of(OF_CARLA, "Written while nobody listened")
    tab.identifies("dirk").opened().say(OF_DIRK)
    tab.shows(OF_DIRK, but=[OF_CARLA, "Written while nobody listened"])
    tab.calls("logout").opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, "Written while nobody listened", OF_DIRK])
    Computer(stage).tab("carla").opened().shows(OF_CARLA, but=[OF_DIRK, OF_A_GUEST, "Written while nobody listened"])
    tab.go("carla").opened().shows(OF_CARLA, "Written while nobody listened", but=[OF_DIRK, OF_A_GUEST])
    expect(tab.log.get_by_text(re.compile("^(Sent ✓|Seen ✓✓)$"))).to_be_visible()
    assert said(stage.shop) == [
        ([], [OF_A_GUEST]), (["Carla"], [OF_CARLA, "Written while nobody listened"]), (["Dirk"], [OF_DIRK])]
    stage.quiet()


def test_signing_out_in_one_tab_empties_the_others(stage):
    computer = Computer(stage)
    one = computer.tab("carla").opened()
    one.say(OF_CARLA)
    two = computer.tab("carla").opened()
    two.shows(OF_CARLA)
    one.calls("logout")
    two.is_closed_and_empty_of(OF_CARLA)
    one.identifies("carla").opened().shows(OF_CARLA)
    two.go("carla").opened().shows(OF_CARLA)
    one.identifies("dirk")
    two.is_closed_and_empty_of(OF_CARLA)
    two.go("carla").opened().shows(OF_CARLA)
    one.page.evaluate("localStorage.clear()")
    two.is_closed_and_empty_of(OF_CARLA)
    one.go("").is_closed_and_empty_of(OF_CARLA)
    stage.quiet(but=None)


def test_a_secret_kept_by_the_version_before_serves_its_owner_alone(stage):
    computer = Computer(stage)
    tab = computer.tab("carla").opened()
    tab.say(OF_CARLA)
    # As that version kept it: one secret and one talk for everybody.
    tab.page.evaluate("""() => {
        const entries = Object.entries(localStorage).filter(([key]) => key.includes('.p.'));
        localStorage.clear();
        for (const [key, value] of entries) localStorage[key.replace(/\\.p\\.[^.]+/, '')] = value;
    }""")
    assert set(computer.kept) >= {"secondring.harbour", "secondring.harbour.talk"}
    tab.go("dirk").page.wait_for_load_state("networkidle")
    expect(tab.panel).to_be_hidden()
    tab.opened().say(OF_DIRK)
    tab.shows(OF_DIRK, but=[OF_CARLA])
    tab.go("").opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, OF_DIRK])
    tab.go("carla").opened().shows(OF_CARLA, but=[OF_DIRK, OF_A_GUEST])
    assert said(stage.shop) == [([], [OF_A_GUEST]), (["Carla"], [OF_CARLA]), (["Dirk"], [OF_DIRK])]
    stage.quiet(but=None)


def test_where_the_site_says_somewhere_plain_pages_go_on_until_logout(open_shop, make_stage):
    shop = open_shop(start=False)
    path = shop.data / "sites" / "harbour.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"identified": "somewhere"}))
    stage = make_stage(shop.start())
    tab = Computer(stage).tab("carla").opened()
    tab.say(OF_CARLA)
    tab.go("")
    expect(tab.panel).to_be_visible()
    tab.shows(OF_CARLA)
    tab.say("On a plain page")
    tab.calls("logout").is_closed_and_empty_of(OF_CARLA)
    tab.go("").is_closed_and_empty_of(OF_CARLA)
    tab.opened().say(OF_A_GUEST)
    tab.shows(OF_A_GUEST, but=[OF_CARLA, "On a plain page"])
    assert said(shop) == [([], [OF_A_GUEST]), (["Carla"], [OF_CARLA, "On a plain page"])]
    stage.quiet(but=None)


def test_the_demo_shops_sign_out_leaves_nothing_behind(stage):
    context = stage.context()
    jonas = stage.visitor(customer="jonas", context=context).open()
    jonas.say("These are words of Jonas")
    jonas.go("/sign-in?as=guest")
    expect(jonas.launcher).to_be_visible()
    expect(jonas.panel).to_be_hidden()
    jonas.page.go_back()
    expect(jonas.launcher).to_be_visible()
    jonas.open()
    expect(jonas.log.get_by_text("These are words of Jonas")).to_have_count(0)
    jonas.go("/sign-in?as=jonas")
    jonas.hears("These are words of Jonas")
    stage.quiet(but=None)
