// The reducer: what a browser holds of one topic, and what a frame does to it. Pure functions only.
// docs/live-protocol.md says why. The law: first state + frames in any order, with any loss = a fresh first state.

/** Nothing held yet: rev 0 of no epoch. `rows` is kind > id > row, `progress` is "kind:id" > newest frame. */
export const EMPTY_STATE = Object.freeze({ epoch: "", rev: 0, rows: new Map(), progress: new Map() });

const APPLIED = "applied";
const DROPPED = "dropped";
const RESYNC = "resync";

/** What a frame makes of a state: `{state, action}`; on "resync" the caller asks the server with `missing()`. */
export function applyFrame(state, frame) {
  if (frame.type === "state") return applyState(state, frame);
  if (frame.type === "progress") return applyProgress(state, frame);
  if (frame.type === "beat") return { state, action: frame.rev === state.rev ? DROPPED : RESYNC };
  return { state, action: DROPPED };
}

function applyState(state, frame) {
  const same = state.epoch === frame.epoch;
  if (frame.prev === 0) {
    if (same && state.rev > 0 && frame.rev < state.rev) return { state, action: DROPPED };
    return { state: replaceRows(state, frame), action: APPLIED };
  }
  if (!same) return { state: { ...state, epoch: "", rev: 0 }, action: RESYNC };
  if (frame.rev <= state.rev) return { state, action: DROPPED };
  if (frame.prev > state.rev) return { state, action: RESYNC };
  return { state: mergeRows(state, frame), action: APPLIED };
}

function replaceRows(state, frame) {
  const rows = new Map();
  for (const row of frame.rows) putRow(rows, row);
  return withoutStaleProgress({ epoch: frame.epoch, rev: frame.rev, rows, progress: state.progress });
}

function mergeRows(state, frame) {
  const rows = new Map(state.rows);
  const own = new Set(); // kinds whose map is already this state's own copy
  const ofKind = (kind) => {
    if (!own.has(kind)) rows.set(kind, new Map(rows.get(kind)));
    own.add(kind);
    return rows.get(kind);
  };
  for (const row of frame.rows) {
    const held = rows.get(row.kind)?.get(String(row.id));
    if (!held || held.rev <= row.rev) ofKind(row.kind).set(String(row.id), row);
  }
  for (const [kind, ids] of Object.entries(frame.ids ?? {})) {
    const left = new Set(ids.map(String));
    for (const id of [...(rows.get(kind)?.keys() ?? [])]) if (!left.has(id)) ofKind(kind).delete(id);
  }
  return withoutStaleProgress({ ...state, rev: frame.rev, rows });
}

function putRow(rows, row) {
  if (!rows.has(row.kind)) rows.set(row.kind, new Map());
  rows.get(row.kind).set(String(row.id), row);
}

/** Without the progress of attempts that are over. */
function withoutStaleProgress(state) {
  const progress = new Map();
  for (const [key, frame] of state.progress) if (isCurrentProgress(state, frame)) progress.set(key, frame);
  return { ...state, progress };
}

function applyProgress(state, frame) {
  const key = `${frame.kind}:${frame.id}`;
  const held = state.progress.get(key);
  const newer = !held || frame.attempt > held.attempt || (frame.attempt === held.attempt && frame.seq > held.seq);
  if (!newer || !isCurrentProgress(state, frame)) return { state, action: DROPPED };
  return { state: { ...state, progress: new Map(state.progress).set(key, frame) }, action: APPLIED };
}

// A kind without public rows (a story's telling) has no attempt to compare with: its newest is kept.
function isCurrentProgress(state, frame) {
  const held = rowOf(state, frame.kind, frame.id);
  if (!held) return !state.rows.has(frame.kind);
  return held.attempt === frame.attempt && held.status !== "completed";
}

/** With more of a row than a frame said, as long as it is still that row. */
export function withRowFields(state, { kind, id, rev }, fields) {
  const held = rowOf(state, kind, id);
  if (held?.rev !== rev) return state;
  const rows = new Map(state.rows);
  rows.set(kind, new Map(rows.get(kind)).set(String(id), { ...held, ...fields }));
  return { ...state, rows };
}

/** One row, or undefined. */
export function rowOf(state, kind, id) {
  return state.rows.get(kind)?.get(String(id));
}

/** All rows of a kind, in the order of `key`. */
export function rowsOf(state, kind, key = "id") {
  return [...(state.rows.get(kind)?.values() ?? [])].sort((a, b) => a[key] - b[key]);
}

/** The newest progress of a row, or undefined. */
export function progressOf(state, kind, id) {
  return state.progress.get(`${kind}:${id}`);
}

/** What to tell the server that we hold, so that it sends what we miss. */
export function haveFrame(state) {
  return { type: "have", epoch: state.epoch, rev: state.rev };
}
