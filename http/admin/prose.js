// The little Markdown that answers are written in: quotations and strong words. Everything else stays as it stands.

import { element } from "./dom.js";

/** The text as block elements. */
export function renderProse(text) {
  const blocks = [];
  for (const line of text.split("\n")) {
    const quoted = line.startsWith(">");
    if (blocks.at(-1)?.quoted !== quoted) blocks.push({ quoted, lines: [] });
    blocks.at(-1).lines.push(quoted ? line.replace(/^> ?/, "") : line);
  }
  return blocks
    .map(({ quoted, lines }) => ({ quoted, content: lines.join("\n").replace(/^\n+|\s+$/g, "") }))
    .filter(({ content }) => content)
    .map(({ quoted, content }) => element(quoted ? "blockquote" : "div", {}, ...withStrongWords(content)));
}

function withStrongWords(text) {
  return text.split(/\*\*(.+?)\*\*/).map((piece, at) => (at % 2 ? element("strong", {}, piece) : piece));
}
