// The sleep timer: the voice stops by itself after some minutes, or where the scene ends.

const MINUTE = 60_000;

export class SleepTimer {
  /** `field`: a select of minutes, "scene" or ""; `stop()`: be silent now. */
  constructor(field, stop) {
    this.field = field;
    this.stop = stop;
    this.timer = null;
    field.addEventListener("change", () => this._set());
  }

  /** Is this the last scene before sleep? Asked when a scene has ended. */
  get afterScene() {
    return this.field.value === "scene";
  }

  over() {
    this.field.value = "";
    this._set();
  }

  _set() {
    clearTimeout(this.timer);
    const minutes = Number(this.field.value);
    if (minutes > 0) this.timer = setTimeout(() => this._now(), minutes * MINUTE);
  }

  _now() {
    this.over();
    this.stop();
  }
}
