// What is said and offered about listening together: a line above the story, and a question that comes once.

import { $, el, icon, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";

/**
 * @import { ClassListeningRow } from "../live/row-types.js"
 * @import { Room } from "./room.js"
 * @import { Together } from "./together.js"
 */

/** @typedef {[string, string, () => void]} Offer key of its words, icon, act */

const wide = matchMedia("(min-width: 64rem) and (min-height: 34.01rem)");

export class Bar {
  /** @param {Together} together */
  constructor(together) {
    this.together = together;
    document.head.append(el("link", { rel: "stylesheet", href: $("main").dataset.togetherStyle ?? "" }));
    this.dialog = el("dialog", { class: "together-ask", "aria-labelledby": "together-title" });
    this.dialog.addEventListener("close", () => this._answered());
    this.holds = false; // a story that was heard alone, while a class invites
    /** @type {(() => void) | null} */
    this.afterwards = null;
    document.addEventListener("visibilitychange", () => this.show());
    this.line = el("section", { class: "together", hidden: true, "aria-label": text("together") });
    $("theatre").before(this.line);
    $("main").append(this.dialog);
    this.count = el("summary", { class: "chip" });
    this.names = el("div", { class: "together-names" });
    this.who = el("details", { class: "together-who" }, this.count, this.names);
    this.shown = this.shownNames = "";
    /** @type {HTMLButtonElement | null} begins to lead, among the player's other tools */
    this.lead = null;
    this.wasOffered = false; // to lead on
    const height = () => $("main").style.setProperty("--together", `${this.line.offsetHeight}px`);
    new ResizeObserver(height).observe(this.line);
    wide.addEventListener("change", () => this._place(this.line.dataset.state ?? ""));
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
      this.line.dataset.state = state;
      this._place(state);
      this.line.hidden = !state;
      // Who leads is offered to begin no other time.
      if (this.lead) setVisible(this.lead, !/^(leads|may-lead)/u.test(state));
      if (state === "may-lead") this._goOnLeading();
    }
    this._showWho(room?.row);
    setVisible(this.who, state.startsWith("leads"));
    if (state !== "may-join" && this.dialog.dataset.asks === "join") this.dialog.close();
    if (!state.startsWith("follows") && this.dialog.dataset.asks === "leave") this.dialog.close();
    const mayAsk = state === "may-join" && !document.hidden && !this.dialog.open; // on a screen that is off nobody sees it
    if (room && mayAsk && !together.wasAsked(room)) this._askToJoin(room);
  }

  /**
   * While the class listens the line stands beside the title, where there is room, and takes nothing of the stage.
   * @param {string} state
   */
  _place(state) {
    const head = /** @type {HTMLElement} */ ($("theatre").querySelector(".player-head"));
    const isBeside = wide.matches && /^(leads|follows$)/u.test(state);
    if (isBeside === head.contains(this.line)) return;
    if (isBeside) head.append(this.line);
    else $("theatre").before(this.line);
  }

  /** @param {Room} room where a class listens together */
  _state(room) {
    const { together } = this;
    if (room.row?.story !== together.story) return room.leads ? "" : "elsewhere";
    if (together.room === room && room.leads) return room.row.asking ? "leads-asking" : "leads";
    if (together.room === room) return together.question.isPut ? "follows-asked" : "follows";
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
      "leads-asking": [["together-close-question", "check", () => together.question.closed()]],
      "may-lead": [
        ["together-lead", "ears", () => together.join(room)],
        ["together-end", "stop", () => together.end(room)],
      ],
      follows: [["together-leave", "leave", () => together.leave()]],
      "follows-asked": [
        ["together-question", "spark", () => together.question.again()],
        ["together-leave", "leave", () => together.leave()],
      ],
      "may-join": [["together-join", "ears", () => together.join(room)]],
      elsewhere: [["together-go", "ears", () => location.assign(`/stories/${room.row?.story}/?together`)]],
    };
    this.line.replaceChildren(
      icon("ears"),
      el("p", { role: "status" }, text(`together-${state}`, { name: room.name })),
      ...offers[state].map(([key, sign, act]) => button(key, sign, act)),
      this.who,
    );
  }

  /**
   * How many go along, and behind that number who does, who left, and who did not come.
   * @param {ClassListeningRow | undefined} row
   */
  _showWho(row) {
    const { there = 0, along = [], left = [], missing = [] } = row ?? {};
    const all = along.length + left.length + missing.length;
    const key = JSON.stringify([there, along, left, missing]);
    if (key === this.shownNames) return;
    this.shownNames = key;
    const counted = text("together-there", { n: there, all });
    setText(this.count, left.length ? `${counted} · ${text("together-gone", { n: left.length })}` : counted);
    /** @type {[string, string[]][]} */
    const lists = [
      ["together-along", along],
      ["together-gone-away", left],
      ["together-missing", missing],
    ];
    this.names.replaceChildren(
      ...lists
        .filter(([, names]) => names.length)
        .map(([of, names]) => el("p", {}, el("strong", {}, text(of)), " ", names.map(isolate).join(" · "))),
    );
  }

  /**
   * Ask a listener who does something by themself; the class goes on meanwhile.
   * @param {() => void} act what they do once they have left
   */
  askToLeave(act) {
    if (this.dialog.open) return;
    const leave = () => {
      this.dialog.close();
      this.together.leave();
      act();
    };
    const words = [text("together-leave-ask"), text("together-leave-means")];
    this._ask(words, [button("together-leave-yes", "leave", leave)], "together-stay");
    this.dialog.lastElementChild?.lastElementChild?.classList.add("button-main");
    this.dialog.dataset.asks = "leave";
  }

  /** @param {Room} room */
  _askToJoin(room) {
    this.together.noteAsked(room);
    this._hold();
    const join = () => {
      this.holds = false;
      this.afterwards = null;
      // One's own question, or the end, would stand before what the class hears.
      this.together.player.parts.quiz?.dismiss();
      for (const own of /** @type {NodeListOf<HTMLDialogElement>} */ ($("main").querySelectorAll("dialog[open]")))
        own.close();
      this.together.join(room);
    };
    const words = [text("together-may-join", { name: room.name }), text("together-invites")];
    this._ask(words, [button("together-join", "ears", join, "button-main")], "together-alone");
    this.dialog.dataset.asks = "join";
  }

  /** Whether a class invites and nobody said yet what they want: keys of headphones do nothing then, but on a dark screen. */
  get invites() {
    if (!this.dialog.open || this.dialog.dataset.asks !== "join") return false;
    if (document.hidden) this.dialog.close();
    return !document.hidden;
  }

  /** A story that is heard alone waits until its listener has said whether they go with the class. */
  _hold() {
    const { player } = this.together;
    this.holds = player.wants === "play";
    player.wants = "pause";
    player.narrator.pause();
    player.parts.second?.voice.pause();
    player.render();
  }

  /** Go on with what waited: a class's question, one's own story, and what comes after its scene. */
  _answered() {
    const { afterwards, holds, together } = this;
    this.afterwards = null;
    this.holds = false;
    together.show();
    if (holds) together.player.wants = "play";
    if (afterwards) afterwards();
    else if (holds) together.player.goingOn.continueWaiting();
    if (holds) together.player.render();
  }

  /** A button beside the others of the player, for who has classes. */
  _offerToLead() {
    const open = () => this.askWhichClass();
    const lead = el("button", { type: "button", class: "button button-quiet", id: "together-open" });
    lead.addEventListener("click", open);
    lead.append(icon("ears"), el("span", {}, text("together")));
    $("project").after(lead);
    this.lead = /** @type {HTMLButtonElement} */ (lead);
  }

  /** Whose page was loaded anew while the class listens leads on with one press, or the return key. */
  _goOnLeading() {
    const [first] = this.line.querySelectorAll("button");
    first?.classList.add("button-main");
    if (!this.wasOffered && !this.dialog.open) first?.focus();
    this.wasOffered = true;
  }

  askWhichClass() {
    /** @type {Room[]} */
    const led = this.together.rooms.filter((/** @type {Room} */ room) => room.leads);
    // From the page of a class it is that one; the others may be chosen too.
    const first = led.find(({ id }) => id === this.together.wishedClass) ?? (led.length === 1 ? led[0] : null);
    const rooms = [...led].sort((one, other) => Number(other === first) - Number(one === first));
    const begin = (/** @type {Room} */ room) => () => {
      this.dialog.close();
      this.together.begin(room);
    };
    const choices = rooms.map((/** @type {Room} */ room) => {
      const choice = button("together-with", "ears", begin(room), room === first ? "button-main" : "");
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
