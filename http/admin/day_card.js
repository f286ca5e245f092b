// The day at a glance: what is overdue, what is due, what happens; tasks are ticked here, and new ones written.

import { getJson, patchJson, postJson } from "./api.js";
import { byId, element, setStale, setText, whileBusy } from "./dom.js";
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

/** Has the form for new tasks do its work. */
export function listenForTasks() {
  byId("task-form").addEventListener("submit", (submit) => {
    submit.preventDefault();
    addTask(byId("task-text").value.trim(), byId("task-due").value);
  });
}

async function addTask(text, due) {
  if (!text) return byId("task-text").focus();
  try {
    const task = await whileBusy(byId("task-add"), () => postJson("/api/v1/tasks", {}, { text, due_date: due }));
    byId("task-text").value = byId("task-due").value = "";
    setText(byId("task-status"), `Written into ${task.path}, line ${task.line}.`);
    refreshDay();
  } catch (error) {
    setText(byId("task-status"), `Not written: ${error.message}`);  // the text stays where it is
  }
}

async function finish(button, { id, line, text }) {
  try {
    await whileBusy(button, () => patchJson(`/api/v1/tasks/${encodeURIComponent(id)}`, { line, status: "done" }));
    setText(byId("task-status"), `Done: ${text}`);
    refreshDay();
  } catch (error) {
    setText(byId("task-status"), `Not changed: ${error.message}`);
  }
}

function render(day) {
  setText(byId("day-title"), day.today_display);
  setText(byId("day-facts"), day.tasks_message || `${count(day.total_open, "open task")}.`);
  const groups = [
    group("Overdue", "overdue", day.overdue_tasks, renderTask),
    group("For today", "due", day.due_today_tasks, renderTask),
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

function renderTask(task) {
  const { id, text, category, sub_project: subProject, due_date: due, due_time: dueTime, scheduled, scheduled_time: scheduledTime } = task;
  const place = [category, subProject].filter(Boolean).join(" › ");
  const dated = (what, day, time) => day && [what, day, time].filter(Boolean).join(" ");
  const when = [dated("due", due, dueTime), dated("scheduled", scheduled, scheduledTime)].filter(Boolean).join(" · ");
  const done = element("button", { type: "button", class: "quiet", "aria-label": `Done: ${text}` }, "Done");
  done.addEventListener("click", () => finish(done, task));
  return element("li", {}, text, " ", element("span", { class: "facts" }, [place, when].filter(Boolean).join(" · ")), " ",
    ...(id ? [done] : []));
}

function renderEvent({ title, time, date, end_date: end }) {
  return element("li", {}, element("span", { class: "facts" }, time || (end ? `${date} – ${end}` : "All day")), " ", title);
}
