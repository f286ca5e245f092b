// How far the notes are embedded, so that they are found by their meaning, and the button that holds that up.

import { getJson, postJson } from "./api.js";
import { byId, setOptionalText, setText, whileBusy } from "./dom.js";
import { count, duration, integer } from "./format.js";

const path = "/api/v1/embedding";

export class MeaningPanel {
  #paused = false;

  constructor() {
    byId("meaning-pause").addEventListener("click", () => this.#change());
  }

  async refresh() {
    try {
      this.#show(await getJson(path));
    } catch {
      byId("meaning").hidden = true;  // that nothing answers is said elsewhere
    }
  }

  async #change() {
    try {
      await whileBusy(byId("meaning-pause"), async () => this.#show(await postJson(path, {}, { paused: !this.#paused })));
      setOptionalText(byId("meaning-problem"), "");
    } catch (error) {
      setOptionalText(byId("meaning-problem"), error.message);
    }
  }

  #show(now) {
    this.#paused = now.state === "paused";
    byId("meaning").hidden = now.state === "no_model";  // the verdict says how to add one
    setText(byId("meaning-text"), inWords(now));
    setText(byId("meaning-pause"), this.#paused ? "Go on" : "Pause");
    const bar = byId("meaning-bar");
    bar.hidden = now.texts_left === 0;
    bar.max = Math.max(now.texts_done + now.texts_left, 1);
    bar.value = now.texts_done;
  }
}

function inWords(now) {
  const first = now.approximation === "in_use" ? "Notes are found by a first approximation of their meaning. " : "";
  const silent = now.silent_seconds === null ? "" : ` The model has not answered for ${duration(now.silent_seconds)}.`;
  const left = now.notes_left === 0 ? "" : ` ${count(now.notes_left, "note")} to come: ${howFar(now)}.${silent}`;
  if (now.state === "paused") return `${first}Reading by meaning is paused.${left}`;
  if (now.state === "waiting") return `${first}Reading by meaning waits and is tried again.${left}`;
  return left ? `${first}Notes are read by meaning.${left}` : "Every note is found by its meaning, too.";
}

function howFar({ texts_done: done, texts_left: left, texts_per_second: rate, seconds_left: seconds }) {
  const share = `${integer(done)} of ${count(done + left, "text")}`;
  if (seconds === null) return share;
  return `${share}, ${rate < 10 ? rate.toFixed(1) : integer(Math.round(rate))} a second, about ${duration(seconds)} more`;
}
