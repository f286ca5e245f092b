// The ledger: for every file whether it is indexed, since when, and if not, why not.

import { getJson } from "./api.js";
import { byId, element, renderChips, setStale, setText } from "./dom.js";
import { count, dateTime, integer } from "./format.js";

const pageSize = 20;
const typingPause = 200;  // milliseconds
const states = ["indexed", "pending", "skipped", "failed"];
const odd = "odd";  // whatever there is something to say of

export class Ledger {
  #state = "";
  #query = "";
  #offset = 0;
  #request = null;
  #typing = 0;

  constructor() {
    byId("ledger-search").addEventListener("input", ({ target }) => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#show({ query: target.value.trim() }), typingPause);
    });
    byId("ledger-previous").addEventListener("click", () => this.#show({ offset: this.#offset - pageSize }));
    byId("ledger-next").addEventListener("click", () => this.#show({ offset: this.#offset + pageSize }));
  }

  async refresh() {
    this.#request?.abort();
    this.#request = new AbortController();
    const shown = this.#state === odd ? { noted: true } : { state: this.#state };
    const parameters = { ...shown, q: this.#query, offset: this.#offset, limit: pageSize };
    try {
      this.#render(await getJson("/api/v1/index/ledger", parameters, this.#request.signal));
      setStale(false, "ledger-entries");
    } catch (error) {
      if (error.name === "AbortError") return;
      setText(byId("ledger-summary"), `The notes could not be listed: ${error.message}`);
      setStale(true, "ledger-entries");
    }
  }

  #show({ state = this.#state, query = this.#query, offset = 0 }) {
    this.#state = state;
    this.#query = query;
    this.#offset = Math.max(0, offset);
    return this.refresh();
  }

  #render(page) {
    if (page.entries.length === 0 && page.total > 0) return this.#show({});  // the list has become shorter than the offset
    setText(byId("ledger-summary"), summary(page));
    const all = { value: "", label: `All ${count(states.reduce((sum, state) => sum + page[state], 0), "note")}` };
    const notable = page.noted + page.skipped + page.failed;
    const choices = [all, ...states.map((state) => ({ value: state, label: `${integer(page[state])} ${state}` })),
      { value: odd, label: `${integer(notable)} with a remark` }];
    renderChips(byId("ledger-states"), choices, this.#state, (state) => this.#show({ state }));
    byId("ledger-entries").replaceChildren(...page.entries.map(renderEntry));
    const last = page.offset + page.entries.length;
    setText(byId("ledger-range"), page.total === 0 ? "No note matches." : `${integer(page.offset + 1)}–${integer(last)} of ${integer(page.total)}`);
    byId("ledger-previous").disabled = page.offset === 0;
    byId("ledger-next").disabled = last >= page.total;
  }
}

function summary(page) {
  const parts = states.filter((state) => page[state] > 0).map((state) => `${count(page[state], "note")} ${state}`);
  return parts.length > 0 ? `All notes: ${parts.join(", ")}` : "No notes yet";
}

function renderEntry({ path, state, since, reason, chunk_count: passages }) {
  const facts = [state === "indexed" && count(passages, "passage"), reason, since && dateTime(since)].filter(Boolean).join(" · ");
  return element("li", { "data-path": path, "data-state": state },
    element("span", { class: "path" }, path),
    element("span", { class: "pill", "data-state": state }, state),
    element("span", { class: "facts" }, facts));
}
