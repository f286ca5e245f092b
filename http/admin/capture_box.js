// Keep a thought in the vault's inbox, and see which notes it goes with.

import { postJson } from "./api.js";
import { byId, element, setText, whileBusy } from "./dom.js";

export class CaptureBox {
  #onKept;

  /** `onKept` is called when a text is safe in the inbox. */
  constructor(onKept) {
    this.#onKept = onKept;
    byId("capture-form").addEventListener("submit", (submit) => {
      submit.preventDefault();
      this.#keep(byId("capture-text").value);
    });
  }

  async #keep(text) {
    if (!text.trim()) return byId("capture-text").focus();
    byId("capture-connections").replaceChildren();
    try {
      const kept = await whileBusy(byId("capture-run"), () => postJson("/api/v1/capture", {}, { text }));
      byId("capture-text").value = "";
      this.#onKept();
      const partial = kept.coverage?.message ?? "";
      setText(byId("capture-status"), `${kept.message}. ${partial}${kept.connections.length > 0 ? " It goes with:" : ""}`.trim());
      byId("capture-connections").replaceChildren(...kept.connections.map(renderConnection));
    } catch (error) {
      setText(byId("capture-status"), `Not saved: ${error.message}`);  // the text stays where it is
    }
  }
}

function renderConnection({ note_path: path, note_title: title, snippet }) {
  return element("li", { "data-note": path, title: path }, element("strong", {}, title), element("p", { class: "facts" }, snippet));
}
