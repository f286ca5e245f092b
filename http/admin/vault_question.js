// What the page asks about the folder of the notes: which one it is, when none or a wrong one is set, and whether
// another vault is meant in place of the one that this data belongs to.

import { getJson, postJson } from "./api.js";
import { confirmAction } from "./confirm.js";
import { byId, setOptionalText, setText, whileBusy } from "./dom.js";

const choose = 'secondbrain config set SECONDBRAIN_VAULT_PATH "/the/folder/of/your/notes"';

const questions = {
  not_configured: {
    title: "Choose the folder of your notes",
    text: "SecondBrain works on a folder of Markdown notes, an Obsidian vault for example. Name it, then start SecondBrain again:",
    command: choose,
  },
  mistaken: { title: "That folder is not there", command: choose },
  emptied: { title: "Where are the notes?", answer: "They are gone for good" },
  another: { title: "Another vault?", answer: "Index this vault instead" },
};

export class VaultQuestion {
  constructor() {
    byId("vault-adopt").addEventListener("click", () => this.#adopt());
  }

  async refresh() {
    try {
      this.#render(await getJson("/api/v1/vault"));
    } catch {
      // The verdict says what is wrong with the service.
    }
  }

  #render({ state, message }) {
    const question = questions[state];
    byId("vault-question").hidden = !question;
    if (!question) return;
    setText(byId("vault-question-title"), question.title);
    setText(byId("vault-question-text"), question.text ?? message);
    setOptionalText(byId("vault-question-command"), question.command ?? "");
    setText(byId("vault-adopt"), question.answer ?? "");
    byId("vault-adopt").hidden = !question.answer;
  }

  async #adopt() {
    const agreed = await confirmAction({
      title: "Index this folder instead?",
      text: "What is known of the former vault is cleared from the index; its notes stay as they are.",
      action: "Index it",
    });
    if (!agreed) return;
    try {
      await whileBusy(byId("vault-adopt"), () => postJson("/api/v1/vault/adopt"));
      await this.refresh();
    } catch (error) {
      setText(byId("vault-question-text"), error.message);
    }
  }
}
