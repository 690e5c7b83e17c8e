// The pages of the document that a scene comes from, drawn when they come into view.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { formatRanges } from "../ui/format.js";
import { text } from "../ui/texts.js";

export class SourcePages {
  /** @param {(page: number) => string} urlOf the address of a page's picture */
  constructor(urlOf) {
    this.urlOf = urlOf;
    this.pages = "";
    this.label = el("span");
    this.broken = el("p", { class: "hint", hidden: true }, text("page-broken"));
    this.picture = el("img", { loading: "lazy", decoding: "async", width: 900, height: 1273 });
    this.picture.addEventListener("error", () => this._showBroken(true));
    this.picture.addEventListener("load", () => this._showBroken(false));
    this.link = el("a", { target: "_blank", class: "source-page" }, this.picture);
    this.choice = el("div", { class: "source-choice" });
    const summary = el("summary", {}, icon("book"), this.label);
    this.element = el("details", { class: "source" }, summary, this.choice, this.link, this.broken);
    // Beside the words where there is room; below them, and closed, on a phone.
    this.element.open = matchMedia("(min-width: 64rem)").matches;
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
    const url = this.urlOf(page);
    this.link.href = url;
    this.picture.alt = text("page", { n: page });
    this.picture.src = url;
    for (const button of this.choice.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.page === String(page)));
    }
  }

  /** @param {boolean} broken */
  _showBroken(broken) {
    setVisible(this.broken, broken);
    setVisible(this.link, !broken);
  }
}
