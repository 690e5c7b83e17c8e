// The pages of the document that a scene comes from, drawn when they come into view; of one without pages its text.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { formatRanges } from "../ui/format.js";
import { text } from "../ui/texts.js";

export class SourcePages {
  /** @param {(page: number) => string} urlOf the address of a page's picture, or of a part's text (.txt) */
  constructor(urlOf) {
    this.urlOf = urlOf;
    this.pages = "";
    this.url = "";
    this.label = el("span");
    this.broken = el("p", { class: "hint", hidden: true }, text("page-broken"));
    this.picture = el("img", { loading: "lazy", decoding: "async", width: 900, height: 1273 });
    this.picture.addEventListener("error", () => this._showBroken(true));
    this.picture.addEventListener("load", () => this._showBroken(false));
    this.link = el("a", { target: "_blank", class: "source-page" }, this.picture);
    this.words = el("p", { class: "source-words", dir: "auto", tabindex: "0", hidden: true });
    this.choice = el("div", { class: "source-choice" });
    const summary = el("summary", {}, icon("book"), this.label);
    // Hidden until there are some: a teacher's own scene has none.
    this.element = el(
      "details",
      { class: "source", hidden: true },
      summary,
      this.choice,
      this.link,
      this.words,
      this.broken,
    );
    // Beside the words where there is room; below them, and closed, on a phone.
    this.element.open = matchMedia("(min-width: 64rem)").matches;
    this.element.addEventListener("toggle", () => this._readWords());
  }

  /** @param {number[]} pages */
  show(pages) {
    const key = pages.join();
    if (key === this.pages) return;
    this.pages = key;
    setVisible(this.element, pages.length);
    if (!pages.length) return;
    setText(this.label, text(pages.length > 1 ? "from-pages" : "from-page", { pages: formatRanges(pages) }));
    this.choice.replaceChildren(...(pages.length > 1 ? pages.map((page) => this._button(page)) : []));
    this._open(pages[0]);
  }

  /** @param {number} page */
  _button(page) {
    const options = {
      type: "button",
      class: "button button-quiet button-small",
      "data-page": page,
      "aria-label": text("page-number", { n: page }),
      on: { click: () => this._open(page) },
    };
    return el("button", options, String(page));
  }

  /** @param {number} page */
  _open(page) {
    this.url = this.urlOf(page);
    this._openPage(page);
    for (const button of this.choice.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.page === String(page)));
    }
  }

  /** @param {number} page */
  _openPage(page) {
    this.words.textContent = "";
    if (this.isText) {
      setVisible(this.link, false);
      this._readWords();
      return;
    }
    this.link.href = this.url;
    this.picture.alt = text("page", { n: page });
    this.picture.src = this.url;
  }

  get isText() {
    return this.url.endsWith(".txt");
  }

  // Once it is opened: of a long story most parts are never looked at.
  async _readWords() {
    if (!this.isText || !this.element.open || this.words.textContent) return;
    const { url } = this;
    const response = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    const words = response?.ok ? await response.text().catch(() => "") : "";
    if (url !== this.url) return;
    this.words.textContent = words;
    setVisible(this.words, words);
    setVisible(this.broken, !words);
  }

  /** @param {boolean} broken */
  _showBroken(broken) {
    setVisible(this.broken, broken);
    setVisible(this.link, !broken);
  }
}
