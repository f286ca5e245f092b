// Ask the notes: the answer appears as it is written, the passages it rests on below it.

import { streamEvents } from "./api.js";
import { byId, element, setOptionalText, setText } from "./dom.js";
import { renderProse } from "./prose.js";

export class AskBox {
  #conversation = null;
  #asking = null;  // ends the question under way
  #answer = "";
  #trouble = "";
  #finished = false;

  constructor() {
    byId("ask-form").addEventListener("submit", (submit) => {
      submit.preventDefault();
      if (this.#asking) this.#asking.abort();
      else this.#ask(byId("ask-input").value.trim());
    });
    byId("ask-anew").addEventListener("click", () => this.#beginAnew());
  }

  async #ask(query) {
    if (!query) return byId("ask-input").focus();
    this.#asking = new AbortController();
    this.#clear();
    setText(byId("ask-status"), "Reading the notes…");
    setText(byId("ask-run"), "Stop");
    try {
      const body = { query, conversation_id: this.#conversation };
      await streamEvents("/api/v1/ask/stream", { body, signal: this.#asking.signal }, {
        event: (name, data) => this.#take(name, JSON.parse(data)),
      });
      setText(byId("ask-status"), this.#finished ? "" : "The answer broke off.");
    } catch (error) {
      setText(byId("ask-status"), error.name === "AbortError" ? "Stopped." : error.message);
    }
    this.#asking = null;
    setText(byId("ask-run"), "Ask");
  }

  #take(name, data) {
    if (name === "citations") byId("ask-citations").replaceChildren(...data.map(renderCitation));
    if (name === "missing") setOptionalText(byId("ask-missing"), data);
    if (name === "token") byId("ask-answer").replaceChildren(...renderProse((this.#answer += data)));
    if (name === "error") this.#trouble = data.detail;
    if (name !== "done") return;
    this.#finished = true;
    this.#conversation = data.conversation_id;
    byId("ask-anew").hidden = !this.#conversation;
    const searched = data.searched_for && `Searched for “${data.searched_for}”.`;
    setOptionalText(byId("ask-note"), [searched, this.#trouble || data.note, data.coverage?.message].filter(Boolean).join(" "));
  }

  #clear() {
    this.#answer = "";
    this.#trouble = "";
    this.#finished = false;
    byId("ask-answer").replaceChildren();
    byId("ask-citations").replaceChildren();
    setOptionalText(byId("ask-missing"), "");
    setOptionalText(byId("ask-note"), "");
  }

  #beginAnew() {
    this.#conversation = null;
    this.#clear();
    byId("ask-anew").hidden = true;
    byId("ask-input").value = "";
    byId("ask-input").focus();
  }
}

function renderCitation({ note_path: path, note_title: title, heading_path: headings, first_line: first, last_line: last, snippet }, index) {
  const lines = last > first ? `lines ${first}–${last}` : `line ${first}`;
  return element("li", { "data-note": path },
    element("details", {},
      element("summary", {}, `[${index + 1}] ${title}`, " ", element("span", { class: "facts" }, [...headings, lines].join(" › "))),
      element("p", { class: "path" }, path),
      element("p", { class: "snippet" }, snippet)));
}
