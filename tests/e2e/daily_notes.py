"""Daily notes around the day it is, with tasks and events whose answers are known."""

from datetime import date, timedelta


def day(offset=0):
    return (date.today() + timedelta(days=offset)).isoformat()


def write_daily_notes(home):
    home.write_note(f"00_Daily/{day(-10)}.md", (
        f"---\ntype: daily\ndate: {day(-10)}\n---\n\n## Focus\n- \n\n## Notes\n- \n\n## Tasks\n### Home\n#### Garden\n"
        f"- [ ] Order seeds (due: {day(-2)})\n- [ ] Ask about the fence\n### Work\n- [x] Send the draft\n"
    ))
    home.write_note(f"00_Daily/{day()}.md", (
        f"---\ntype: daily\ndate: {day()}\n---\n\n## Events\n- 14:30 — Dentist\n- 9:00 — Call\n"
        f"- Fair (through {day(2)})\n\n## Focus\n- Write\n\n## Notes\n- Rain\n\n## Tasks\n"
        f"- [ ] Water the plants (due: {day()})\n### Work\n- [/] Read | grün 🎉\n"
    ))
