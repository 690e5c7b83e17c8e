// Uploading: drop a file, see it travel, cancel it. Choices are remembered. Without this the form works all the same.

import { $, csrfToken, errorDetail, sendJson, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { sizeText } from "../ui/size.js";
import { text } from "../ui/texts.js";
import { UploadChoices } from "../upload/upload-choices.js";
import { nameOf, problemOf, sizeOf } from "../upload/upload-files.js";

const LOOKED_AT = 3 * 1024 * 1024; // bytes: larger ones are not sent twice
const MOST_BYTES = 4; // of a character
const FEWEST = 100; // characters whose language is more than a guess
const MOST_NAMES = 100; // of refused files, as many as the server takes
const LONGEST_NAME = 300;

/** Return a key of this upload: sent again after the answer was lost, it makes no second story. */
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

class UploadForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    /** @type {XMLHttpRequest | null} */
    this.request = null;
    /** @type {HTMLInputElement} */
    this.field = $("file");
    /** @type {HTMLTextAreaElement} */
    this.pasted = $("text");
    this.invitation = $("file-name").textContent;
    this.hint = $("file-hint").textContent;
    /** The look that is under way: one at a time, or the upload itself would find no turn. */
    this.looked = Promise.resolve();
    /** Why the file that was chosen last was taken out again: said until something else is chosen. */
    this.rejected = "";
    this.isStarting = false;
    this.field.addEventListener("change", () => this._showFile());
    this.pasted.addEventListener("change", () => this._showLanguage());
    this.key = newKey();
    form.addEventListener("change", () => {
      this.key = newKey();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._submit();
    });
    $("sending-stop").addEventListener("click", () => {
      this.isStarting = false;
      this.request?.abort();
    });
    this.choices = new UploadChoices();
    this._acceptDrops();
    if (this.field.files?.length) this._showFile(); // the browser restored it after going back
    addEventListener("pageshow", (event) => event.persisted && this._setSending(false));
  }

  get files() {
    return [...(this.field.files ?? [])];
  }

  async _showFile() {
    const files = this.files;
    this.rejected = "";
    $("drop").classList.toggle("drop-full", files.length > 0);
    setText($("file-name"), files.length ? nameOf(files) : this.invitation);
    setText($("file-hint"), files.length ? text("chosen", { size: sizeText(sizeOf(files)) }) : this.hint);
    const problem = files.length ? await this._problemOf(files) : null;
    if (problem) {
      this._reject(problem.said);
      this._tellRefused(files, problem.code);
    } else this._showProblem("");
    this._showLanguage();
  }

  /** Say in which language it will be told, as it is read for that: a wrong one is chosen before the start. */
  _showLanguage() {
    setVisible($("looks-like"), false);
    const sent = this._toLookAt();
    const isStillChosen = () => !this.request && sent === this._toLookAt();
    if (sent) this.looked = this.looked.then(() => (isStillChosen() ? this._look(sent, isStillChosen) : undefined));
  }

  /** Return the one file or the pasted text, if it is small enough to be sent twice. */
  _toLookAt() {
    if (this.files.length) return this.files.length === 1 && this.files[0].size <= LOOKED_AT ? this.files[0] : null;
    const words = this.pasted.value.trim();
    return words.length >= FEWEST && words.length <= LOOKED_AT / MOST_BYTES ? words : null;
  }

  /**
   * @param {File | string} sent
   * @param {() => boolean} isStillChosen
   */
  async _look(sent, isStillChosen) {
    const body = new FormData();
    body.append(typeof sent === "string" ? "text" : "file", sent);
    const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
    const request = { method: "POST", body, headers, credentials: /** @type {const} */ ("same-origin") };
    const response = await fetch($("looks-like").dataset.api ?? "", request).catch(() => null);
    const found = await response?.json().catch(() => null);
    if (!isStillChosen()) return;
    // What is refused now would be refused again: it is said at once, and not sent a second time.
    if (sent instanceof File && [400, 413].includes(response?.status ?? 0)) {
      return this._reject(errorDetail(found, text("failed")));
    }
    if (!response?.ok || !found?.language) return;
    const option = $("language").querySelector(`option[value="${CSS.escape(found.language)}"]`);
    setText($("looks-like"), text("looks-like", { language: isolate(option?.textContent.trim() ?? "") }));
    setVisible($("looks-like"), option);
  }

  /**
   * Take the file back out: what is not told must not look chosen.
   * @param {string} problem
   */
  _reject(problem) {
    this.rejected = problem;
    this.field.value = "";
    $("drop").classList.remove("drop-full");
    setText($("file-name"), this.invitation);
    setText($("file-hint"), this.hint);
    this._showProblem(problem);
    this.field.focus();
  }

  /**
   * Tell the server, so that whoever helps with uploads finds it beside those that were sent.
   * @param {File[]} files
   * @param {string} code
   */
  _tellRefused(files, code) {
    const names = files.slice(0, MOST_NAMES).map(({ name }) => name.slice(-LONGEST_NAME));
    sendJson("POST", $("drop").dataset.refused ?? "", { code, size: sizeOf(files), names });
  }

  /** @param {File[]} files */
  _problemOf(files) {
    return problemOf(files, Number(this.form.dataset.maxMb), Number(this.form.dataset.maxPhotos));
  }

  /** Return what is wrong with what is about to be sent. */
  async _wrong() {
    if (this.files.length && this.pasted.value.trim()) return text("file-and-text");
    if (this.files.length) return (await this._problemOf(this.files))?.said ?? "";
    return this.pasted.value.trim() ? "" : this.rejected || text("no-file");
  }

  async _submit() {
    if (this.request || this.isStarting) return;
    this.isStarting = true;
    this.choices.remember(); // whatever becomes of the file
    const problem = await this._wrong();
    if (problem) {
      this.isStarting = false;
      this._showProblem(problem);
      return this.field.focus();
    }
    this._setSending(true);
    await this.looked; // what its look refuses is not sent, and not refused a second time
    const isStopped = !this.isStarting;
    this.isStarting = false;
    if (isStopped || !(this.files.length || this.pasted.value.trim())) return this._fail(this.rejected);
    this._send();
  }

  // XMLHttpRequest, since fetch does not tell how much is sent.
  _send() {
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("POST", this.form.dataset.api ?? "");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", this.key);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => this._showProgress(event));
    request.upload.addEventListener("load", () => setText($("sending-words"), text("looking")));
    request.addEventListener("load", () => this._finish(request));
    request.addEventListener("error", () => this._fail(text("offline")));
    request.addEventListener("abort", () => this._fail(""));
    this._setSending(true);
    request.send(new FormData(this.form));
  }

  /** @param {ProgressEvent} event */
  _showProgress({ lengthComputable, loaded, total }) {
    if (!lengthComputable) return;
    const percent = Math.round((loaded / total) * 100);
    $("sending-bar").value = percent;
    $("sending-bar").setAttribute("aria-valuetext", `${percent} %`);
    if (percent < 100) setText($("sending-words"), text("sending", { percent }));
  }

  /** @param {XMLHttpRequest} request */
  _finish({ status, response }) {
    const id = response?.story_id;
    if (status === 202 && /^[\w-]+$/.test(id ?? "")) {
      location.assign((this.form.dataset.story ?? "").replace("{id}", id));
      return;
    }
    const problem = errorDetail(response, text(status === 401 ? "sign-in" : "failed"));
    this._setSending(false);
    if ([400, 413].includes(status)) this._reject(problem);
    else this._showProblem(problem); // the file is good: it can be sent again
  }

  /** @param {string} problem */
  _fail(problem) {
    this._setSending(false);
    this._showProblem(problem);
  }

  /** @param {boolean} sending */
  _setSending(sending) {
    if (!sending) this.request = null;
    $("sending-bar").value = 0;
    setVisible($("sending"), sending);
    setVisible($("go"), !sending);
    if (!sending) return;
    this._showProblem("");
    $("sending-stop").focus();
    $("sending").scrollIntoView({ block: "nearest" });
  }

  /** @param {string} sentence */
  _showProblem(sentence) {
    setText($("problem").querySelector("span"), sentence);
    setVisible($("problem"), sentence);
    if (sentence) $("problem").scrollIntoView({ block: "nearest" });
  }

  // The field lies over the whole area, so the browser itself takes a dropped file; this is for what it shows.
  _acceptDrops() {
    const area = $("drop");
    /** @param {boolean} on */
    const highlight = (on) => () => area.classList.toggle("drop-over", on);
    for (const name of ["dragenter", "dragover"]) area.addEventListener(name, highlight(true));
    for (const name of ["dragleave", "dragend", "drop"]) area.addEventListener(name, highlight(false));
    area.addEventListener("drop", (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      const files = event.dataTransfer?.files;
      if (!files?.length || this.request) return;
      this.field.files = files;
      this._showFile();
    });
    // A file that misses the area must not replace the page.
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  }
}

const form = $("upload");
if (form) new UploadForm(form);
