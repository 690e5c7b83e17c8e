// Waits while somebody looks at a card and does something there; goes on when nobody does.

const TIME = 45_000; // ms: who is not read to needs half of it for the longest question
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"];

export class Patience {
  /**
   * @param {EventTarget} card
   * @param {() => void} over what is done when nobody was there
   */
  constructor(card, over) {
    this.over = over;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.isOn = false;
    for (const sign of SIGNS) card.addEventListener(sign, () => this.isOn && this.begin());
  }

  /** Begin to wait, or wait anew. */
  begin() {
    this.end();
    this.isOn = true;
    this.timer = setTimeout(() => {
      this.end();
      this.over();
    }, TIME);
  }

  end() {
    this.isOn = false;
    clearTimeout(this.timer);
  }
}
