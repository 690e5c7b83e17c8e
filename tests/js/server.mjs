// A small server of one topic, after docs/live-protocol.md: rows with revs, frames since a rev.

export class Topic {
  constructor(epoch = "a") {
    this.epoch = epoch;
    this.rev = 1;
    this.gone = 0;
    this.rows = new Map();
    this.put("story", "s", { title: "x" });
  }

  put(kind, id, fields = {}) {
    this.rev += 1;
    this.rows.set(`${kind}:${id}`, { ...this.rows.get(`${kind}:${id}`), kind, id, ...fields, rev: this.rev });
  }

  remove(kind, id) {
    if (!this.rows.delete(`${kind}:${id}`)) return;
    this.rev += 1;
    this.gone = this.rev;
  }

  /** After a restore: another history. */
  restore(epoch) {
    this.epoch = epoch;
    this.rev = Math.max(1, this.rev - 3);
    this.gone = 0;
    for (const row of this.rows.values()) row.rev = Math.min(row.rev, this.rev);
  }

  frame(since = 0) {
    const rows = [...this.rows.values()].filter((row) => row.rev > since);
    const frame = { type: "state", epoch: this.epoch, prev: since, rev: this.rev, rows };
    if (since && this.gone > since) {
      frame.ids = Object.fromEntries(
        ["story", "scene", "narration"].map((kind) => [
          kind,
          [...this.rows.values()].filter((row) => row.kind === kind).map((row) => row.id),
        ]),
      );
    }
    return structuredClone(frame);
  }

  /** The answer to "have": null when nothing is missing. */
  since(epoch, rev) {
    const from = epoch === this.epoch && rev >= 0 && rev <= this.rev ? rev : 0;
    return from && from === this.rev ? null : this.frame(from);
  }
}

/** Numbers that look random and are the same for the same seed. */
export function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What is held, without revs' order or progress: for comparing. */
export function picture(state) {
  const kinds = [...state.rows].filter(([, rows]) => rows.size);
  return {
    epoch: state.epoch,
    rev: state.rev,
    rows: kinds
      .flatMap(([, rows]) => [...rows.values()])
      .map((row) => JSON.stringify(row, Object.keys(row).sort()))
      .sort(),
  };
}
