// The page at /: try voices, watch a job, listen, download.

import { ask, askJson, keepKey, storedKey } from "./api.js";
import "./player.js";
import { cancelJob, forgetJob, savedJob, savedParams, startJob, watchJob } from "./job.js";

const $ = (id) => document.getElementById(id);
const WORDS = {
  queued: "Waiting for its turn",
  running: "Being spoken",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};
const KINDS = { named: "Voices", preset: "Ways of speaking", engine: "All languages" };
const FIELDS = ["text", "voice", "rate", "format"];
const QUALITIES = { natural: "A natural voice", basic: "A basic voice" };
const SAMPLES = {
  en: "Hello! This is how I sound when I read you a story.",
  ar: "مرحبًا! هكذا يبدو صوتي عندما أقرأ لك قصة.",
  es: "¡Hola! Así sueno cuando te leo un cuento.",
  fr: "Bonjour ! Voici ma voix quand je te lis une histoire.",
};

let watching = new AbortController();

const seconds = (value) =>
  value < 60 ? `${value.toFixed(1)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;

function showProblem(problem) {
  $("problem").textContent = problem?.message ?? "";
  $("problem").hidden = !problem;
  if (problem?.status === 401) askForKey(Boolean(storedKey()));
}

function askForKey(wasWrong) {
  $("key-form").hidden = false;
  if (wasWrong) $("key-hint").textContent = "That key is not known here. Try another one.";
  $("key").focus();
}

/** Do something of the service; what goes wrong is said on the page. */
async function trying(button, deed) {
  showProblem(null);
  if (button) button.disabled = true;
  try {
    await deed();
  } catch (problem) {
    showProblem(problem);
  } finally {
    if (button) button.disabled = false;
  }
}

function option(value, text, data = {}) {
  const made = new Option(text, value);
  Object.assign(made.dataset, data);
  return made;
}

function showNotices(notices) {
  $("notices").hidden = !notices.length;
  $("notices").replaceChildren(
    ...notices.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })),
  );
}

function showVoices({ voices, default: chosen }) {
  const groups = Object.entries(KINDS).map(([kind, label]) => {
    const group = document.createElement("optgroup");
    group.label = label;
    for (const voice of voices.filter((one) => one.kind === kind)) {
      const isPreset = kind === "preset";
      const value = isPreset ? `${voice.id}|${voice.language}` : voice.id;
      const data = isPreset ? { language: voice.language } : {};
      const about = `${QUALITIES[voice.quality]}, spoken by ${voice.engine} ${voice.engine_version}.`;
      const more = { name: voice.id, about, sample: SAMPLES[voice.language.split("-")[0]] ?? "", ...data };
      group.append(option(value, `${voice.id} · ${voice.language} · ${voice.quality}`, more));
    }
    return group;
  });
  $("voice").replaceChildren(...groups.filter((group) => group.children.length));
  $("voice").value = chosen;
  showVoice();
}

function showVoice() {
  $("voice-about").textContent = $("voice").selectedOptions[0]?.dataset.about ?? "";
}

async function listen(wanted) {
  clear();
  const answer = await ask("tts", { method: "POST", body: wanted });
  showSound(URL.createObjectURL(await answer.blob()), `speech.${wanted.format}`);
  $("player").play().catch(() => {});
}

function params() {
  const { name, language } = $("voice").selectedOptions[0]?.dataset ?? {};
  return {
    text: $("text").value,
    rate: Number($("rate").value),
    format: $("format").value,
    ...(name && { voice: name }),
    ...(language && { language }),
  };
}

function restore(saved) {
  if (!saved) return;
  const voice = saved.language ? `${saved.voice}|${saved.language}` : saved.voice;
  for (const [field, value] of Object.entries({ ...saved, voice })) {
    if (FIELDS.includes(field) && value !== undefined) $(field).value = value;
  }
  showInput();
  showVoice();
}

function showInput() {
  $("count").textContent = [...$("text").value].length;
  $("rate-shown").textContent = `${Number($("rate").value).toFixed(2)} ×`;
}

function showStatus(status) {
  $("job").hidden = false;
  $("state").textContent = WORDS[status.status];
  $("state").dataset.state = status.status;
  $("progress").value = status.progress;
  const { current_chunk: chunk, total_chunks: chunks, elapsed_sec: elapsed } = status;
  $("steps").textContent = chunk ? `Part ${chunk} of ${chunks} · ${seconds(elapsed)}` : `${chunks} parts`;
  $("cancel").hidden = !["queued", "running"].includes(status.status);
  if (status.status === "failed") showProblem(new Error(status.error));
}

function showSound(url, name) {
  $("result").hidden = false;
  $("player").src = url;
  $("download").href = url;
  $("download").download = name;
}

async function showResult(id, format) {
  const path = `tts/${id}/result`;
  const name = `tts_job_${id}.${format}`;
  // An <audio> cannot send a key, so with one the whole file is fetched first.
  if (!storedKey()) return showSound(path, name);
  showSound(URL.createObjectURL(await (await ask(path)).blob()), name);
}

async function follow(id, format) {
  watching.abort();
  watching = new AbortController();
  let last = null;
  const show = (status) => showStatus((last = status));
  try {
    await watchJob(id, show, watching.signal);
    if (last?.status === "completed") await showResult(id, format);
    if (last) forgetJob();
  } catch (problem) {
    if (problem.status !== 401) forgetJob();
    throw problem;
  }
}

function clear() {
  $("result").hidden = $("job").hidden = true;
  $("player").removeAttribute("src");
}

$("speech-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = params();
  trying(event.submitter, async () => {
    clear();
    const id = await startJob(wanted);
    event.submitter.disabled = false;
    await follow(id, wanted.format);
  });
});

$("at-once").addEventListener("click", (event) => {
  if (!$("speech-form").reportValidity()) return;
  const wanted = params();
  trying(event.currentTarget, () => listen(wanted));
});

$("sample").addEventListener("click", (event) => {
  const { sample } = $("voice").selectedOptions[0]?.dataset ?? {};
  const wanted = params();
  trying(event.currentTarget, () => listen({ ...wanted, text: sample || wanted.text }));
});

$("voice").addEventListener("change", showVoice);

$("cancel").addEventListener("click", (event) =>
  trying(event.currentTarget, async () => {
    if (savedJob()) await cancelJob(savedJob());
  }),
);

$("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  keepKey($("key").value);
  $("key-form").hidden = true;
  trying(null, begin);
});

for (const id of ["text", "rate"]) $(id).addEventListener("input", showInput);

async function begin() {
  const voices = await askJson("voices");
  showVoices(voices);
  showNotices(voices.notices);
  const card = await askJson("api/model-info");
  $("engine").textContent = `${card.engine} ${card.engine_version}`;
  const saved = savedParams();
  if (!savedJob()) return;
  restore(saved);
  await follow(savedJob(), saved?.format ?? "mp3");
}

showInput();
trying(null, begin);
