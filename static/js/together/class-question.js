// The question of a scene before a class: its conductor's page opens it, and it is open on every page that goes along
// until that one closes it, or the class is elsewhere. The row says so; whoever comes late finds it open.

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Together } from "./together.js"
 */

export class ClassQuestion {
  /** @param {Together} together */
  constructor(together) {
    this.together = together;
    this.shown = ""; // which round's and scene's
  }

  /**
   * This page shows the question of a scene: its conductor's has the class see it.
   * @param {Scene} scene
   */
  opened(scene) {
    const { led: row, player } = this.together;
    if (!row || row.asking || !scene.question || scene.index !== row.scene) return;
    // After the scene nothing moves on by itself; within it the class rests until its conductor plays on.
    this.together.lead({ ...row, asking: true, playing: row.playing && player.narrator.audio.ended }, null);
  }

  /** This page shows it no more. */
  closed() {
    const row = this.together.led;
    if (row?.asking) this.together.lead({ ...row, asking: false }, null);
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
    const key = this.isPut ? `${row?.round}:${row?.scene}` : "";
    if (!quiz || key === this.shown) return;
    const { scene } = player;
    // It comes with the scene, and after the listener has said whether they leave.
    if (key && (!scene?.question || scene.index !== row?.scene || bar.dialog.open)) return;
    this.shown = key;
    if (key && scene) quiz.put(scene);
    else quiz.take();
  }
}
