// Uploading: drop a file, see it travel, cancel it. Without this the form works all the same.

import { $, csrfToken, errorDetail, setText, setVisible } from "../ui/dom.js";
import { formatMegabytes } from "../ui/format.js";
import { text } from "../ui/texts.js";

const SIGNATURE = "%PDF-";
const SIGNATURE_WITHIN = 1024; // bytes in which a PDF says that it is one

class UploadForm {
  constructor(form) {
    this.form = form;
    this.field = $("file");
    this.invitation = $("file-name").textContent;
    this.hint = $("file-hint").textContent;
    this.field.addEventListener("change", () => this._chosen());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._submit();
    });
    $("sending-stop").addEventListener("click", () => this.request?.abort());
    $("language").addEventListener("change", () => this._voices());
    this._dragging();
    this._voices();
    if (this.field.files.length) this._chosen();
    addEventListener("pageshow", (event) => event.persisted && this._sending(false));
  }

  async _chosen() {
    const file = this.field.files[0];
    $("drop").classList.toggle("drop-full", Boolean(file));
    setText($("file-name"), file ? file.name : this.invitation);
    setText($("file-hint"), file ? text("chosen", { size: formatMegabytes(file.size) }) : this.hint);
    this._problem(file ? await this._wrong(file) : "");
  }

  /** What is the matter with a file, as a sentence; empty when nothing is. */
  async _wrong(file) {
    if (!file) return text("no-file");
    if (!file.size) return text("empty");
    if (file.size > Number(this.form.dataset.maxMb) * 1024 * 1024)
      return text("too-big", { size: formatMegabytes(file.size) });
    const head = new TextDecoder("latin1").decode(await file.slice(0, SIGNATURE_WITHIN).arrayBuffer());
    return head.includes(SIGNATURE) ? "" : text("not-pdf");
  }

  async _submit() {
    if (this.request) return;
    const problem = await this._wrong(this.field.files[0]);
    this._problem(problem);
    if (problem) return this.field.focus();
    this._send();
  }

  _send() {
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("POST", this.form.dataset.api);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => this._progress(event));
    request.upload.addEventListener("load", () => setText($("sending-words"), text("looking")));
    request.addEventListener("load", () => this._answered(request));
    request.addEventListener("error", () => this._over(text("offline")));
    request.addEventListener("abort", () => this._over(""));
    this._sending(true);
    request.send(new FormData(this.form));
  }

  _progress({ lengthComputable, loaded, total }) {
    if (!lengthComputable) return;
    const percent = Math.round((loaded / total) * 100);
    $("sending-bar").value = percent;
    $("sending-bar").setAttribute("aria-valuetext", `${percent} %`);
    if (percent < 100) setText($("sending-words"), text("sending", { percent }));
  }

  _answered({ status, response }) {
    const id = response?.story_id;
    if (status === 202 && /^[\w-]+$/.test(id ?? "")) {
      location.assign(this.form.dataset.story.replace("{id}", id));
      return;
    }
    this._over(errorDetail(response, text(status === 401 ? "sign-in" : "failed")));
  }

  _over(problem) {
    this._sending(false);
    this._problem(problem);
  }

  _sending(on) {
    if (!on) this.request = null;
    $("sending-bar").value = 0;
    setVisible($("sending"), on);
    setVisible($("go"), !on);
    if (on) {
      this._problem("");
      $("sending-stop").focus();
      $("sending").scrollIntoView({ block: "nearest" });
    }
  }

  _problem(sentence) {
    setText($("problem").querySelector("span"), sentence);
    setVisible($("problem"), sentence);
    if (sentence) $("problem").scrollIntoView({ block: "nearest" });
  }

  // The field lies over the whole area, so the browser itself takes a dropped file; this is for what it shows.
  _dragging() {
    const area = $("drop");
    const over = (on) => () => area.classList.toggle("drop-over", on);
    for (const name of ["dragenter", "dragover"]) area.addEventListener(name, over(true));
    for (const name of ["dragleave", "dragend", "drop"]) area.addEventListener(name, over(false));
    area.addEventListener("drop", (event) => {
      const { files } = event.dataTransfer;
      event.preventDefault();
      if (files.length > 1) return this._problem(text("one-file"));
      if (!files.length || this.request) return;
      this.field.files = files;
      this._chosen();
    });
    // A file that misses the area must not replace the page.
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  }

  // Voices that do not speak the chosen language are out of the way.
  _voices() {
    const language = $("language").value;
    for (const choice of document.querySelectorAll("#voices [data-language]")) {
      const fits = !language || !choice.dataset.language || choice.dataset.language === language;
      setVisible(choice, fits);
      const radio = choice.querySelector("input");
      radio.disabled = !fits;
      if (!fits && radio.checked) $("voice-any").checked = true;
    }
  }
}

const form = $("upload");
if (form) new UploadForm(form);
