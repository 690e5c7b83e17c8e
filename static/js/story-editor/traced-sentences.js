// Where each told sentence comes from: the document's lines beside it, and what it says that no line does.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";

/** @import { TracedSentence } from "../live/row-types.js" */

export class TracedSentences {
  /** @param {string} language of the story */
  constructor(language) {
    this.language = language;
    this.shown = "";
    this.list = el("ol", { role: "list", class: "traced-list" });
    this.sign = el("span", { class: "chip chip-sun", hidden: true });
    const summary = el("summary", {}, icon("search"), text("traced"), this.sign);
    this.element = el("details", { class: "traced", hidden: true }, summary, this.list);
  }

  /** @param {TracedSentence[]} traced */
  show(traced) {
    const key = JSON.stringify(traced);
    if (key === this.shown) return;
    this.shown = key;
    const words = traced.flatMap(({ missing }) => missing);
    setVisible(this.element, traced.length);
    setVisible(this.sign, words.length);
    setText(
      this.sign,
      words.length ? text("without-source", { words: words.slice(0, 3).map(isolate).join(", ") }) : "",
    );
    this.list.replaceChildren(...traced.map((sentence) => this._item(sentence)));
  }

  /** @param {TracedSentence} sentence */
  _item({ text: told, lines, missing }) {
    const about = { lang: this.language, dir: "auto" };
    const from = lines.map((line) =>
      el(
        "blockquote",
        about,
        line.text,
        " ",
        el("small", { lang: "", dir: "auto" }, text("page-number", { n: line.page })),
      ),
    );
    const words = missing.map(isolate).join(", ");
    return el(
      "li",
      { class: missing.length ? "traced-missing" : null },
      el("p", { ...about, class: "label" }, told),
      ...(from.length ? from : [el("p", { class: "hint" }, text("no-line"))]),
      missing.length
        ? el("p", { class: "note" }, icon("alert"), el("span", {}, text("without-source", { words })))
        : null,
    );
  }
}
