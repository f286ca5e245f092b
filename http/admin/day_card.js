// The day at a glance: what is overdue, what is due, what happens.

import { getJson } from "./api.js";
import { byId, element, setStale, setText } from "./dom.js";
import { count } from "./format.js";

const shownAtMost = 5;

export async function refreshDay() {
  try {
    render(await getJson("/api/v1/briefing"));
    setStale(false, "day-groups");
  } catch (error) {
    setText(byId("day-facts"), error.message);
    setStale(true, "day-groups");
  }
}

function render(day) {
  setText(byId("day-title"), day.today_display);
  setText(byId("day-facts"), `${count(day.total_open, "open task")}.`);
  const groups = [
    group("Overdue", "overdue", day.overdue_tasks, renderTask),
    group("Due today", "due", day.due_today_tasks, renderTask),
    group("Events", "events", day.today_events, renderEvent),
  ].filter(Boolean);
  if (groups.length === 0) groups.push(element("p", { class: "facts" }, "Nothing is due and nothing is planned today."));
  byId("day-groups").replaceChildren(...groups);
}

function group(title, name, items, renderItem) {
  if (items.length === 0) return null;
  const rest = items.length - shownAtMost;
  return element("section", { "data-group": name },
    element("h3", {}, `${title} `, element("span", { class: "pill" }, String(items.length))),
    element("ul", {}, ...items.slice(0, shownAtMost).map(renderItem)),
    ...(rest > 0 ? [element("p", { class: "facts" }, `and ${rest} more`)] : []));
}

function renderTask({ text, category, sub_project: subProject, due_date: due }) {
  const place = [category, subProject].filter(Boolean).join(" › ");
  return element("li", {}, text, " ", element("span", { class: "facts" }, [place, due].filter(Boolean).join(" · ")));
}

function renderEvent({ title, time, date, end_date: end }) {
  return element("li", {}, element("span", { class: "facts" }, time || (end ? `${date} – ${end}` : "All day")), " ", title);
}
