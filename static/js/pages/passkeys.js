// Forms that are sent with a passkey: the browser makes one, or proves one, before the form goes.

import { sendJson, setVisible } from "../ui/dom.js";

const isKnown = "parseRequestOptionsFromJSON" in (globalThis.PublicKeyCredential ?? {});

/**
 * Have the device make or prove a passkey.
 * @param {HTMLFormElement} form
 * @returns {Promise<object | null>} what the site is sent
 */
async function ceremony(form) {
  const { passkey, options = "" } = form.dataset;
  const response = await sendJson("POST", options);
  if (!response.ok) return null;
  const asked = response.body.publicKey;
  const credential =
    passkey === "make"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  return credential && /** @type {PublicKeyCredential} */ (credential).toJSON();
}

/**
 * @param {SubmitEvent} event
 */
async function send(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("credential"));
  if (field.value) return;
  event.preventDefault();
  const problem = /** @type {HTMLElement | null} */ (form.querySelector("[role=alert]"));
  setVisible(problem, false);
  // Cancelled, or no passkey of this site on the device.
  const credential = await ceremony(form).catch(() => null);
  setVisible(problem, !credential);
  if (!credential) return;
  field.value = JSON.stringify(credential);
  form.requestSubmit();
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  form.addEventListener("submit", send);
  setVisible(form, isKnown);
}
