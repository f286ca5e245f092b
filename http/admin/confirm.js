// Asks before something is done that cannot be taken back at once.

import { byId, setText } from "./dom.js";

/** Resolves to whether the person agreed. Escape and Cancel mean no. */
export function confirmAction({ title, text, action }) {
  const dialog = byId("confirm");
  setText(byId("confirm-title"), title);
  setText(byId("confirm-text"), text);
  setText(byId("confirm-yes"), action);
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = (agreed) => {
      dialog.close();
      resolve(agreed);
    };
    byId("confirm-yes").onclick = () => answer(true);
    byId("confirm-no").onclick = () => answer(false);
    // Escape. A browser that is busy tells of the closing before this one when it is open again.
    dialog.onclose = () => {
      if (!dialog.open) resolve(false);
    };
  });
}
