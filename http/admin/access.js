// The token that the service may ask for: entered once, kept until the tab is closed, sent with every request.

import { byId, setOptionalText } from "./dom.js";

const place = "secondbrain-token";

let asking = null;  // everybody who needs the token waits for the same answer
let declined = false;

/** The header that carries the token; none before one was entered. */
export function authorization() {
  const token = sessionStorage.getItem(place);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Resolves to whether a token was entered. Who has said no is not asked again by itself; there is a button. */
export function askForToken() {
  if (declined) return Promise.resolve(false);
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

function ask() {
  const dialog = byId("token");
  setOptionalText(byId("token-problem"), sessionStorage.getItem(place) && "The service does not accept this token.");
  sessionStorage.removeItem(place);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      declined = dialog.returnValue !== "entered";
      byId("token-open").hidden = !declined;
      resolve(!declined);
    }, { once: true });
  });
}

byId("token-form").addEventListener("submit", (submit) => {
  submit.preventDefault();
  sessionStorage.setItem(place, byId("token-input").value.trim());
  byId("token-input").value = "";
  byId("token").close("entered");
});

byId("token-open").addEventListener("click", async () => {
  declined = false;
  if (await askForToken()) location.reload();  // every card begins anew, now that it may
});
