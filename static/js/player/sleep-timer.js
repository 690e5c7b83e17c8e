// The sleep timer: the voice stops by itself after some minutes, or where the scene ends.

const MINUTE = 60_000;

export class SleepTimer {
  /**
   * @param {HTMLSelectElement} field a number of minutes, "scene", or "" for none
   * @param {() => void} stop
   */
  constructor(field, stop) {
    this.field = field;
    this.stop = stop;
    this.timer = 0;
    field.addEventListener("change", () => this._set());
  }

  /** Whether this is the last scene before sleep. Read when a scene has ended. */
  get afterScene() {
    return this.field.value === "scene";
  }

  reset() {
    this.field.value = "";
    this._set();
  }

  _set() {
    clearTimeout(this.timer);
    const minutes = Number(this.field.value);
    if (minutes > 0) this.timer = setTimeout(() => this._expire(), minutes * MINUTE);
  }

  _expire() {
    this.reset();
    this.stop();
  }
}
