// The vault: where it is, whether SecondBrain may write into it by itself, and what it would write.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { count, dateTime } from "./format.js";

const origins = { page: "on this page", command_line: "on the command line", api: "by a program", predecessor: "with the data of its predecessor" };

export class VaultCard {
  #allowed = false;

  constructor() {
    byId("vault-allow").addEventListener("click", () => this.#say(!this.#allowed));
    byId("vault-preview-run").addEventListener("click", () => this.#preview());
  }

  async refresh() {
    try {
      this.#render(await getJson("/api/v1/vault"));
      setStale(false, "vault-path");
    } catch (error) {
      setText(byId("vault-text"), error.message);
      byId("vault-dot").dataset.state = "unknown";
      setStale(true, "vault-path");
    }
  }

  async #say(allowed) {
    setOptionalText(byId("vault-problem"), "");
    try {
      const vault = await whileBusy(byId("vault-allow"), () => postJson("/api/v1/vault/upkeep", {}, { allowed, by: "page" }));
      this.#render(vault);
      hidePreview();
    } catch (error) {
      setOptionalText(byId("vault-problem"), `Nothing was changed: ${error.message}`);
    }
  }

  async #preview() {
    setOptionalText(byId("vault-problem"), "");
    try {
      renderPreview(await whileBusy(byId("vault-preview-run"), () => getJson("/api/v1/vault/upkeep/preview")));
    } catch (error) {
      setOptionalText(byId("vault-problem"), `It cannot be shown: ${error.message}`);
    }
  }

  #render({ path, upkeep, found, found_error }) {
    if (found !== undefined) renderFound(found, path ? found_error : "");
    this.#allowed = upkeep.answer === "given";
    setText(byId("vault-path"), path ?? "No vault is set up yet.");
    setText(byId("vault-text"), path ? describe(upkeep) : "");
    byId("vault-dot").dataset.state = this.#allowed ? "ok" : "unknown";
    byId("vault-allow").hidden = !path || upkeep.by === "setting";
    setText(byId("vault-allow"), this.#allowed ? "Stop writing" : "Let it write");
    byId("vault-preview-run").hidden = !path;
  }
}

function describe({ answer, by, since }) {
  if (by === "setting") return answer === "given" ? "SecondBrain writes into it, as its settings say." : "SecondBrain does not write into it, as its settings say.";
  const when = since ? ` You said so ${origins[by] ?? ""}, ${dateTime(since)}.` : "";
  if (answer === "given") return `SecondBrain writes into it.${by === "predecessor" ? " It took that over from its predecessor." : when}`;
  if (answer === "refused") return `SecondBrain does not write into it.${when}`;
  return "SecondBrain does not write into it until you allow it.";
}

function renderFound(found, error) {
  setOptionalText(byId("vault-found-error"), error);
  byId("vault-found").hidden = !found;
  setText(byId("vault-found-counts"), found ? countsOf(found) : "");
  setText(byId("vault-found-tasks"), found ? tasksOf(found) : "");
  if (!found) return;
  byId("vault-conventions").replaceChildren(
    ...found.conventions.map(({ name, value, origin }) => element("li", {}, `${name}: ${value} `, element("span", { class: "facts" }, `(${origin})`))));
  byId("vault-troubles").replaceChildren(
    ...found.problems.map(({ file, message }) => element("li", { "data-state": "failed" }, file ? `${file}: ${message}` : message)),
    ...found.unread_lines.map(({ path, line, reason, text }) => element("li", {}, line > 0 ? `${path}, line ${line}: ${reason} ` : `${path}: ${reason} `, element("span", { class: "facts" }, text))));
}

function countsOf({ notes, left_out, daily_notes, first_day, last_day, events, links_resolved, links_unresolved, tags, aliases, languages }) {
  const days = daily_notes > 0 ? `, ${count(daily_notes, "daily note")} (${first_day} to ${last_day})` : "";
  const lost = links_unresolved > 0 ? `, ${count(links_unresolved, "link")} to notes that do not exist` : "";
  return `${count(notes, "note")}${days}, ${count(events, "event")}, ${count(links_resolved, "link")} to notes${lost}, ${count(tags, "tag")}, ${aliases === 1 ? "1 alias" : count(aliases, "aliase")}${languagesOf(languages)}.${left_out > 0 ? ` ${left_out === 1 ? "1 note lies" : `${count(left_out, "note")} lie`} in folders that are left out: their tasks and events do not count.` : ""}`;
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

function languagesOf(languages) {
  const known = languages.filter(({ language }) => language);
  const rest = languages.find(({ language }) => !language)?.notes ?? 0;
  const untold = rest > 0 ? `; ${rest === 1 ? "1 is" : `${rest} are`} too short or too mixed to tell` : "";
  return known.length > 0 ? `; in ${known.map(({ language, notes }) => `${languageNames.of(language)} (${notes})`).join(", ")}${untold}` : "";
}

const formats = { tasks: "with signs (📅)", dataview: "with fields ([due:: …])", tasknotes: "as notes of their own", logseq: "with markers", due: "with (due: …)", plain: "plain boxes" };

function tasksOf({ tasks, tasks_by_format, tasks_message, unread }) {
  const told = tasks_message || `${count(tasks, "task")}: ${tasks_by_format.map(({ format, tasks: all, open }) => `${all} ${formats[format] ?? format} (${open} open)`).join(", ")}.`;
  return unread > 0 ? `${told} ${count(unread, "line")} looked like a task, event or date and could not be understood.` : told;
}

function renderPreview({ files, captures, remarks }) {
  const facts = [...remarks];
  if (captures.length > 0) facts.push(`${count(captures.length, "capture")} would be filed: ${captures.join(", ")}.`);
  if (files.length === 0 && captures.length === 0) facts.push("Nothing would be written right now.");
  byId("vault-files").replaceChildren(...files.map(renderFile), ...facts.map((fact) => element("li", { class: "facts" }, fact)));
  byId("vault-preview").hidden = false;
}

function hidePreview() {
  byId("vault-preview").hidden = true;
}

function renderFile({ path, change, before, after }) {
  const head = element("summary", {}, `${path} `, element("span", { class: "pill", "data-state": "unknown" }, change === "create" ? "new" : "changed"));
  const texts = change === "create" ? [element("pre", {}, after)] : [
    element("p", { class: "facts" }, "Now"), element("pre", {}, before),
    element("p", { class: "facts" }, "Then"), element("pre", {}, after),
  ];
  return element("li", { "data-path": path, "data-change": change }, element("details", {}, head, ...texts));
}
