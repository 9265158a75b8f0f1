"""Our promise: the console's page of it, against figures counted from the transcript files alone."""

import time

import histogram
import past
from playwright.sync_api import expect

ZONE, DAY, HOUR = "Europe/Oslo", 86_400_000, 3_600_000
ROWS = {"1": "On the 1st ring", "2": "On the 2nd ring", "3": "On the 3rd ring", "4+": "Later", "hungUp": "No answer"}
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def write_the_past(data):
    """Three weeks of a small shop: every hour of the working day, now and then one who left."""
    now = round(time.time() * 1000)
    for number in range(160):
        age = DAY * (number % 20) + HOUR * (number * 7 % 9) + 60_000
        past.write(data, now - age, number, past.FATES[(number * 3 + number // 10) % len(past.FATES)])


def shop_with_a_past(open_shop):
    shop = open_shop(ring=1_000, env={"TZ": ZONE}, start=False)
    write_the_past(shop.data)
    return shop.start()


def open_promise(console):
    console.page.get_by_role("button", name="Press to see more").click()
    sheet = console.page.get_by_role("dialog", name="Our promise")
    expect(sheet.get_by_role("heading", name="By the hour of the week")).to_be_visible()
    return sheet


def test_the_page_says_what_the_files_say(open_shop, make_stage):
    stage = make_stage(shop_with_a_past(open_shop))
    anna = stage.agent()
    wanted = histogram.promise(
        histogram.beginnings(stage.shop.data), 1_000, ZONE, round(time.time() * 1000))
    sheet = open_promise(anna)
    if wanted["today"]["of"]:
        expect(sheet).to_contain_text("{second} of {of} answered by the 2nd ring".format(**wanted["today"]))
        for ring, words in ROWS.items():
            row = sheet.get_by_role("row").filter(has=anna.page.get_by_role("rowheader", name=words, exact=True))
            expect(row.get_by_role("cell").first).to_have_text(str(wanted["today"]["rings"][ring]))
    table = sheet.get_by_role("table", name="Answered by the 2nd ring, by hour and day")
    expect(table.get_by_role("columnheader")).to_have_text(WEEKDAYS)
    shown = {}
    for row in table.get_by_role("row").all()[1:]:
        hour = int(row.get_by_role("rowheader").inner_text()[:2])
        for day, text in enumerate(row.get_by_role("cell").all_inner_texts(), 1):
            if text.strip():
                second, of = text.split(" of ")
                shown[day, hour] = int(second), int(of)
    assert shown == {(each["day"], each["hour"]): (each["second"], each["of"]) for each in wanted["hours"]}
    stage.quiet(but=None)


def test_an_empty_house_says_so(stage):
    anna = stage.agent()
    sheet = open_promise(anna)
    expect(sheet).to_contain_text("Nobody has written yet today.")
    expect(sheet).to_contain_text("Nothing yet: it fills as people write.")
    anna.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    stage.quiet(but=None)


def test_it_stays_true_while_it_lies_open(quick_shop, make_stage):
    stage = make_stage(quick_shop)
    anna, tom, visitor = stage.agent(), stage.agent("tom"), stage.visitor().open()
    sheet = open_promise(anna)
    visitor.say("Hello")
    tom.pick_up()
    tom.say("Good morning.")
    expect(sheet).to_contain_text("of 1 answered by the 2nd ring")
    expect(sheet.get_by_role("rowheader", name="On the 1st ring")).to_be_visible()
    stage.quiet(but=None)


def test_no_name_stands_on_it(open_shop, make_stage):
    stage = make_stage(shop_with_a_past(open_shop))
    sheet = open_promise(stage.agent())
    for name in ("Anna", "Tom"):
        expect(sheet).not_to_contain_text(name)
