// What leads to a note and where it leads, below a note that was found. It is asked for when somebody opens it.

import { getJson } from "./api.js";
import { element, setText } from "./dom.js";
import { count } from "./format.js";

const most = 20;
const mostOfAll = 5000;  // what the server gives at once

export function renderLinks(path) {
  const status = element("p", { class: "facts", role: "status" }, "Looking …");
  const list = element("ul", { class: "note-links" });
  const details = element("details", { class: "links" }, element("summary", {}, "Links to and from this note"), status, list);
  details.addEventListener("toggle", () => details.open && list.children.length === 0 && show(path, status, list));
  return details;
}

async function show(path, status, list, limit = most) {
  const address = path.split("/").map(encodeURIComponent).join("/");
  try {
    const found = await getJson(`/api/v1/notes/${address}/links`, { limit, mentions: most });
    setText(status, summary(found));
    list.replaceChildren(
      ...found.backlinks.map((link) => renderPlace("Links here", link)),
      ...(found.backlinks.length < Math.min(found.backlinks_total, mostOfAll) ? [renderMore(path, status, list, found.backlinks_total)] : []),
      ...found.mentions.map((mention) => renderPlace("Names it without a link", mention)),
      ...found.outgoing.map(renderOutgoing),
    );
  } catch (error) {
    setText(status, `The links could not be read: ${error.message}`);
  }
}

function summary({ backlinks_total: backlinks, mentions, outgoing_total: outgoing, unresolved, note }) {
  const parts = [count(backlinks, "backlink"), count(mentions.length, "mention"), count(outgoing, "link")];
  if (unresolved > 0) parts.push(`${unresolved} of them to no note`);
  return [`${parts.join(", ")}.`, note].filter(Boolean).join(" ");
}

function renderMore(path, status, list, total) {
  const more = element("button", { type: "button", class: "quiet" }, `Show all ${count(total, "backlink")}`);
  more.addEventListener("click", () => show(path, status, list, Math.min(total, mostOfAll)));
  return element("li", {}, more);
}

function renderPlace(what, { note_path: path, line, text }) {
  return element("li", { "data-note": path },
    element("p", { class: "facts" }, `${what} · ${path} · line ${line}`),
    element("p", { class: "snippet" }, text));
}

function renderOutgoing({ target, subpath, line, path, how, why }) {
  const written = subpath ? `${target}#${subpath}` : target;
  const resort = how === "title" || how === "alias" ? ` (by its ${how}, where Obsidian finds none)` : "";
  return element("li", path ? { "data-note": path } : {},
    element("p", { class: "facts" }, `Leads to · line ${line}`),
    element("p", { class: "snippet" }, [`${written}${path ? ` → ${path}${resort}` : ""}`, why].filter(Boolean).join(" · ")));
}
