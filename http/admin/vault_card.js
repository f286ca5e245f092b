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

  #render({ path, upkeep }) {
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
