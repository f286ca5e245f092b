// Search as you type: notes, their best passages, and the words that matched.

import { getJson } from "./api.js";
import { byId, element, renderChips, setText } from "./dom.js";
import { count } from "./format.js";
import { renderLinks } from "./note_links.js";

const typingPause = 150;  // milliseconds
const untilAgain = 5000;  // after the service did not answer, or could not yet
const pageSize = 10;
const hint = "Quote a phrase to find it exactly. The last word matches while you are still typing it. " +
  "Narrow it down with tag: folder: path: file: prop:name=value date:2026-05..2026-06 has:task, leave out with -word, " +
  "and put OR between what is enough.";
const exactly = {  // why a note comes first
  file_name: "its file has exactly this name", alias: "one of its aliases is exactly this", title: "its title is exactly this",
  tag: "one of its tags is exactly this", heading: "one of its headings is exactly this",
};

export class SearchBox {
  #folder = "";
  #folders = new Set();
  #request = null;
  #typing = 0;
  #shown = "";  // the query whose results are on the page
  #failed = false;

  constructor() {
    const input = byId("search-input");
    input.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#search(), typingPause);
    });
    byId("search-more").addEventListener("click", () => this.#search(byId("search-results").children.length));
    document.addEventListener("keydown", focusOnSlash);
    document.addEventListener("reconnected", () => this.#failed && this.#search());
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    this.#search();
  }

  /** From `offset` on; zero starts a new list. */
  async #search(offset = 0) {
    const query = byId("search-input").value.trimStart();  // a space at the end says that the last word is finished
    rememberInAddress(query);
    this.#request?.abort();
    if (query.trim() === "") return this.#clear();
    this.#request = new AbortController();
    try {
      const parameters = { q: query, folder: this.#folder, offset, limit: pageSize };
      this.#render(await getJson("/api/v1/search", parameters, this.#request.signal));
    } catch (error) {
      if (error.name !== "AbortError") this.#fail(error);
    }
  }

  /** What an earlier query found stays, but must not pass for the answer to this one. */
  #fail(error) {
    this.#failed = true;
    const list = byId("search-results");
    list.dataset.stale = list.children.length > 0;
    const older = list.children.length > 0 ? ` The notes below were found for “${this.#shown}”.` : "";
    setText(byId("search-status"), `This search did not work: ${error.message}${older}`);
    byId("search-more").hidden = true;
    clearTimeout(this.#typing);
    if (error.status === 0 || error.status >= 500) this.#typing = setTimeout(() => this.#search(), untilAgain);
  }

  #clear() {
    this.#failed = false;
    byId("search-results").replaceChildren();
    byId("search-more").hidden = true;
    byId("search-folders").hidden = true;
    setText(byId("search-status"), hint);
  }

  #render(answer) {
    const list = byId("search-results");
    this.#failed = false;
    this.#shown = answer.query;
    list.dataset.stale = false;
    if (answer.offset === 0) list.replaceChildren();
    list.append(...answer.results.map(renderNote));
    byId("search-more").hidden = list.children.length >= answer.total;
    setText(byId("search-status"), summary(answer));
    this.#renderFolders(answer.results);
  }

  /** The folders seen in results so far: the service has no list of them. */
  #renderFolders(results) {
    for (const { folder } of results) if (folder !== "") this.#folders.add(folder);
    const choices = [{ value: "", label: "All folders" }, ...[...this.#folders].sort().map((folder) => ({ value: folder, label: folder }))];
    renderChips(byId("search-folders"), choices, this.#folder, (folder) => {
      this.#folder = folder;
      this.#search();
    });
    byId("search-folders").hidden = this.#folders.size < 2 && this.#folder === "";
  }
}

/** While the index is being built, the sentence about it belongs to every list: what is missing may just not be read yet. */
function summary(answer) {
  const { total, took_ms: took, missing, note, query, coverage, corrected } = answer;
  const first = [missing, ...(corrected ?? []).map(slipInWords)];
  const last = [note, coverage?.message];
  if (total === 0) return [`Nothing matches “${query}”.`, ...first, ...last].filter(Boolean).join(" ");
  const time = took < 1 ? "less than 1 ms" : `${Math.round(took)} ms`;
  return [...first, `${count(total, "note")} in ${time}${howFound(answer)}.`, ...last].filter(Boolean).join(" ");
}

/** How many a model finds near depends on the model alone: what counts is how many have the words. */
function howFound({ total, mode, with_words: withWords, terms }) {
  if (mode !== "hybrid") return ", found by words";
  if (withWords === 0) return ", the nearest in meaning";
  if (withWords >= total) return ", found by words and meaning";
  const words = terms.length === 1 ? "the word" : "any of the words";
  return `: ${count(withWords, "note")} with ${words}, the others nearest in meaning`;
}

/** A word that no note has was searched for as one that is near. */
function slipInWords({ typed, words }) {
  return `No note has “${typed}”: searched for ${words.map((word) => `“${word}”`).join(" or ")}.`;
}

function renderNote({ note_path: path, note_title: title, date, exact, passages }) {
  return element("li", { "data-note": path },
    element("h3", {}, title),
    element("p", { class: "facts path" }, [path, date, exactly[exact]].filter(Boolean).join(" · ")),
    ...passages.map(renderPassage),
    renderLinks(path));
}

/** A screen reader speaks it in its own language, and what is written from right to left stands so. */
function renderPassage({ heading_path: headings, line, snippet, highlights, language }) {
  const spoken = language ? { lang: language, dir: "auto" } : { dir: "auto" };
  return element("div", { class: "passage" },
    element("p", { class: "facts" }, [headings.join(" › "), `line ${line}`].filter(Boolean).join(" · ")),
    element("p", { class: "snippet", ...spoken }, ...highlighted(snippet, highlights)));
}

/** Cuts the snippet at its highlights, which count code points, not UTF-16 units. */
function highlighted(snippet, highlights) {
  const characters = Array.from(snippet);
  const pieces = [];
  let position = 0;
  for (const [begin, end] of highlights) {
    pieces.push(characters.slice(position, begin).join(""), element("mark", {}, characters.slice(begin, end).join("")));
    position = end;
  }
  pieces.push(characters.slice(position).join(""));
  return pieces;
}

function rememberInAddress(query) {
  history.replaceState(null, "", query === "" ? location.pathname : `?${new URLSearchParams({ q: query })}`);
}

function focusOnSlash(event) {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  byId("search-input").select();
}
