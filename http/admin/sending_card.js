// What is sent to a paid language model without a question: whether that is allowed, how much waits, and what it costs.

import { getJson, postJson } from "./api.js";
import { confirmAction } from "./confirm.js";
import { byId, setOptionalText, setText, whileBusy } from "./dom.js";
import { count, dollars } from "./format.js";

const path = "/api/v1/vault/sending";

export class SendingCard {
  #now = null;

  constructor() {
    byId("sending-change").addEventListener("click", () => this.#change());
  }

  async refresh() {
    try {
      this.#show(await getJson(path));
    } catch (error) {
      this.#now = null;
      byId("sending-change").hidden = true;
      setText(byId("sending-text"), "Not known");
      setText(byId("sending-facts"), error.message);
    }
  }

  async #change() {
    const allowed = !isAllowed(this.#now);
    if (allowed && !(await confirmAction(question(this.#now)))) return;
    try {
      await whileBusy(byId("sending-change"), async () => this.#show(await postJson(path, {}, { allowed, by: "page" })));
      setOptionalText(byId("sending-problem"), "");
    } catch (error) {
      setOptionalText(byId("sending-problem"), error.message);
    }
  }

  #show(now) {
    this.#now = now;
    const button = byId("sending-change");
    button.hidden = now.recipients.length === 0 || now.by === "setting";
    setText(button, isAllowed(now) ? "Stop sending" : "Allow…");
    setText(byId("sending-text"), headline(now));
    setText(byId("sending-facts"), facts(now));
  }
}

function isAllowed({ answer, allowed }) {
  return answer === "given" && allowed.length > 0;
}

function names({ recipients }) {
  return recipients.map(({ title, model }) => `${title} (${model})`).join(" or ");
}

function waiting({ notes, captures }) {
  return [count(notes, "note"), ...(captures > 0 ? [count(captures, "capture")] : [])].join(" and ");
}

function cost({ cost_usd: cost }) {
  return cost === null ? "an unknown amount, because the price of the model is not known" : `about ${dollars(cost)}`;
}

function headline(now) {
  if (now.recipients.length === 0) return "No paid language model is set up, so no note goes to one.";
  if (isAllowed(now)) return `Notes and captures go to ${names(now)}, to be extracted from and filed.`;
  return `Only what a question finds. Nothing else goes to ${names(now)} until you allow it.`;
}

function facts(now) {
  if (now.recipients.length === 0) return now.set_up ? "A model on this machine or in its private network reads the notes." : "";
  const setting = now.by === "setting" ? " The setting SECONDBRAIN_SEND_NOTES decides this." : "";
  return `${waiting(now)} ${now.notes + now.captures === 1 ? "waits" : "wait"} to be read, which costs ${cost(now)}.${setting}`;
}

function question(now) {
  return {
    title: `Send notes to ${names(now)}?`,
    text: `To extract people, dates and tasks, and to file captures, SecondBrain sends ${waiting(now)} with the next sync, and from then on every note that changes and every capture. That costs ${cost(now)}; the budgets still hold: ${budgets(now)}.`,
    action: "Send them",
  };
}

function budgets({ daily_budget: daily, monthly_budget: monthly }) {
  const part = (limit, period) => (limit > 0 ? `${dollars(limit)} a ${period}` : `no limit for a ${period}`);
  return `${part(daily, "day")}, ${part(monthly, "month")}`;
}
