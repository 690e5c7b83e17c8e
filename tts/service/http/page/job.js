// One job from start to end: kept across reloads, watched by socket, or by asking where that fails.

import { ask, askJson, storedKey } from "./api.js";

const ID = "tts_current_job_id";
const PARAMS = "tts_job_params";
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
const ENDED = new Set(["completed", "failed", "cancelled"]);

export const savedJob = () => localStorage.getItem(ID);

export function savedParams() {
  try {
    return JSON.parse(localStorage.getItem(PARAMS) ?? "null");
  } catch {
    return null;
  }
}

export function forgetJob() {
  localStorage.removeItem(ID);
}

/** Hand a job in and remember it; its id. */
export async function startJob(params) {
  const { job_id: id } = await askJson("tts/enqueue", { method: "POST", body: params });
  localStorage.setItem(ID, id);
  localStorage.setItem(PARAMS, JSON.stringify(params));
  return id;
}

export const cancelJob = (id) => ask(`tts/${id}`, { method: "DELETE" });

/** Call `show` with each status until the job ends or `stopped` is aborted. Rejects with a Problem. */
export async function watchJob(id, show, stopped) {
  const last = await listen(id, show, stopped);
  if (!last || !ENDED.has(last.status)) await poll(id, show, stopped);
}

/** Statuses from the socket; resolves with the last one when it closes, for whatever reason. */
function listen(id, show, stopped) {
  return new Promise((resolve) => {
    let last = null;
    const url = new URL(`ws/tts/${id}`, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    stopped.addEventListener("abort", () => socket.close());
    socket.addEventListener("open", () => {
      if (storedKey()) socket.send(JSON.stringify({ key: storedKey() }));
    });
    socket.addEventListener("message", (event) => {
      last = JSON.parse(event.data);
      show(last);
    });
    socket.addEventListener("close", () => resolve(last));
  });
}

async function poll(id, show, stopped) {
  let pause = FIRST_PAUSE;
  while (!stopped.aborted) {
    try {
      const status = await askJson(`tts/${id}/status`);
      show(status);
      if (ENDED.has(status.status)) return;
    } catch (problem) {
      // Who is away comes back; what was refused stays refused.
      if (problem.status !== 0 && problem.status < 500) throw problem;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  }
}
