// What is done with a whole scene: name it, split it, join it with the next, add one after it, remove it.

import { el, icon, sayWhetherSaved, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * What was on the page when somebody pressed: the scene's rev, its words, and the scene behind it.
 * @typedef {{rev: number, words: string, next?: {id: number, rev: number}} | null} Seen
 */

/**
 * Each resolves to whether it worked.
 * @typedef {object} ArrangeActions
 * @property {() => Seen} seen
 * @property {(title: string, seen: string) => Promise<boolean>} name `seen`: the name that was there
 * @property {() => Promise<string[] | null>} sentences of the scene; null when they could not be fetched
 * @property {(keeps: number) => Promise<boolean>} split so many sentences stay
 * @property {(seen: Seen) => Promise<boolean>} join
 * @property {(words: string) => Promise<boolean>} add
 * @property {(seen: Seen) => Promise<boolean>} remove
 */

const LONGEST_NAME = 80; // characters, as the server bounds it

export class SceneArrange {
  /**
   * @param {ArrangeActions} actions
   * @param {number} longest characters of a scene
   * @param {string} language of the story
   */
  constructor(actions, longest, language) {
    this.actions = actions;
    this.language = language;
    this.title = "";
    this.seenTitle = ""; // what the name that is being written takes the place of
    this.mayEdit = this.ownAct = false;
    this.element = el("details", { class: "scene-arrange" }, el("summary", {}, icon("sliders"), text("arrange")));
    this.name = this._field("input", { maxlength: LONGEST_NAME });
    this.words = this._field("textarea", { maxlength: longest, rows: 3, class: "input grows" });
    this.places = el("ol", { role: "list", class: "split-places" });
    this.splits = el(
      "details",
      { class: "scene-splits" },
      el("summary", {}, icon("shrink"), text("split")),
      this.places,
    );
    this.join = this._asking("join", "link-off", actions.join);
    this.remove = this._asking("remove", "bin", actions.remove);
    this.adding = el("details", {}, el("summary", {}, icon("plus"), text("add")), this._adding());
    this.parts = [this._naming(), this.adding, this.splits, el("div", { class: "actions" }, this.join, this.remove)];
    // Not before: a page of sixty scenes has no use for as many forms.
    this.element.addEventListener("toggle", () => this.element.open && this._open());
    this.splits.addEventListener("toggle", () => this.splits.open && this._showPlaces());
  }

  _open() {
    if (!this.name.isConnected) this.element.append(el("div", { class: "change-form" }, ...this.parts));
    if (!this.unsaved) this.name.value = this.seenTitle = this.title;
    this._enableFields();
  }

  /** @param {string} title */
  show(title) {
    // What is being written stays.
    if ([this.title, title].includes(this.name.value.trim())) this.name.value = this.seenTitle = title;
    if (title === this.title) return;
    if (this.ownAct) this.seenTitle = title;
    this.ownAct = false;
    this.title = title;
  }

  get unsaved() {
    return this.name.isConnected && (this.name.value !== this.seenTitle || Boolean(this.words.value.trim()));
  }

  /** One's own act has changed the scene: a name that is being written takes the place of the one it has now. */
  rebase() {
    this.seenTitle = this.title;
    this.ownAct = true; // its row may come later
  }

  /** The scene says something else now. */
  forget() {
    this.splits.open = false;
  }

  /**
   * @param {number} n the scene's number
   * @param {number} all how many scenes there are
   */
  number(n, all) {
    this.element.querySelector("summary")?.setAttribute("aria-label", text("arrange-scene", { n }));
    this.join.dataset.sure = text("join-sure", { n, next: n + 1 });
    this.remove.dataset.sure = text("remove-sure", { n });
    setVisible(this.join, n < all);
    setVisible(this.remove, all > 1);
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    // Only when it changes: a button that waits for its answer stays as it is.
    if (mayEdit === this.mayEdit) return;
    this.mayEdit = mayEdit;
    this._enableFields();
  }

  _enableFields() {
    const { mayEdit } = this;
    /** @type {NodeListOf<HTMLInputElement | HTMLButtonElement | HTMLTextAreaElement>} */
    const fields = this.element.querySelectorAll("input, textarea, button");
    for (const field of fields) field.disabled = !mayEdit;
  }

  _naming() {
    const hint = el("span", { class: "hint" }, text("name-hint"));
    const label = el("label", { class: "field" }, el("span", { class: "label" }, text("name")), this.name, hint);
    const save = el("button", { class: "button button-small" }, icon("check"), text("name-save"));
    return this._form([label, save], () => this.actions.name(this.name.value, this.seenTitle));
  }

  _adding() {
    const hint = el("span", { class: "hint" }, text("add-hint"));
    const label = el("label", { class: "field" }, el("span", { class: "label" }, text("add-words")), this.words, hint);
    const save = el("button", { class: "button button-small" }, icon("plus"), text("add-save"));
    return this._form([label, save], async () => {
      if (!(await this.actions.add(this.words.value))) return;
      this.words.value = "";
      this.adding.open = this.element.open = false;
    });
  }

  /** List the sentences with a button between each two. */
  async _showPlaces() {
    this.places.replaceChildren();
    const sentences = await this.actions.sentences();
    const about = { lang: this.language, dir: "auto" };
    this.places.replaceChildren(
      ...(sentences ?? []).map((sentence, keeps) =>
        el("li", {}, keeps > 0 && this._cut(keeps), el("p", about, sentence)),
      ),
    );
    if (sentences && sentences.length < 2) this.places.append(el("li", { class: "hint" }, text("split-none")));
    this._enableFields();
  }

  /** @param {number} keeps */
  _cut(keeps) {
    const cut = el("button", { type: "button", class: "button button-small" }, icon("shrink"), text("split-here"));
    cut.setAttribute("aria-label", text("split-before", { n: keeps + 1 }));
    cut.addEventListener("click", async () => {
      cut.disabled = true; // one request at a time
      if (await this.actions.split(keeps)) this.element.open = false;
      cut.disabled = false;
    });
    return cut;
  }

  /**
   * Make a button that asks first, as the site's forms do.
   * @param {string} key
   * @param {string} name of the icon
   * @param {(seen: Seen) => Promise<boolean>} act
   */
  _asking(key, name, act) {
    const button = el("button", { class: "button button-small" }, icon(name), text(key));
    const form = el("form", { "data-sure-detail": text(`${key}-detail`), "data-sure-yes": text(`${key}-yes`) }, button);
    /** @type {Seen} */
    let seen = null;
    form.addEventListener("submit", async (event) => {
      if (!form.dataset.agreed) {
        seen = this.actions.seen(); // what comes while the site asks was not
        return;
      }
      event.preventDefault();
      button.disabled = true;
      await act(seen);
      button.disabled = false;
      delete form.dataset.agreed;
    });
    return form;
  }

  /**
   * @param {HTMLElement[]} parts
   * @param {() => Promise<unknown>} act
   */
  _form(parts, act) {
    const form = el("form", { class: "arrange-form", novalidate: true }, ...parts);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      if (button) button.disabled = true;
      await act();
      if (button) button.disabled = false;
      sayWhetherSaved(this.element);
    });
    return form;
  }

  /**
   * @template {"input" | "textarea"} T
   * @param {T} tag
   * @param {Record<string, any>} options
   */
  _field(tag, options) {
    return el(tag, { class: "input", dir: "auto", lang: this.language, ...options });
  }
}
