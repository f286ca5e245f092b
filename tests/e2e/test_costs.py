"""Costs and statistics, from a usage database with known rows."""

import sqlite3
from datetime import datetime, timedelta, timezone

import pytest

from harness import run_cli

@pytest.fixture
def now():
    return datetime.now(timezone.utc)


@pytest.fixture
def spent(make_server, home, now):
    server = make_server(daily_budget="2", cost_alert_threshold="0.5").start()
    assert server.stop() == 0
    rows = [
        (now, "anthropic", "chat_answer", 1000, 100, 0.75),
        (now, "openai", "extraction", 10, 1, 0.25),
        (now - timedelta(days=8), "anthropic", "chat_answer", 1, 1, 2.0),
        (now - timedelta(days=40), "ollama", "inbox", 1, 1, 4.0),
    ]
    with sqlite3.connect(home.data / "usage.db") as database:
        database.executemany(
            "INSERT INTO llm_usage (timestamp, provider, model, usage_type, input_tokens, output_tokens, cost_usd)"
            " VALUES (?, ?, 'm', ?, ?, ?, ?)",
            [(at.isoformat(), *rest) for at, *rest in rows],
        )
    database.close()
    server.start().wait_indexed()
    return server


def test_periods(spent):
    week = spent.get("/api/v1/admin/costs").json
    assert (week["period"], week["total_cost"], week["total_calls"]) == ("week", 1.0, 2)
    assert week["by_provider"]["anthropic"] == {"cost": 0.75, "calls": 1, "input_tokens": 1000, "output_tokens": 100}
    assert set(week["by_usage_type"]) == {"chat_answer", "extraction"}
    assert spent.get("/api/v1/admin/costs", period="month").json["total_cost"] == 3.0
    assert spent.get("/api/v1/admin/costs", period="all").json["total_cost"] == 7.0
    assert spent.get("/api/v1/admin/costs", period="year").status == 422


def test_days(spent, now):
    daily = spent.get("/api/v1/admin/costs/daily").json
    assert daily["days"] == 30
    assert [(day["date"], day["cost_usd"], day["calls"]) for day in daily["daily"]] == [
        ((now - timedelta(days=8)).date().isoformat(), 2.0, 1), (now.date().isoformat(), 1.0, 2),
    ]
    assert daily["daily"][1]["by_provider"] == {"anthropic": 0.75, "openai": 0.25}


def test_statistics(spent):
    stats = spent.get("/api/v1/admin/stats").json
    assert stats["total_llm_calls"] == 4 and stats["total_llm_cost"] == 7.0
    assert stats["today_cost"] == 1.0 and stats["today_calls"] == 2
    assert "$1.00" in stats["cost_alert"] and "$0.50" in stats["cost_alert"]
    assert stats["daily_budget"] == 2.0
    assert stats["index_file_count"] == 4
    assert stats["total_queries"] == 0 and stats["total_conversations"] == 0


def test_the_command_line(spent, home):
    shown = run_cli(home, "costs", server=spent)
    assert shown.returncode == 0, shown.stderr
    assert "Last seven days $1.00, 2 calls" in shown.stdout
    assert "Today $1.00 of $2.00" in shown.stdout
