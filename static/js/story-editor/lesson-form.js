// What a scene teaches, for teachers: its words to learn, and its question with the solution. Loaded when opened.

import { el, errorDetail, icon, sayWhetherSaved, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";
import { button, lessonField } from "./lesson-fields.js";
import { merged } from "./scene-draft.js";

/** @import { ApiResponse } from "../ui/dom.js" */

/**
 * @typedef {object} Lesson
 * @property {{word: string, meaning: string}[]} words
 * @property {{text: string, answers: string[], right: number} | null} question
 */

/**
 * Each resolves to the lesson as it then is, or to null when it did not work.
 * @typedef {object} LessonActions
 * @property {() => Promise<Lesson | null>} load
 * @property {(edited: Lesson & {seen: string, seen_words: Lesson["words"]}) => Promise<ApiResponse>} keep
 *   `seen`, `seen_words`: the question and the words that were there; resolves to the server's answer
 * @property {() => Promise<Lesson | null>} another
 */

const ANSWERS = 4;
const MOST_WORDS = 6;
/**
 * The part of the form that a refusal is about, by its code.
 * @type {Record<string, "words" | "question" | "answers">}
 */
const BLAMED = {
  no_meaning: "words",
  no_word: "words",
  word_too_long: "words",
  word_not_said: "words",
  empty_question: "question",
  question_too_long: "question",
  answers: "answers",
  no_right_answer: "answers",
};

export class LessonForm {
  /**
   * @param {LessonActions} actions
   * @param {number} id the scene's
   * @param {string} language of the story
   */
  constructor(actions, id, language) {
    this.actions = actions;
    this.id = id;
    this.language = language;
    /** @type {Lesson} what was there when writing began */
    this.base = { words: [], question: null };
    this.loaded = this.unsaved = false;
    this.asks = 0;
    this.mayEdit = false;
    /** @type {{word: HTMLTextAreaElement, meaning: HTMLTextAreaElement}[]} */
    this.learned = [];
    /** @type {{answer: HTMLTextAreaElement, right: HTMLInputElement}[]} */
    this.choices = [];
    this.words = el("div", { class: "lesson-rows" });
    this.question = lessonField("question", language);
    this.answers = el("div", { class: "lesson-rows", role: "radiogroup", "aria-label": text("right-answer") });
    this.problem = el("p", { class: "note note-bad", role: "alert", id: `lesson-problem-${id}` });
    this.clash = el("div", { class: "actions" });
    this.drop = button("bin", "lesson-drop", { on: { click: () => this._keep(null) } });
    this.more = button("plus", "another-word", { on: { click: () => this._addWord("", "").focus() } });
    this.form = this._compose();
    this.summary = el("span", {}, text("lesson"));
    this.element = el("details", { class: "lesson-form" }, el("summary", {}, icon("spark"), this.summary));
    this.element.addEventListener("toggle", () => {
      if (this.element.open && !this.loaded) this._load();
    });
  }

  _compose() {
    const parts = [
      button("check", "lesson-save", { type: "submit" }),
      button("again", "lesson-another", { on: { click: () => this._replace(this.actions.another()) } }),
      this.drop,
    ];
    const form = el(
      "form",
      { class: "change-form", novalidate: true },
      el("p", { class: "label" }, text("words-to-learn")),
      el("p", { class: "hint" }, text("words-hint")),
      this.words,
      this.more,
      el("label", { class: "field" }, el("span", { class: "label" }, text("question")), this.question),
      el("p", { class: "hint" }, text("right-answer-hint")),
      this.answers,
      el("div", { class: "actions" }, ...parts),
    );
    form.addEventListener("input", () => {
      this.unsaved = true;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._keep(this._written());
    });
    return form;
  }

  /** @param {number} n the scene's number */
  number(n) {
    this.form.setAttribute("aria-label", text("lesson-of", { n }));
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    this.mayEdit = mayEdit;
    for (const field of this.form.querySelectorAll("textarea")) field.disabled = !mayEdit;
    for (const field of this.form.querySelectorAll("input")) field.disabled = !mayEdit;
    for (const it of this.form.querySelectorAll("button")) it.disabled = !mayEdit;
  }

  /** @param {boolean} empty there is nothing yet: what the teacher finds here is room for their own */
  invite(empty) {
    setText(this.summary, text(empty ? "lesson-add" : "lesson"));
  }

  /** The lesson may have changed: it is loaded again, or when it is next opened. What is being written stays. */
  forget() {
    if (!this.loaded || this.unsaved) return;
    this.loaded = false;
    if (this.element.open) this._load();
  }

  async _load() {
    const ask = ++this.asks;
    const lesson = await this.actions.load();
    if (lesson && ask === this.asks && !this.unsaved) this._show(lesson);
  }

  /** @param {Promise<Lesson | null>} loading */
  async _replace(loading) {
    const lesson = await loading;
    if (lesson) this._show(lesson);
  }

  /** One's own act has changed the scene: what is being written is from now on written upon what it became. */
  async rebase() {
    if (!this.unsaved) return this.forget();
    const theirs = await this.actions.load();
    if (theirs && this.unsaved) this._writeUpon(theirs);
  }

  /**
   * @param {Lesson["question"]} question
   * @param {boolean} again once more, after what came meanwhile was taken in
   */
  async _keep(question, again = false) {
    const { words, question: before } = this.base;
    const edited = { words: this._writtenWords(), question, seen: before?.text ?? "", seen_words: words };
    const { ok, status, body } = await this.actions.keep(edited);
    if (ok) this._show(body);
    else if (body.code === "changed" && !again) await this._meet({ words: edited.words, question });
    else this._blame(body.code, errorDetail(body, text(status ? "failed" : "offline")));
  }

  /**
   * The scene teaches something else by now: what does not touch what is written is taken in, else the writer chooses.
   * @param {Lesson} mine
   */
  async _meet(mine) {
    const theirs = await this.actions.load();
    if (!theirs) return;
    const { lesson, clashes } = merged(this.base, mine, theirs);
    const keep = () => {
      this._writeUpon(theirs);
      return this._keep(lesson.question, true);
    };
    if (!clashes) return keep();
    this._blame("changed", text("lesson-moved-on", { question: theirs.question?.text ?? "–" }));
    const mineStays = button("check", "keep-mine", { on: { click: keep } });
    this.clash.replaceChildren(
      mineStays,
      button("back", "lesson-take-theirs", { on: { click: () => this._show(theirs) } }),
    );
    this.problem.after(this.clash);
    mineStays.focus({ preventScroll: true });
  }

  /** @param {Lesson} theirs what is there now */
  _writeUpon(theirs) {
    const mine = { words: this._writtenWords(), question: this._written() };
    const { lesson } = merged(this.base, mine, theirs);
    this._show(lesson);
    [this.base, this.unsaved] = [theirs, true];
    sayWhetherSaved(this.element);
  }

  /**
   * Say what is wrong where it is, and go there.
   * @param {string} code
   * @param {string} words
   */
  _blame(code, words) {
    this._forgive();
    const part = BLAMED[code];
    const [place, field] = part ? this._part(part, code) : [this.answers, null];
    setText(this.problem, words);
    place.after(this.problem);
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", this.problem.id);
    (field ?? this.problem).scrollIntoView({ block: "center", behavior: "instant" });
    field?.focus({ preventScroll: true });
  }

  _forgive() {
    this.problem.remove();
    this.clash.remove();
    for (const field of this.form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  /**
   * Return after what it is said, and the field that it is about.
   * @param {"words" | "question" | "answers"} part
   * @param {string} code
   * @returns {[Element, HTMLElement]}
   */
  _part(part, code) {
    if (part === "question") return [/** @type {Element} */ (this.question.parentElement), this.question];
    if (part === "answers") {
      const [{ answer, right }] = this.choices;
      return [this.answers, code === "no_right_answer" ? right : answer];
    }
    const half = this.learned.find(({ word, meaning }) => !word.value.trim() !== !meaning.value.trim());
    const { word, meaning } = half ?? this.learned[0];
    return [this.words, half && !meaning.value.trim() ? meaning : word];
  }

  _writtenWords() {
    const rows = this.learned.map(({ word, meaning }) => ({ word: word.value, meaning: meaning.value }));
    return rows.filter(({ word, meaning }) => word.trim() || meaning.trim());
  }

  /** Return the question as it is written; null where nothing is. */
  _written() {
    const given = this.choices.filter(({ answer }) => answer.value.trim());
    if (!this.question.value.trim() && !given.length) return null;
    const answers = given.map(({ answer }) => answer.value);
    return { text: this.question.value, answers, right: given.findIndex(({ right }) => right.checked) };
  }

  /** @param {Lesson} lesson */
  _show(lesson) {
    const { words, question } = lesson;
    this.loaded = true;
    this.unsaved = false;
    this._forgive();
    // Not before: a page of sixty scenes has no use for as many forms.
    if (!this.form.isConnected) this.element.append(this.form);
    this.base = lesson;
    this.question.value = question?.text ?? "";
    this.learned = [];
    this.words.replaceChildren();
    // One empty row where there is none, to write a word in.
    for (const { word, meaning } of words.length ? words : [{ word: "", meaning: "" }]) this._addWord(word, meaning);
    setVisible(this.drop, question);
    this.choices = Array.from({ length: ANSWERS }, (_, at) => this._choice(question, at));
    this.answers.replaceChildren(
      ...this.choices.map(({ answer, right }) => el("div", { class: "lesson-row" }, right, answer)),
    );
    this.enable(this.mayEdit);
    sayWhetherSaved(this.element);
  }

  /**
   * Add a row for a word, and return the field to write it in.
   * @param {string} word
   * @param {string} meaning
   */
  _addWord(word, meaning) {
    const row = {
      word: lessonField("word", this.language, word),
      meaning: lessonField("meaning", this.language, meaning),
    };
    this.learned.push(row);
    this.words.append(el("div", { class: "lesson-row" }, row.word, row.meaning));
    setVisible(this.more, this.learned.length < MOST_WORDS);
    return row.word;
  }

  /**
   * @param {Lesson["question"]} question
   * @param {number} at
   */
  _choice(question, at) {
    const n = at + 1;
    const answer = lessonField("answer", this.language, question?.answers[at], { n });
    const name = `right-${this.id}`;
    const right = el("input", { type: "radio", name, "aria-label": text("answer-is-right", { n }) });
    right.checked = at === question?.right;
    return { answer, right };
  }
}
