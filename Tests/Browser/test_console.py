"""Signing in, and the console's own states."""

import re

from playwright.sync_api import expect

from shop import PASSWORDS


def sign_in_page(stage):
    page = stage.context().new_page()
    page.goto(f"{stage.shop.base}/console/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    return page


def fill(page, name, password):
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_sign_in_by_password(stage):
    page = sign_in_page(stage)
    fill(page, "anna", "not the one")
    expect(page.get_by_text("That name and password do not match.")).to_be_visible()
    fill(page, "anna", PASSWORDS["anna"])
    expect(page.get_by_role("heading", name="Nobody is ringing.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Nobody is ringing.")).to_be_visible()


def test_too_many_tries_say_when_to_come_back(stage):
    page = sign_in_page(stage)
    for number in range(10):
        stage.shop.post("/api/v1/session", {"name": "anna", "password": f"wrong {number}"})
    fill(page, "anna", "wrong again")
    expect(page.get_by_role("alert").filter(has_text=re.compile("minute|second"))).to_be_visible()


def test_sign_in_by_link(stage):
    stage.shop.cli("agent", "add", "ines", "--name", "Inês")
    page = stage.context().new_page()
    page.goto(f"{stage.shop.base}/console/#link={stage.shop.link_token('ines')}")
    page.get_by_role("button", name="Sign in as Inês").click()
    expect(page.get_by_role("heading", name="Welcome, Inês")).to_be_visible()
    assert "link=" not in page.url, "the token does not stay in the address bar"
    page.get_by_label("A new one").fill("short")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text(re.compile("^At least"))).to_be_visible()
    page.get_by_label("A new one").fill("a sentence to keep in mind")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    fill(page, "ines", "a sentence to keep in mind")
    expect(page.get_by_role("heading", name="Nobody is ringing.")).to_be_visible()
    stage.quiet(but=re.compile("401"))


def test_a_link_is_spent_by_a_press_and_not_by_a_load(stage):
    address = f"{stage.shop.base}/console/#link={stage.shop.link_token('tom')}"
    for _ in range(3):  # a scanner of mail runs the page, too
        scanner = stage.context().new_page()
        scanner.goto(address)
        expect(scanner.get_by_role("button", name="Sign in as Tom")).to_be_focused()
        expect(scanner.get_by_role("textbox", name="Password")).to_be_hidden()
        assert "link=" not in scanner.url
    page = stage.context().new_page()
    page.goto(address)
    page.get_by_role("button", name="Sign in as Tom").press("Enter")
    expect(page.get_by_role("heading", name="Nobody is ringing.")).to_be_visible()
    scanner.get_by_role("button", name="Sign in as Tom").click()
    expect(scanner.get_by_text(re.compile("has been used or is too old"))).to_be_visible()
    expect(scanner.get_by_role("textbox", name="Password")).to_be_visible()
    stage.quiet(but=re.compile("401"))


def test_a_spent_link_is_told(stage):
    token = stage.shop.link_token("tom")
    assert stage.shop.post("/api/v1/session/link", {"token": token}).status == 200
    page = stage.context().new_page()
    page.goto(f"{stage.shop.base}/console/#link={token}")
    expect(page.get_by_text(re.compile("link", re.I)).first).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_face_is_shown_to_visitors(stage, tmp_path):
    anna = stage.agent()
    picture = tmp_path / "face.png"
    anna.page.screenshot(path=picture)
    anna.page.get_by_role("button", name=re.compile("^You, Anna")).click()
    anna.page.locator("input[type=file]").set_input_files(picture)
    anna.sees("That is your face now.")
    visitor = stage.visitor().open()
    face = visitor.panel.locator("header img").first
    expect(face).to_be_visible()
    assert face.evaluate("image => image.complete && image.naturalWidth") == 256
    stage.quiet(but=None)


