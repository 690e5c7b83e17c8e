// The reducer: what a browser holds of one topic, and what a frame does to it. Pure functions only.
// docs/live-protocol.md says why. The law: first state + frames in any order, with any loss = a fresh first state.

/**
 * @import { BeatFrame, Frame, Kind, ProgressFrame, Row, RowKinds, StateFrame } from "./row-types.js"
 */

/**
 * What is held of a topic: rows by kind and id, and the newest progress frame by "kind:id".
 * @typedef {object} TopicState
 * @property {string} epoch
 * @property {number} rev
 * @property {Map<string, Map<string, Row>>} rows
 * @property {Map<string, ProgressFrame>} progress
 */

/** @typedef {"applied" | "dropped" | "resync"} Action */

/**
 * Nothing held yet: rev 0 of no epoch.
 * @type {TopicState}
 */
export const EMPTY_STATE = Object.freeze({ epoch: "", rev: 0, rows: new Map(), progress: new Map() });

const APPLIED = "applied";
const DROPPED = "dropped";
const RESYNC = "resync";

/**
 * Return the state after a frame; on "resync" the caller asks the server with `haveFrame()`.
 * @param {TopicState} state
 * @param {Frame} frame
 * @returns {{state: TopicState, action: Action}}
 */
export function applyFrame(state, frame) {
  if (frame.type === "state") return applyState(state, frame);
  if (frame.type === "progress") return applyProgress(state, frame);
  if (frame.type === "time") return { state, action: APPLIED }; // changes nothing, and is told
  if (frame.type === "beat") return { state, action: frame.rev === state.rev ? DROPPED : RESYNC };
  return { state, action: DROPPED };
}

/**
 * @param {TopicState} state
 * @param {StateFrame} frame
 * @returns {{state: TopicState, action: Action}}
 */
function applyState(state, frame) {
  const sameEpoch = state.epoch === frame.epoch;
  if (frame.prev === 0) {
    // A late answer to an old question must not turn the page back.
    if (sameEpoch && state.rev > 0 && frame.rev < state.rev) return { state, action: DROPPED };
    return { state: replaceRows(state, frame), action: APPLIED };
  }
  // After a restore even a known rev means something else, so everything is requested.
  if (!sameEpoch) return { state: { ...state, epoch: "", rev: 0 }, action: RESYNC };
  if (frame.rev <= state.rev) return { state, action: DROPPED };
  if (frame.prev > state.rev) return { state, action: RESYNC };
  return { state: mergeRows(state, frame), action: APPLIED };
}

/**
 * @param {TopicState} state
 * @param {StateFrame} frame
 */
function replaceRows(state, frame) {
  const rows = new Map();
  for (const row of frame.rows) putRow(rows, row);
  return withoutStaleProgress({ epoch: frame.epoch, rev: frame.rev, rows, progress: state.progress });
}

/**
 * @param {TopicState} state
 * @param {StateFrame} frame
 */
function mergeRows(state, frame) {
  const rows = new Map(state.rows);
  const copied = new Set(); // kinds whose map is this state's own copy: the old state stays as it was
  /** @param {string} kind */
  const ofKind = (kind) => {
    if (!copied.has(kind)) rows.set(kind, new Map(rows.get(kind)));
    copied.add(kind);
    return /** @type {Map<string, Row>} */ (rows.get(kind));
  };
  for (const row of frame.rows) {
    // A row may be newer than its frame, so it can be held already in a newer version.
    const held = rows.get(row.kind)?.get(String(row.id));
    if (!held || held.rev <= row.rev) ofKind(row.kind).set(String(row.id), row);
  }
  for (const [kind, ids] of Object.entries(frame.ids ?? {})) {
    const existing = new Set(ids.map(String));
    for (const id of [...(rows.get(kind)?.keys() ?? [])]) if (!existing.has(id)) ofKind(kind).delete(id);
  }
  return withoutStaleProgress({ ...state, rev: frame.rev, rows });
}

/**
 * @param {Map<string, Map<string, Row>>} rows
 * @param {Row} row
 */
function putRow(rows, row) {
  if (!rows.has(row.kind)) rows.set(row.kind, new Map());
  rows.get(row.kind)?.set(String(row.id), row);
}

/**
 * Return the state without the progress of attempts that are over.
 * @param {TopicState} state
 */
function withoutStaleProgress(state) {
  const progress = new Map();
  for (const [key, frame] of state.progress) if (isCurrentProgress(state, frame)) progress.set(key, frame);
  return { ...state, progress };
}

/**
 * @param {TopicState} state
 * @param {ProgressFrame} frame
 * @returns {{state: TopicState, action: Action}}
 */
function applyProgress(state, frame) {
  const key = `${frame.kind}:${frame.id}`;
  const held = state.progress.get(key);
  const newer = !held || frame.attempt > held.attempt || (frame.attempt === held.attempt && frame.seq > held.seq);
  if (!newer || !isCurrentProgress(state, frame)) return { state, action: DROPPED };
  return { state: { ...state, progress: new Map(state.progress).set(key, frame) }, action: APPLIED };
}

/**
 * Tell whether a progress frame is of the attempt its row is in.
 * @param {TopicState} state
 * @param {ProgressFrame} frame
 */
function isCurrentProgress(state, frame) {
  const held = state.rows.get(frame.kind)?.get(String(frame.id));
  // A kind without public rows (a story's telling) has no attempt to compare with: its newest is kept.
  if (!held) return !state.rows.has(frame.kind);
  return "attempt" in held && held.attempt === frame.attempt && held.status !== "completed";
}

/**
 * Return the state with more fields of a row than a frame brought, as long as it is still that version of the row.
 * @template {Row} R
 * @param {TopicState} state
 * @param {R} row
 * @param {Partial<R>} fields
 */
export function withRowFields(state, { kind, id, rev }, fields) {
  const held = state.rows.get(kind)?.get(String(id));
  if (!held || held.rev !== rev) return state;
  const rows = new Map(state.rows);
  rows.set(kind, new Map(rows.get(kind)).set(String(id), { ...held, ...fields }));
  return { ...state, rows };
}

/**
 * Return one row, or undefined.
 * @template {Kind} K
 * @param {TopicState} state
 * @param {K} kind
 * @param {number | string | null} id
 * @returns {RowKinds[K] | undefined}
 */
export function rowOf(state, kind, id) {
  return /** @type {RowKinds[K] | undefined} */ (state.rows.get(kind)?.get(String(id)));
}

/**
 * Return all rows of a kind, ordered by a numeric field.
 * @template {Kind} K
 * @param {TopicState} state
 * @param {K} kind
 * @param {string} key
 * @returns {RowKinds[K][]}
 */
export function rowsOf(state, kind, key = "id") {
  /** @type {any[]} */
  const rows = [...(state.rows.get(kind)?.values() ?? [])];
  return rows.sort((a, b) => a[key] - b[key]);
}

/**
 * Return the newest progress frame of a row, or undefined.
 * @param {TopicState} state
 * @param {string} kind
 * @param {number | string | null} id
 */
export function progressOf(state, kind, id) {
  return state.progress.get(`${kind}:${id}`);
}

/**
 * Return the frame that tells the server what is held, so that it sends what is missing.
 * @param {TopicState} state
 */
export function haveFrame(state) {
  return { type: "have", epoch: state.epoch, rev: state.rev };
}
