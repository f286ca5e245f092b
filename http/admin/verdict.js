// The verdict in words, what else is wrong and what to do about it; what is fine stays folded away.

import { getJson } from "./api.js";
import { byId, element, setSentence, setText, withCommands } from "./dom.js";
import { count, duration } from "./format.js";

const longHeadline = 120;  // letters; more of them are shown smaller

export async function refreshVerdict() {
  try {
    render(await getJson("/api/v1/health"));
  } catch (error) {
    renderUnknown(error);
  }
}

function render(health) {
  const checks = health.checks ?? [];
  const problems = checks.filter(({ status }) => status !== "ok");
  show(health.status, health.summary);
  renderList(byId("verdict-problems"), problems.filter(({ message }) => !health.summary.startsWith(message)));
  renderList(byId("verdict-checks"), checks.filter(({ status }) => status === "ok"));
  byId("verdict-details").hidden = false;
  setText(byId("verdict-count"), `${count(checks.length - problems.length, "check")} fine`);
  setText(byId("version"), `SecondBrain ${health.version}, up for ${duration(health.uptime_seconds)}`);
}

function renderUnknown(error) {
  show("unknown", error.message);
  byId("verdict-problems").replaceChildren();
  byId("verdict-details").hidden = true;
}

function show(state, sentence) {
  byId("verdict").dataset.state = state;
  byId("verdict").dataset.long = String(sentence.length > longHeadline);
  setSentence(byId("verdict"), sentence);
  document.title = state === "ok" ? "SecondBrain" : `${sentence.replaceAll("`", "")} · SecondBrain`;
}

/** Rebuilt only when something changed: the problems are a live region. */
function renderList(list, checks) {
  const key = JSON.stringify(checks);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(
    ...checks.map(({ name, title, status, message }) =>
      element("li", { "data-check": name, "data-state": status },
        element("span", { class: "dot", "data-state": status, "aria-hidden": "true" }),
        element("strong", {}, title), element("span", {}, ...withCommands(message)))),
  );
}