def test_signed_out_elsewhere_keeps_the_draft(stage):
    anna, visitor = stage.agent(), stage.visitor().open()
    visitor.say("Hello")
    anna.pick_up()
    anna.field.fill("A long answer, half written")
    anna.page.get_by_role("button", name="Find").click()
    expect(anna.page.get_by_role("dialog", name="Find")).to_be_visible()
    cookie = stage.shop.sign_in_cookie("anna")
    changed = stage.shop.post(
        "/api/v1/me/password", {"old": PASSWORDS["anna"], "new": "another long sentence"}, Cookie=cookie)
    assert changed.status < 300
    expect(anna.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(anna.page.get_by_role("dialog")).to_have_count(0)
    fill(anna.page, "anna", "another long sentence")
    anna.calls.get_by_role("button", name=re.compile("Someone in Oslo")).first.click()
    expect(anna.field).to_have_value("A long answer, half written")


def test_taking_a_breath_lets_nothing_ring(stage):
    anna, visitor = stage.agent(), stage.visitor()
    anna.bell.click()
    expect(anna.bell).to_have_text("Taking a breath")
    visitor.open()
    visitor.say("Hello?")
    visitor.sees("Nobody is at the desk right now.")
    expect(anna.calls).to_contain_text("Nobody was on the bell. Their words are kept.")
    expect(anna.pick_up_button()).to_have_attribute("aria-keyshortcuts", "P Alt+P")
    anna.bell.click()
    anna.is_rung()
    stage.quiet(but=None)


def test_the_first_click_is_not_lost_as_the_sound_comes_on(stage):
    anna = stage.agent()
    page = anna.page
    expect(anna.bell).to_have_text("On the bell")
    sound, find = (page.get_by_role("button", name=name, exact=True) for name in ("Turn on the sound", "Find"))
    find.hover()
    page.mouse.down()
    expect(sound).to_be_hidden()
    page.mouse.up()
    expect(page.get_by_role("dialog", name="Find")).to_be_visible()


def test_the_bar_is_one_line_on_a_phone(stage):
    anna = stage.agent(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    bar = anna.page.get_by_role("banner")
    expect(anna.page.get_by_role("button", name="Turn on the sound")).to_be_visible()
    line = anna.bell.bounding_box()["height"]
    expect(anna.bell).to_have_text("On the bell")
    assert bar.bounding_box()["height"] < 2 * line
    anna.bell.tap()
    expect(anna.bell).to_have_text("Taking a breath")
    assert bar.bounding_box()["height"] < 2 * line


def test_two_consoles_of_one_agent_stay_in_step(stage):
    context = stage.context()
    one, two = stage.agent(context=context), stage.agent(context=context)
    visitor = stage.visitor().open()
    visitor.say("Hello")
    one.is_rung(), two.is_rung()
    one.pick_up()
    expect(two.pick_up_button()).to_have_count(0)
    two.calls.get_by_role("button", name=re.compile("Someone in Oslo")).first.click()
    two.say("From the second window")
    one.hears("From the second window")
    visitor.hears("From the second window")
    stage.quiet(but=None)


def test_a_past_talk_can_be_read(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna, maren = stage.agent(), stage.visitor(customer=who["id"]).open()
    maren.say("The first talk of all")
    anna.pick_up("Maren Voss")
    anna.say("And its answer")
    anna.page.get_by_role("button", name="End", exact=True).click()
    maren.sees("Anna ended the talk.")
    maren.say("A second talk")
    anna.pick_up("Maren Voss")
    anna.person.get_by_role("button", name=re.compile("The first talk of all")).click()
    sheet = anna.page.get_by_role("dialog")
    expect(sheet).to_contain_text("And its answer")
    anna.picture("console-past-talk")
    stage.quiet(but=None)


def test_a_fact_is_remembered(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna, maren = stage.agent(), stage.visitor(customer=who["id"]).open()
    maren.say("Hello")
    anna.pick_up("Maren Voss")
    anna.person.get_by_role("button", name="Add a fact…").click()
    anna.person.get_by_role("textbox", name="A fact to remember").fill("Collects Blue Note pressings")
    anna.person.get_by_role("button", name="Remember").click()
    expect(anna.person.get_by_text("Collects Blue Note pressings")).to_be_visible()
    expect(anna.person.get_by_text(re.compile("told you"))).to_be_visible()
    stage.quiet(but=None)


def test_a_fact_is_corrected_and_struck(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna, maren = stage.agent(), stage.visitor(customer=who["id"]).open()
    maren.say("Hello")
    anna.pick_up("Maren Voss")
    anna.person.get_by_role("button", name="Add a fact…").click()
    anna.person.get_by_role("textbox", name="A fact to remember").fill("Plays bass")
    anna.page.keyboard.press("Enter")
    anna.person.get_by_role("button", name="Correct: Plays bass").click()
    field = anna.person.get_by_role("textbox", name="Correct the fact")
    expect(field).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(anna.person.get_by_role("button", name="Correct: Plays bass")).to_be_focused()
    anna.page.keyboard.press("Enter")
    field.fill("Plays viola")
    anna.page.keyboard.press("Enter")
    expect(anna.person.get_by_text("Plays viola")).to_be_visible()
    expect(anna.person.get_by_text("Plays bass")).to_have_count(0)
    expect(anna.person.get_by_role("button", name="Correct: Plays viola")).to_be_focused()
    anna.person.get_by_role("button", name="Strike: Plays viola").click()
    anna.page.keyboard.press("Enter")
    expect(anna.person.get_by_text("Plays viola")).to_have_count(0)
    expect(anna.person.get_by_role("button", name="Add a fact…")).to_be_focused()
    stage.quiet(but=None)


def test_a_fact_that_is_not_kept_stays_in_the_field_with_the_reason(stage):
    who, _ = stage.shop.customer("Maren Voss")
    anna, maren = stage.agent(), stage.visitor(customer=who["id"]).open()
    maren.say("Hello")
    anna.pick_up("Maren Voss")
    [file] = [path for path in stage.shop.data.glob("people/*/*.txt") if "Maren Voss" in path.read_text()]
    whole = file.rename(file.with_suffix(".away"))
    file.mkdir()
    anna.person.get_by_role("button", name="Add a fact…").click()
    field = anna.person.get_by_role("textbox", name="A fact to remember")
    field.fill("Plays bass")
    anna.page.keyboard.press("Enter")
    expect(anna.person.get_by_role("alert")).to_contain_text("Not kept.")
    expect(field).to_have_value("Plays bass")
    expect(field).to_be_focused()
    file.rmdir()
    whole.rename(file)
    anna.person.get_by_role("button", name="Remember").click()
    expect(anna.person.get_by_role("button", name="Correct: Plays bass")).to_be_visible()
    stage.quiet(but=None)
