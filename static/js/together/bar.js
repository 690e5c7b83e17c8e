// What is said and offered about listening together: a line above the story, and a question that comes once.

import { $, el, icon, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { Room } from "./room.js"
 * @import { Together } from "./together.js"
 */

/** @typedef {[string, string, () => void]} Offer key of its words, icon, act */

export class Bar {
  /** @param {Together} together */
  constructor(together) {
    this.together = together;
    document.head.append(el("link", { rel: "stylesheet", href: $("main").dataset.togetherStyle ?? "" }));
    this.line = el("section", { class: "together", hidden: true, "aria-label": text("together") });
    this.dialog = el("dialog", { class: "together-ask", "aria-labelledby": "together-title" });
    $("theatre").before(this.line);
    $("main").append(this.dialog);
    this.count = el("span", { class: "chip" });
    this.shown = "";
    const height = () => $("main").style.setProperty("--together", `${this.line.offsetHeight}px`);
    new ResizeObserver(height).observe(this.line);
    if (together.rooms.some((/** @type {Room} */ room) => room.leads)) this._offerToLead();
  }

  show() {
    const { together } = this;
    const room = together.room ?? together.rooms.find((/** @type {Room} */ it) => it.row);
    const state = room?.row ? this._state(room) : "";
    const key = `${state} ${room?.name} ${room?.row?.story}`;
    if (key !== this.shown) {
      this.shown = key;
      if (room && state) this._say(room, state);
      this.line.hidden = !state;
    }
    setText(this.count, text("together-there", { n: room?.row?.there ?? 0 }));
    setVisible(this.count, state === "leads");
    if (state !== "may-join" && this.dialog.dataset.asks === "join") this.dialog.close();
    if (room && state === "may-join" && !together.wasAsked(room) && !this.dialog.open) this._askToJoin(room);
  }

  /** @param {Room} room where a class listens together */
  _state(room) {
    const { together } = this;
    if (room.row?.story !== together.story) return room.leads ? "" : "elsewhere";
    if (together.room === room) return room.leads ? "leads" : "follows";
    return room.leads ? "may-lead" : "may-join";
  }

  /**
   * @param {Room} room
   * @param {string} state
   */
  _say(room, state) {
    const { together } = this;
    /** @type {Record<string, Offer[]>} */
    const offers = {
      leads: [["together-end", "stop", () => together.end(room)]],
      "may-lead": [
        ["together-lead", "ears", () => together.join(room)],
        ["together-end", "stop", () => together.end(room)],
      ],
      follows: [["together-leave", "leave", () => together.leave()]],
      "may-join": [["together-join", "ears", () => together.join(room)]],
      elsewhere: [["together-go", "ears", () => location.assign(`/stories/${room.row?.story}/?together`)]],
    };
    this.line.replaceChildren(
      icon("ears"),
      el("p", { role: "status" }, text(`together-${state}`, { name: room.name })),
      this.count,
      ...offers[state].map(([key, sign, act]) => button(key, sign, act)),
    );
  }

  /** @param {Room} room */
  _askToJoin(room) {
    this.together.noteAsked(room);
    const join = () => {
      this.dialog.close();
      this.together.join(room);
    };
    const words = [text("together-may-join", { name: room.name }), text("together-invites")];
    this._ask(words, [button("together-join", "ears", join, "button-main")], "together-alone");
    this.dialog.dataset.asks = "join";
  }

  /** A button beside the others of the player, for who has classes. */
  _offerToLead() {
    const open = () => this._askWhichClass();
    const lead = el("button", { type: "button", class: "button button-quiet button-round", id: "together-open" });
    lead.setAttribute("aria-label", text("together"));
    lead.addEventListener("click", open);
    lead.append(icon("ears"));
    $("project").after(lead);
  }

  _askWhichClass() {
    const rooms = this.together.rooms.filter((/** @type {Room} */ room) => room.leads);
    const begin = (/** @type {Room} */ room) => () => {
      this.dialog.close();
      this.together.begin(room);
    };
    const choices = rooms.map((/** @type {Room} */ room) => {
      const choice = button("together-with", "ears", begin(room), "button-main");
      choice.lastChild?.replaceWith(el("span", { dir: "auto" }, text("together-with", { name: room.name })));
      return choice;
    });
    this._ask([text("together"), text("together-explained")], choices, "close");
    this.dialog.dataset.asks = "lead";
  }

  /**
   * @param {string[]} words a title and a sentence
   * @param {HTMLElement[]} choices
   * @param {string} no key of the words that decline
   */
  _ask([title, sentence], choices, no) {
    const close = () => this.dialog.close();
    this.dialog.replaceChildren(
      el("h2", { id: "together-title", tabindex: -1 }, title),
      el("p", {}, sentence),
      el("div", { class: "actions" }, ...choices, button(no, "", close)),
    );
    this.dialog.showModal();
    $("together-title").focus();
  }
}

/**
 * @param {string} key of its words
 * @param {string} sign
 * @param {() => void} act
 * @param {string} look
 */
function button(key, sign, act, look = "") {
  const on = { click: act };
  return el("button", { type: "button", class: `button ${look}`, on }, sign && icon(sign), el("span", {}, text(key)));
}
