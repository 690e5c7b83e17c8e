// Who else is at the desk: this page says that it is here, and shows the rows of the others.

import { editorsHere } from "../rows/brief-rows.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";

/**
 * @import { LiveTopic } from "../live/live-topic.js"
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { DraftItem } from "./draft-item.js"
 */

const HERE_EVERY = 20_000; // ms; the server forgets who says nothing for 50 s

export class Presence {
  /**
   * @param {LiveTopic} topic
   * @param {number} person whose page this is
   * @param {() => DraftItem | undefined} current the item that is written in
   */
  constructor(topic, person, current) {
    this.topic = topic;
    this.person = person;
    this.current = current;
    document.addEventListener("focusin", () => this.tell());
    setInterval(() => this.tell(true), HERE_EVERY);
    this.tell();
  }

  /** @param {boolean} again also where nothing is new */
  tell(again = false) {
    if (document.hidden) return;
    if (again) this.topic.focus(null);
    this.topic.focus("at_desk", this.current()?.id ?? 0);
  }

  /** @param {BriefDraft} draft */
  show(draft) {
    const others = editorsHere(this.topic.state).filter((row) => row.person !== this.person);
    const names = others.map((row) => {
      const n = row.item ? draft.present.findIndex((item) => item.id === row.item) + 1 : 0;
      return n ? text("here-in", { who: isolate(row.name), n }) : isolate(row.name);
    });
    const { lang } = document.documentElement;
    setText($("here").querySelector("span"), text("here", { who: new Intl.ListFormat(lang).format(names) }));
    setVisible($("here"), names.length);
  }
}
