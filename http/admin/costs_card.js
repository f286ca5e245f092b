// What language models cost: today, this month, against the budgets, and day by day.

import { getJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, svgElement } from "./dom.js";
import { count, dollars } from "./format.js";

const days = 30;
const width = 90;
const height = 22;

export async function refreshCosts() {
  try {
    const [stats, { daily }] = await Promise.all([
      getJson("/api/v1/admin/stats"),
      getJson("/api/v1/admin/costs/daily", { days }),
    ]);
    renderNumbers(stats);
    renderDays(daily);
    setStale(false, "costs-numbers", "costs-days", "costs-alert");
  } catch (error) {
    setText(byId("costs-facts"), error.message);
    setStale(true, "costs-numbers", "costs-days", "costs-alert");
  }
}

function renderNumbers(stats) {
  byId("costs-numbers").replaceChildren(
    number("Today", "today", stats.today_cost, stats.daily_budget),
    number("This month", "month", stats.month_cost, stats.monthly_budget));
  setText(byId("costs-facts"), `${count(stats.today_calls, "call")} today, ${count(stats.total_llm_calls, "call")} altogether.`);
  setOptionalText(byId("costs-alert"), stats.cost_alert);
}

function number(label, field, cost, budget) {
  const words = budget > 0 ? `${label}, of ${dollars(budget)}` : label;
  return element("div", { "data-field": field }, element("dt", {}, words), element("dd", {}, dollars(cost)));
}

/** A bar a day, the newest at the right. Days and their limits are UTC, as the service counts them. */
function renderDays(daily) {
  const costs = new Map(daily.map(({ date, cost_usd: cost }) => [date, cost]));
  const highest = Math.max(...costs.values(), 0);
  const step = width / days;
  const bars = Array.from({ length: days }, (_, index) => {
    const date = new Date(Date.now() - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    const cost = costs.get(date) ?? 0;
    const size = highest > 0 ? (cost / highest) * (height - 1) : 0;
    return svgElement("rect", { x: (index * step).toFixed(2), y: (height - size).toFixed(2), width: (step * 0.7).toFixed(2), height: size.toFixed(2) },
      svgElement("title", {}, `${date}: ${dollars(cost)}`));
  });
  byId("costs-days").replaceChildren(...bars);
  byId("costs-days").setAttribute("aria-label", `Cost of the last ${days} days, at most ${dollars(highest)} a day`);
}
