// The scene that is shown: its picture, its words, and what is missing. Only what changed is touched.

import { isWaitingForProvider } from "../rows/story-rows.js";
import { headingParagraphs, paragraphs, wordAt } from "../rows/timed-words.js";
import { $, el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatRanges, isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const SCROLL_PAUSE = 5000; // ms after somebody scrolled in which the page does not

export class SceneView {
  /** `onWord(index)`: somebody tapped a word; `onRetry()`: somebody may and wants to try again. */
  constructor({ mayEdit, onWord, onRetry }) {
    this.mayEdit = mayEdit;
    this.onRetry = onRetry;
    this.words = [];
    this.spans = [];
    this.lit = -1;
    this._shown = {};
    this._scrolled = -SCROLL_PAUSE;
    $("text").addEventListener("click", (event) => {
      const word = event.target.closest?.(".word");
      if (word && !String(getSelection())) onWord(Number(word.dataset.word));
    });
    for (const name of ["wheel", "touchmove"]) {
      addEventListener(name, () => (this._scrolled = performance.now()), { passive: true });
    }
  }

  show(scene, all, progress) {
    setText($("scene-number"), scene ? text("scene-of", { n: scene.index + 1, all }) : "");
    this._text(scene);
    this._picture(scene, progress);
    this._trouble(scene);
    const pages = scene?.source_pages ?? [];
    setVisible($("source"), pages.length);
    if (pages.length)
      setText($("source"), text(pages.length > 1 ? "from-pages" : "from-page", { pages: formatRanges(pages) }));
  }

  /** Light the word that is read at this second; `follow`: keep it in view. */
  light(seconds, follow) {
    const index = wordAt(this.words, seconds * 1000);
    if (index === this.lit) return;
    this.spans[this.lit]?.classList.remove("word-now");
    this.lit = index;
    const span = this.spans[index];
    if (!span) return;
    span.classList.add("word-now");
    if (follow) this._keepInView(span);
  }

  dark() {
    this.spans[this.lit]?.classList.remove("word-now");
    this.lit = -1;
  }

  _changed(part, ...values) {
    const key = JSON.stringify(values);
    if (this._shown[part] === key) return false;
    this._shown[part] = key;
    return true;
  }

  _text(scene) {
    const words = (scene?.voice?.status === "completed" && scene.voice.words) || [];
    if (!this._changed("text", scene?.id, scene?.text, scene?.heading, scene?.caption, words)) return;
    this.words = words;
    this.spans = [];
    this.lit = -1;
    const told = scene ? paragraphs(scene.text, words) : [];
    const headings = headingParagraphs(told, scene?.heading);
    this._around(scene, headings > 0);
    $("text").replaceChildren(...(scene ? this._paragraphs(told, headings) : textSkeleton()));
  }

  // Heading and caption, unless the text says the same.
  _around(scene, begins) {
    const heading = begins ? "" : (scene?.heading ?? "");
    const caption = scene?.caption ?? "";
    const told = !caption || caption === scene.heading || scene.text.includes(caption.replace(/…$/u, ""));
    setVisible($("heading"), heading);
    setText($("heading"), heading);
    setVisible($("caption"), !told);
    setText($("caption"), told ? "" : caption);
  }

  _paragraphs(told, headings) {
    return told.map((pieces, index) =>
      el(
        index < headings ? "h2" : "p",
        {},
        ...pieces.map((piece) => {
          if (piece.word === null) return piece.text;
          const span = el("span", { class: "word", "data-word": piece.word }, piece.text);
          this.spans[piece.word] = span;
          return span;
        }),
      ),
    );
  }

  /** Without pictures, to save data. */
  set plain(on) {
    $("stage").classList.toggle("stage-plain", on);
    this._plain = on;
  }

  _picture(scene, progress) {
    if (this._plain) {
      this._shown.picture = null;
      return $("picture").replaceChildren();
    }
    const picture = scene?.picture;
    const url = ownUrl(picture?.image_url);
    const percent = progress ? Math.round(progress.fraction * 100) : null;
    if (
      !this._changed("picture", scene?.id, url, picture?.status, isWaitingForProvider(picture), percent, picture?.alt)
    )
      return;
    if (!url) return $("picture").replaceChildren(this._missingPicture(scene, percent));
    if ($("picture").querySelector("img")?.getAttribute("src") !== url) $("picture").replaceChildren(image(url));
    $("picture").querySelector("img").alt = picture.alt || scene.caption || "";
  }

  _missingPicture(scene, percent) {
    const status = scene?.picture?.status;
    if (status === "failed" || status === "cancelled") {
      return el(
        "div",
        { class: "picture-none" },
        icon("picture"),
        pageElement("p", text(status === "failed" ? "picture-failed" : "picture-stopped")),
      );
    }
    const key = isWaitingForProvider(scene?.picture)
      ? "whole-resting-pictures"
      : status === "processing"
        ? "picture-coming"
        : "picture-waiting";
    return el(
      "div",
      { class: "picture-coming skeleton" },
      icon("brush"),
      pageElement("p", percent ? `${text(key)} ${percent} %` : text(key)),
    );
  }

  _trouble(scene) {
    const failed = [
      ["picture", "why-picture"],
      ["voice", "why-voice"],
    ].filter(([part]) => scene?.[part]?.status === "failed");
    const reasons = failed.map(([part, key]) =>
      text(key, { why: isolate(failureText(scene[part]) || text("no-reason")) }),
    );
    if (!this._changed("trouble", scene?.id, reasons)) return;
    setVisible($("trouble"), reasons.length);
    const act = this.mayEdit
      ? el("button", { type: "button", class: "button", on: { click: this.onRetry } }, icon("again"), text("try-again"))
      : el("p", {}, text("ask-teacher"));
    $("trouble").replaceChildren(
      icon("alert"),
      el("div", {}, ...reasons.map((reason) => el("p", { dir: "auto" }, reason))),
      act,
    );
  }

  _keepInView(span) {
    if (performance.now() - this._scrolled < SCROLL_PAUSE) return;
    const box = span.getBoundingClientRect();
    const floor = document.querySelector(".transport").getBoundingClientRect().top;
    if (box.top > 8 && box.bottom < floor - 8) return;
    span.scrollIntoView({ block: "center", behavior: reducedMotion.matches ? "auto" : "smooth" });
  }
}

/** Say which language the story is in: it may be known only after the page was opened. */
export function setStoryLanguage({ language, direction }) {
  for (const place of document.querySelectorAll("[data-story-lang]")) {
    if (place.lang !== language) place.lang = language;
  }
  for (const place of document.querySelectorAll("[data-story-dir]")) {
    if (place.dir !== direction) place.dir = direction;
  }
}

// Words of the page, not of the story: they keep the page's language and direction inside the story.
function pageElement(tag, words) {
  const { lang, dir } = document.documentElement;
  return el(tag, { lang, dir }, words);
}

function image(url) {
  const shown = el("img", { src: url, class: "appears", decoding: "async", width: 768, height: 768 });
  shown.addEventListener("error", () => {
    const again = el(
      "button",
      { type: "button", class: "picture-none" },
      icon("again"),
      pageElement("span", text("picture-broken")),
    );
    again.addEventListener("click", () => again.replaceWith(image(url)));
    shown.replaceWith(again);
  });
  return shown;
}

function textSkeleton() {
  return [1, 2, 3, 4].map((n) => el("div", { class: `skeleton line line-${n}`, "aria-hidden": "true" }));
}
