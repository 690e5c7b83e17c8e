// One size for the words of all scenes: the largest that has all of them in sight, wherever that can be.

const SIZES = [1, 0.94, 0.88, 0.82]; // from the largest

export class WordSize {
  /**
   * @param {HTMLElement} room in which the words are, with their size as --fit
   * @param {HTMLElement} words
   */
  constructor(room, words) {
    this.room = room;
    this.words = words;
    this.size = SIZES[0];
    this.measured = "";
  }

  /**
   * Set the size that the fullest of the texts needs which can be in sight as a whole: no other is larger.
   * @param {string[]} texts
   * @param {(text: string) => HTMLElement[]} lay
   */
  fit(texts, lay) {
    this._measure(texts, lay);
    // What stands above these words alone may take a line: then they are smaller still.
    const smaller = SIZES.filter((size) => size <= this.size);
    if (!smaller.some((size) => this._fits(size))) this._fits(this.size);
  }

  /**
   * Find the size anew where the texts or the room for them have changed.
   * @param {string[]} texts
   * @param {(text: string) => HTMLElement[]} lay
   */
  _measure(texts, lay) {
    const { clientWidth, clientHeight } = this.room;
    const key = [clientWidth, clientHeight, ...texts.map((it) => it.length)].join();
    if (key === this.measured) return;
    this.measured = key;
    const shown = [...this.words.childNodes];
    this.size = SIZES[0];
    const least = SIZES[SIZES.length - 1];
    for (const text of texts) {
      if (this.size === least) break;
      this.words.replaceChildren(...lay(text));
      if (!this._fits(least)) continue; // it scrolls at each size
      this.size = SIZES.find((size) => size <= this.size && this._fits(size)) ?? least;
    }
    this.words.replaceChildren(...shown);
  }

  /** @param {number} size */
  _fits(size) {
    this.room.style.setProperty("--fit", String(size));
    return this.room.scrollHeight <= this.room.clientHeight;
  }
}
