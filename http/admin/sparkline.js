// A small line of the last minute or two, kept here in the page: the service sends only the present.

import { svgElement } from "./dom.js";

const length = 90;  // samples
const width = 90;
const height = 22;
const margin = 1.5;
const headroom = 1.25;  // so that a steady value does not fill the box

export class Sparkline {
  #values = [];
  #floor;
  #describe;
  #line = svgElement("polyline", { class: "line" });
  #area = svgElement("polygon", { class: "area" });

  /**
   * @param {number} floor the least value that fills the height, so that noise near zero stays flat
   * @param {(now: number, highest: number) => string} describe the label for those who do not see the line
   */
  constructor(floor, describe) {
    this.#floor = floor;
    this.#describe = describe;
    this.node = svgElement("svg",
      { class: "sparkline", role: "img", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none" },
      this.#area, this.#line);
  }

  push(value) {
    this.#values.push(value);
    if (this.#values.length > length) this.#values.shift();
    const highest = Math.max(...this.#values);
    this.#draw(Math.max(highest * headroom, this.#floor));
    this.node.setAttribute("aria-label", this.#describe(value, highest));
  }

  /** The newest sample is at the right edge; a short history leaves the left empty. */
  #draw(scale) {
    const step = width / (length - 1);
    const start = width - (this.#values.length - 1) * step;
    const points = this.#values.map((value, index) => {
      const y = height - margin - (value / scale) * (height - 2 * margin);
      return `${(start + index * step).toFixed(1)},${y.toFixed(1)}`;
    });
    this.#line.setAttribute("points", points.join(" "));
    this.#area.setAttribute("points", [`${start.toFixed(1)},${height}`, ...points, `${width},${height}`].join(" "));
  }
}
