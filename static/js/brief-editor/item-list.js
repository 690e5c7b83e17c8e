// The cards of a brief's items, in the order of the draft.

import { asWritten, estimateLengths, itemStatus, voicesHeard } from "../rows/brief-rows.js";
import { HearAll } from "./hear-all.js";
import { ItemCard } from "./item-card.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { DraftItem } from "./draft-item.js"
 * @import { CardActions, Heard } from "./item-card.js"
 */

/**
 * `heard` by item id, `voices` names by id.
 * @typedef {{maxChars: number, languages: [string, string][], heard: Record<string, Heard>,
 *   voices: Record<string, string>, jingle: string}} ListOptions
 */

export class ItemList {
  /**
   * @param {HTMLElement} list
   * @param {ListOptions} options
   * @param {CardActions} actions
   */
  constructor(list, options, actions) {
    this.list = list;
    this.options = options;
    this.actions = actions;
    /** @type {Map<number, ItemCard>} */
    this.cards = new Map();
    this.all = new HearAll(options.jingle);
  }

  /**
   * Return an item's card, which is made when it is first needed.
   * @param {DraftItem} item
   */
  card(item) {
    const held = this.cards.get(item.key);
    if (held) return held;
    const { maxChars, languages, heard } = this.options;
    const options = { maxChars, languages, heard: item.id === null ? undefined : heard[item.id] };
    const card = new ItemCard(item, options, this.actions);
    this.cards.set(item.key, card);
    return card;
  }

  /** @returns {HTMLElement[]} */
  get elements() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /**
   * Show what is written.
   * @param {BriefDraft} draft
   */
  show(draft) {
    this._arrange(draft.items);
    const { present } = draft;
    for (const item of draft.items) this.card(item).showText(draft.language);
    for (const [index, item] of present.entries()) this.card(item).showNumber(index + 1, present.length);
  }

  /**
   * Show the status of each item's audio.
   * @param {TopicState} state
   * @param {BriefDraft} draft
   * @param {boolean} idle no job is running
   */
  showStatus(state, draft, idle) {
    const { seconds } = estimateLengths(state, draft);
    const several = voicesHeard(state).size > 1;
    for (const item of draft.items) {
      const status = asWritten(itemStatus(state, item.id), item);
      const voice = several ? status.narration?.voice : undefined;
      const name = voice ? (this.options.voices[voice] ?? voice) : "";
      this.card(item).showStatus(status, seconds.get(item.key), idle, name);
    }
    const players = draft.present.map((item) => this.card(item).player);
    this.all.show(state, players);
  }

  /**
   * Put the cards in order. Those that are in their place are not touched, so that none loses the focus.
   * @param {DraftItem[]} items
   */
  _arrange(items) {
    const wanted = new Set(items.map((item) => item.key));
    for (const [key, card] of this.cards) {
      if (wanted.has(key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    items.forEach((item, index) => {
      const { element } = this.card(item);
      const there = this.list.children[index] ?? null;
      if (there !== element) this.list.insertBefore(element, there);
    });
  }
}
