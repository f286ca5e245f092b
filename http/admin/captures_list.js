// The captures that wait to be filed, each with a way to file it by hand.

import { getJson, postJson } from "./api.js";
import { byId, element, setOptionalText, setStale, setText, whileBusy } from "./dom.js";
import { count, relativeTime } from "./format.js";

const shownAtMost = 20;
const places = [
  ["tasks", "Tasks for today"],
  ["day", "Today's note"],
  ["note", "A note of its own"],
  ["nowhere", "Nowhere, put it away"],
];

export class CapturesList {
  async refresh() {
    try {
      this.#render(await getJson("/api/v1/captures", { limit: shownAtMost }));
      this.#tell("");
    } catch (error) {
      this.#tell(`The captures that wait could not be listed: ${error.message}`);
    }
  }

  #tell(problem) {
    setOptionalText(byId("captures-problem"), problem);
    setStale(problem !== "", "captures");
  }

  #render({ captures, waiting, failed }) {
    const all = waiting + failed;
    byId("captures").hidden = all === 0;
    setText(byId("captures-summary"), `${count(all, "capture")} ${all === 1 ? "waits" : "wait"} to be filed`);
    const key = JSON.stringify(captures);
    const list = byId("captures-entries");
    if (list.dataset.key !== key) {
      list.dataset.key = key;  // rebuilt only when something changed: a choice that was begun stays
      list.replaceChildren(...captures.map((capture) => this.#entry(capture)));
    }
    const rest = all - captures.length;
    setOptionalText(byId("captures-more"), rest > 0 && `and ${rest} more`);
  }

  #entry({ path, text, since, state, reason }) {
    const choice = element("select", { "aria-label": `Where ${path} goes` },
      ...places.map(([value, label]) => element("option", { value }, label)));
    const button = element("button", { type: "button" }, "File");
    const problem = element("p", { class: "advice", "data-state": "failed", role: "alert", hidden: "" });
    button.addEventListener("click", () => this.#file(path, choice.value, button, problem));
    return element("li", { "data-capture": path, "data-state": state },
      element("p", { class: "snippet" }, text.trim() || "(blank)"),
      element("p", { class: "facts" }, [path, relativeTime(since), reason].filter(Boolean).join(" · ")),
      element("div", { class: "field" }, choice, button),
      problem);
  }

  async #file(path, to, button, problem) {
    try {
      const { message } = await whileBusy(button, () => postJson("/api/v1/captures/file", {}, { path, to }));
      setText(byId("capture-status"), message);
      await this.refresh();
    } catch (error) {
      setOptionalText(problem, `Not filed: ${error.message}`);
    }
  }
}
