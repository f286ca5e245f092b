// The supervision tree, live: one row per actor, updated in place so that focus and open details survive.

import { ActorRow, stateWords } from "./actor_row.js";
import { byId, setText } from "./dom.js";
import { count } from "./format.js";

export class ActorTree {
  #rows = new Map();

  render({ taken_at: takenAt, actors }) {
    const list = byId("actor-tree");
    const names = new Set(actors.map(({ name }) => name));
    for (const [name, row] of this.#rows) {
      if (names.has(name)) continue;
      row.node.remove();
      this.#rows.delete(name);
    }
    actors.forEach((actor, position) => {
      const row = this.#rows.get(actor.name) ?? this.#add(actor);
      if (list.children[position] !== row.node) list.insertBefore(row.node, list.children[position] ?? null);
      row.update(actor, new Date(takenAt).getTime());
    });
    setText(byId("actors-summary"), summarise(actors));
  }

  #add(actor) {
    const row = new ActorRow(actor);
    this.#rows.set(actor.name, row);
    return row;
  }
}

function summarise(actors) {
  const troubled = actors.filter(({ state }) => state !== "running");
  if (troubled.length === 0) return `All ${count(actors.length, "part")} are running.`;
  const list = troubled.map(({ title, state }) => `${title}: ${stateWords[state] ?? state}`).join(", ");
  return `${list}.`;
}
