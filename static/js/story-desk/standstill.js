// Notices that nothing new has come for a while.

const LONG = 45_000; // ms: a voice or a picture takes seconds

export class Standstill {
  /** @param {() => void} tell called when it begins */
  constructor(tell) {
    this.tell = tell;
    this.last = "";
    this.isLong = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Take in how it stands. Returns whether it has stood so for long.
   * @param {string} standing
   * @param {boolean} inProgress
   */
  look(standing, inProgress) {
    if (!inProgress || standing !== this.last) {
      this.last = standing;
      this.isLong = false;
      clearTimeout(this.timer);
      this.timer = inProgress ? setTimeout(() => this._over(), LONG) : undefined;
    }
    return this.isLong;
  }

  _over() {
    this.isLong = true;
    this.tell();
  }
}
