// Building and updating elements. Text always goes in as text nodes, never as markup.

const svgNamespace = "http://www.w3.org/2000/svg";

export function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes and children; a child is a node or a string. */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svgElement(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Changes the text only when it differs, so that live regions do not repeat themselves. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The same for a sentence in which commands stand between backticks: they are shown as commands. */
export function setSentence(node, text) {
  if (node.textContent !== text.replaceAll("`", "")) node.replaceChildren(...withCommands(text));
}

/** The pieces of such a sentence. */
export function withCommands(text) {
  return text.split("`").map((piece, at) => (at % 2 ? element("code", {}, piece) : piece)).filter((piece) => piece !== "");
}

/** Dims what could not be read again: it is from before, and must not pass for what is so now. */
export function setStale(stale, ...ids) {
  for (const id of ids) byId(id).dataset.stale = String(stale);
}

/** Shows the text, or hides the whole element when there is none. */
export function setOptionalText(node, text) {
  setText(node, text ?? "");
  node.hidden = !text;
}

/** A row of mutually exclusive buttons: `choices` are {value, label}. */
export function renderChips(container, choices, selected, onSelect) {
  const focused = container.contains(document.activeElement) ? document.activeElement.value : null;
  container.replaceChildren(
    ...choices.map(({ value, label }) => {
      const chip = element("button", { type: "button", class: "chip", value, "aria-pressed": value === selected }, label);
      chip.addEventListener("click", () => onSelect(value));
      return chip;
    }),
  );
  for (const chip of container.children) if (chip.value === focused) chip.focus();
}

/** Disables a button and marks it busy while the work goes on. */
export async function whileBusy(button, work) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}
