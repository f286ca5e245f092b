"""The reference's frontend, unmodified, in a headless Chromium against our server: all eight pages.

Needs the environment variable SECONDBRAIN_FRONTEND (see frontend.py), the ports 8000 and 7860, and a browser.
"""

import json
from datetime import date

import pytest

import frontend
from daily_notes import day, write_daily_notes
from harness import wait_until
from llm_provider import Provider, judge_or, reply
from pages import keep

BUILT = frontend.directory()

# What a client that takes tokens apart would lose: leading spaces, empty lines, words that are JSON by themselves.
VERBATIM = '  42 grams\n true, null and "quoted" \\ back\n\nGröße 🎉\n'
ANSWER = f'It says "Feed the starter daily." [1]\n\n```\n{VERBATIM}```\n\nThat is all.'

EXTRACTED = {
    "summary": "How a starter is kept.", "key_phrases": ["starter", "rye"],
    "entities": [{"text": "Compost", "entity_type": "product", "confidence": 0.9}],
    "dates": [{"text": "in May", "normalized_date": None, "date_type": "event", "confidence": 0.5}],
    "action_items": [{"text": "buy flour", "confidence": 0.8, "priority": "high"}],
}


def speak(body):
    if "You extract metadata" in body["system"]:
        return json.dumps(EXTRACTED)
    return judge_or(ANSWER)(body)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    with frontend.Frontend(BUILT, tmp_path_factory.mktemp("frontend") / "next.log"):
        yield


@pytest.fixture
def provider():
    with Provider(text=speak) as provider:
        yield provider


@pytest.fixture
def server(make_server, home, provider):
    write_daily_notes(home)
    server = make_server(port=frontend.SERVER_PORT, **provider.settings()).start()
    server.wait_indexed()
    return server


@pytest.fixture
def pages(server, browser):
    return frontend.Pages(browser)


def note_of_today(home):
    return (home.vault / f"00_Daily/{day()}.md").read_text(encoding="utf-8")


LOADING = ".skeleton-shimmer, .animate-spin, .glass-card.animate-pulse"


@pytest.mark.parametrize("path", frontend.HEADINGS)
def test_every_page_opens_without_a_complaint(pages, path):
    pages.open(path)
    wait_until(lambda: not pages.browser.find_elements("css selector", LOADING), "the page has loaded")
    assert pages.complaints() == []


def test_home_shows_the_briefing(pages):
    pages.open("/")
    shown = pages.says("Today's View", "Total Open")
    today = date.today()
    assert f"{today:%A, %B} {today.day}, {today.year}" in shown
    for part in ("4 open tasks", "Overdue (1)", "Order seeds", "Due Today (1)", "Water the plants", "1 task due",
                 "Aging Follow-ups (1)", "Ask about the fence", "Home / Garden", "10d open"):
        assert part in shown
    assert {"2:30 PM", "Dentist", "9:00 AM", "Call", "All day", "Fair", "Write"} <= set(shown.split("\n"))
    keep(pages.browser, "briefing", of="frontend")


def test_a_task_is_ticked_and_its_line_changes(pages, home):
    before = note_of_today(home)
    pages.open("/tasks")
    pages.says("Water the plants", "Order seeds", "Read | grün 🎉", "2d overdue")
    pages.click("//p[.='Water the plants']/ancestor::div[button][1]/button[@aria-label='Mark complete']")
    pages.silent_about("Water the plants")
    pages.says("Order seeds")
    assert note_of_today(home) == before.replace("- [ ] Water", "- [x] Water")
    keep(pages.browser, "tasks", of="frontend")
    pages.button("Show done")
    pages.click("//p[.='Water the plants']/ancestor::div[button][1]/button[@aria-label='Mark incomplete']")
    wait_until(lambda: note_of_today(home) == before, "the tick is taken back")


def test_a_task_is_moved_to_a_new_category(pages, home):
    pages.open("/tasks")
    pages.click("//p[.='Water the plants']")
    pages.choose("//select[option[.='New category...']]", "__new__")
    pages.type("Category name", "Balkon ü")
    pages.button("Add")
    pages.says("Balkon ü", "Water the plants")
    wait_until(lambda: "### Balkon ü\n- [ ] Water the plants (due: " in note_of_today(home), "the note says so")


def test_a_due_date_is_moved_in_the_calendar(pages, home):
    before = note_of_today(home)
    pages.open("/calendar")
    pages.says("Fair", "Dentist", "2:30p", "Call", "9:00a", "Water the plants", "Order seeds", "No Due Date (2)")
    keep(pages.browser, "calendar", of="frontend")
    pages.click("//span[.='Water the plants']")
    pages.says("TASK DETAIL", "First Appeared")
    pages.choose("//input[@type='date']", day(-1))
    pages.silent_about("TASK DETAIL")
    pages.says("2 tasks", "1d overdue")
    assert f"plants (due: {day()})" in before
    assert note_of_today(home) == before.replace(f"plants (due: {day()})", f"plants (due: {day(-1)})")


def test_a_capture_is_in_the_inbox_with_related_notes(pages, home):
    text = "Is the compost heap ready?\nAsk \"again\" — grün 🎉"
    pages.open("/capture")
    pages.choose("//textarea", text)  # the driver cannot type what is beyond the basic plane
    pages.button("Capture")
    shown = pages.says("Related in your vault:", "Compost", "10_NOTES")
    keep(pages.browser, "capture", of="frontend")
    assert "Inbox" in shown
    assert [file.read_text(encoding="utf-8") for file in (home.vault / "Inbox").glob("*.md")] == [text]


