// The question of a scene before a class: its conductor's page opens it, and it is open on every page that goes along
// until that one closes it, or the class is elsewhere. The row says so; whoever comes late finds it open.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { ClassListeningRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Together } from "./together.js"
 */

export class ClassQuestion {
  /** @param {Together} together */
  constructor(together) {
    this.together = together;
    this.shown = ""; // which round's and scene's
    /** For its conductor: how many answered, by no names, for the class may see this screen. */
    this.count = el("p", { class: "chip class-count", role: "status", hidden: true });
    const tell = el("button", { type: "button", class: "button button-small", on: { click: () => this.tell() } });
    tell.append(icon("check"), text("together-tell"));
    this.tellButton = tell;
  }

  /**
   * This page shows the question of a scene: its conductor's has the class see it, and shows how many answered.
   * @param {Scene} scene
   * @param {Element} place
   * @param {boolean} offersToTell whether a button tells the class the answer, where no key does
   */
  opened(scene, place, offersToTell = false) {
    const { led: row, player } = this.together;
    if (row && scene.question) place.append(this.count);
    if (row && scene.question && offersToTell) place.append(this.tellButton);
    if (!row || row.asking || !scene.question || scene.index !== row.scene) return;
    // After the scene nothing moves on by itself; within it the class rests until its conductor plays on.
    this.together.lead(
      { ...row, asking: true, told: false, playing: row.playing && player.narrator.audio.ended },
      null,
    );
  }

  /** Tell the class which answer is right. */
  tell() {
    const row = this.together.led;
    if (row?.asking && !row.told) this.together.lead({ ...row, told: true }, null);
  }

  /** This page shows it no more. */
  closed() {
    const row = this.together.led;
    if (row?.asking) this.together.lead({ ...row, asking: false, told: false }, null);
  }

  /** Whether a question is before the class that this page goes along with. */
  get isPut() {
    const { arrived, leads, room } = this.together;
    return Boolean(room?.row?.asking && arrived && !leads);
  }

  /** Open the class's question again, which its listener has closed. */
  again() {
    this.shown = "";
    this.show();
  }

  /** Show the class's question, or no more. */
  show() {
    const { bar, player, room } = this.together;
    const { quiz } = player.parts;
    const row = room?.row;
    this._count(row);
    if (quiz && row?.told && row.right !== null && row.scene === player.scene?.index) quiz.tell(row.right);
    const key = this.isPut ? `${row?.round}:${row?.scene}` : "";
    if (!quiz || key === this.shown) return;
    const { scene } = player;
    // It comes with the scene, and after the listener has said whether they leave.
    if (key && (!scene?.question || scene.index !== row?.scene || bar.dialog.open)) return;
    this.shown = key;
    if (key && scene) quiz.put(scene);
    else quiz.take();
    if (key && row && row.right !== null) quiz.tell(row.right);
  }

  /** @param {ClassListeningRow | undefined} row */
  _count(row) {
    const { answered, there = 0 } = row ?? {};
    setVisible(this.count, row?.asking && answered !== undefined);
    if (answered !== undefined) setText(this.count, text("together-answered", { n: answered, all: there }));
    setVisible(this.tellButton, row?.asking && !row.told);
  }
}
