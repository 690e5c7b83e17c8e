// The sound on the page: play and pause, its time, and a bar for fingers and keys.

const $ = (id) => document.getElementById(id);
const time = (value) =>
  Number.isFinite(value) ? `${Math.floor(value / 60)}:${String(Math.floor(value % 60)).padStart(2, "0")}` : "–";

function show() {
  const audio = $("player");
  const isPlaying = !audio.paused && !audio.ended;
  $("play").setAttribute("aria-label", isPlaying ? "Pause" : "Play");
  $("play").dataset.shows = isPlaying ? "pause" : "play";
  const { currentTime: at, duration } = audio;
  $("place").max = Number.isFinite(duration) ? Math.ceil(duration * 10) / 10 : 1;
  $("place").value = at;
  const words = `${time(at)} / ${time(duration)}`;
  $("place").setAttribute("aria-valuetext", words);
  if ($("times").textContent !== words) $("times").textContent = words;
}

$("play").addEventListener("click", () => {
  const audio = $("player");
  if (audio.paused) audio.play().catch(show);
  else audio.pause();
});
$("place").addEventListener("input", (event) => {
  $("player").currentTime = Number(event.target.value);
});
for (const event of ["play", "pause", "ended", "emptied", "timeupdate", "durationchange"])
  $("player").addEventListener(event, show);
show();