WATCH = """
window.seen = []
new MutationObserver(() => {
  const said = [...document.querySelectorAll('.markdown-content')].at(-1)?.textContent
  if (said && said !== window.seen.at(-1)) window.seen.push(said)
}).observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true})
"""


def test_an_answer_grows_word_by_word_and_arrives_whole(pages, provider):
    provider.play(reply(), reply(delay=0.2))
    pages.open("/chat")
    pages.browser.execute_script(WATCH)
    pages.type("Ask anything about your vault...", "How often do I feed the starter?\n")
    pages.says("That is all.", seconds=60)
    seen = pages.browser.execute_script("return window.seen")
    assert len(seen) > 5, "piece by piece, not in one"
    assert all(len(later) > len(earlier) for earlier, later in zip(seen, seen[1:]))
    assert pages.find("//pre/code").get_property("textContent") == VERBATIM
    pages.says('It says "Feed the starter daily." [1]')
    pages.click("//button[contains(., ' source')]")
    pages.says("Sourdough bread", "Starter", "rank: 9.00")
    keep(pages.browser, "chat", of="frontend")
    assert pages.complaints() == []


def test_a_conversation_goes_on_is_found_again_and_deleted(pages, server):
    pages.open("/chat")
    pages.type("Ask anything about your vault...", "starter\n")
    pages.says("That is all.")
    pages.type("Ask a follow-up...", "And the heap?\n")
    wait_until(lambda: pages.text.count("That is all.") == 2, "the second answer")
    kept = wait_until(lambda: server.get("/api/v1/conversations").json, "the conversation is kept")
    assert [one["message_count"] for one in kept] == [4]
    pages.open("/chat")
    pages.click("//button[normalize-space()='Recent Chats']")
    pages.click("//aside//button[span[.='starter']]")
    pages.says("And the heap?", "That is all.")
    assert pages.find("//pre/code").get_property("textContent") == VERBATIM
    pages.click("//aside//button[span[.='starter']]/*[local-name()='svg'][last()]")
    wait_until(lambda: server.get("/api/v1/conversations").json == [], "the conversation is deleted")


def test_a_question_without_a_model_is_answered_from_the_notes(make_server, browser):
    server = make_server(port=frontend.SERVER_PORT).start()
    server.wait_indexed()
    pages = frontend.Pages(browser)
    pages.open("/chat")
    pages.type("Ask anything about your vault...", "When do I turn the heap?\n")
    pages.says("No language model is configured.", "Turn the heap in spring.", " source")


def test_insights_show_what_was_extracted(pages, server):
    assert server.request("POST", "/api/v1/vault/sending", body={"allowed": True}).status == 200
    done = server.post("/api/v1/extract")
    assert done.status == 200, done.body
    pages.open("/insights")
    shown = pages.says("Sourdough", "How a starter is kept.")
    assert {"1 product", f"{done.json['notes_extracted']} with summaries"} <= set(shown.split("\n"))
    pages.click("//button[contains(., 'Sourdough')]")
    pages.says("10_Notes/Sourdough.md", "buy flour", "in May", "Suggested Links", "→ Compost")
    keep(pages.browser, "insights", of="frontend")
    pages.button("entities")
    pages.says("Products (1)", "Compost")
    assert pages.complaints() == []


def test_admin_shows_costs_and_the_sync(pages, server, provider):
    provider.play(reply(), reply(input_tokens=1_000_000, output_tokens=100_000))
    assert server.request("POST", "/api/v1/ask", body={"query": "starter"}).status == 200
    cost = server.get("/api/v1/admin/costs").json["total_cost"]
    assert cost > 0.5
    pages.open("/admin")
    shown = pages.says("Last sync: Never", "Cost by Provider")
    for part in (f"${cost:.2f}", "2 API calls", "2 calls today", "1.0M in", "Answers", "Reranking", "1 conversations"):
        assert part in shown
    assert server.post("/api/v1/admin/sync").json["status"] == "success"
    pages.open("/admin")
    pages.says("Last sync: < 1 hour ago")
    pages.button("All Time")
    pages.says("Weekly Cost (All Time)")
    keep(pages.browser, "admin", of="frontend")
    assert pages.complaints() == []


def test_categories_are_edited_and_kept(pages, server):
    pages.open("/settings")
    pages.type("New category name...", "Garten ü")
    pages.button("Add")
    pages.click("//span[.='Garten ü']")
    pages.type("Name", "Beet")
    pages.type("Description (for LLM prompt)", "Beans, and \"more\"\n")
    pages.says("Beet", "1 sub")
    pages.click("//div[span[.='Work']]//button[2]")
    pages.says('Delete "Work"?')
    pages.click("//button[.='Delete']")
    pages.silent_about("Work")
    wanted = [{"name": "Garten ü", "sub_projects": {"Beet": "Beans, and \"more\""}}]
    wait_until(lambda: server.get("/api/v1/settings/categories").json[1:] == wanted, "the server knows them")
    pages.open("/settings")
    assert "Work" not in pages.says("Garten ü", "Personal", "1 sub")
    pages.click("//span[.='Garten ü']")
    pages.says("Beans, and \"more\"")
    keep(pages.browser, "settings", of="frontend")
    assert pages.complaints() == []


def test_a_lost_server_is_noticed_and_found_again(pages, server):
    pages.open("/")
    pages.says("Total Open")
    server.kill()
    pages.browser.execute_script("window.dispatchEvent(new Event('online'))")
    overlay = "//p[.='Reconnecting to server...']"
    pages.find(overlay)
    server.start()
    wait_until(lambda: not pages.browser.find_elements("xpath", overlay), "the frontend has reloaded itself")
    pages.says("Total Open", "Order seeds")
