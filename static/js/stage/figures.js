// Who is touched in a picture: stretches on their feet, with stars about the place, and their name above them.

import { el, icon } from "../ui/dom.js";

/**
 * @typedef {[number, number, number, number]} Box left, top, right and low, in percent of the picture
 * @typedef {{name: string, box: Box}} Figure
 * @typedef {{left: number, top: number, side: number}} Shown where the square picture is in its frame, in pixels
 */

const XMP = 0x584d5020; // "XMP " as four bytes of the sheet's file
const WHOLE = /** @type {Box} */ ([0, 0, 100, 100]);
const STARS = 7;
const READ_MS = 2400; // so long a name is seen
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @type {Map<string, Figure[]>} by the address of their sheet */
const known = new Map();

/**
 * @param {HTMLImageElement} picture that was touched, or its figures
 * @param {{offsetX: number, offsetY: number}} at
 */
export async function touch(picture, { offsetX, offsetY }) {
  const frame = picture.parentElement;
  /** @type {HTMLImageElement | null | undefined} */
  const front = frame?.querySelector(".picture-front");
  if (!frame || !front) return;
  const shown = shownSquare(picture);
  const x = ((offsetX - shown.left) / shown.side) * 100;
  const y = ((offsetY - shown.top) / shown.side) * 100;
  const figure = figureAt(known.get(front.src), x, y);
  if (!still.matches) {
    hop(front, shown, figure?.box ?? WHOLE);
    scatter(frame, picture.offsetLeft + offsetX, picture.offsetTop + offsetY);
  }
  const name = figure ?? figureAt(await learn(front.src), x, y);
  if (!name?.name || !frame.contains(front)) return;
  // A large picture is in the middle of its frame.
  call(frame, name, { ...shown, left: picture.offsetLeft + shown.left, top: picture.offsetTop + shown.top });
}

/**
 * Find out who is on the sheet and where, as its file says; nobody where it cannot be read.
 * @param {string} url
 */
export async function learn(url) {
  if (!known.has(url)) {
    try {
      const answer = await fetch(url, { cache: "force-cache" });
      known.set(url, figuresIn(await answer.arrayBuffer()));
    } catch {
      return []; // no connection: the next touch asks again
    }
  }
  return known.get(url);
}

/**
 * Return the figures that a WebP names.
 * @param {ArrayBuffer} file
 * @returns {Figure[]}
 */
function figuresIn(file) {
  const view = new DataView(file);
  for (let at = 12, size = 0; at + 8 <= file.byteLength; at += 8 + size + (size % 2)) {
    size = view.getUint32(at + 4, true);
    if (view.getUint32(at) !== XMP) continue;
    const said = new TextDecoder().decode(new Uint8Array(file, at + 8, size));
    const places = new DOMParser().parseFromString(said, "text/xml").querySelector("Description");
    /** @type {[string, Box][]} */
    const figures = JSON.parse(places?.getAttribute("e:figures") ?? "[]");
    return figures.map(([name, box]) => ({ name, box }));
  }
  return [];
}

/**
 * @param {Figure[] | undefined} figures from behind to the front
 * @param {number} x
 * @param {number} y
 */
function figureAt(figures, x, y) {
  const isThere = (/** @type {Figure} */ { box: [left, top, right, low] }) =>
    left <= x && x <= right && top <= y && y <= low;
  return figures?.filter(isThere).pop();
}

/**
 * Return where the square picture is within what its element shows of it.
 * @param {HTMLImageElement} picture
 * @returns {Shown}
 */
function shownSquare(picture) {
  const { clientWidth: wide, clientHeight: high } = picture;
  const { objectFit, objectPosition } = getComputedStyle(picture);
  const side = objectFit === "contain" ? Math.min(wide, high) : Math.max(wide, high);
  const [across = 50, down = 50] = objectPosition.split(" ").map(Number.parseFloat);
  return { left: ((wide - side) * across) / 100, top: ((high - side) * down) / 100, side };
}

/**
 * Let a figure stretch on its feet; the others rest, seen in the picture below.
 * @param {HTMLElement} front
 * @param {Shown} shown
 * @param {Box} box
 */
function hop(front, { left, top, side }, box) {
  const [start, above, end, foot] = box.map((percent, n) => (n % 2 ? top : left) + (percent * side) / 100);
  const { clientWidth: wide, clientHeight: high } = front;
  const clipPath = `inset(${above}px ${wide - end}px ${high - foot}px ${start}px)`;
  const transformOrigin = `${(start + end) / 2}px ${foot}px`;
  const frames = [
    [1, 1, 0],
    [1.1, 0.93, 0],
    [1.02, 1.14, -3],
    [1.05, 1.03, 3],
    [1.02, 1.06, -1],
    [1, 1, 0],
  ].map(([x, y, turn]) => ({ transform: `scale(${x}, ${y}) rotate(${turn}deg)`, clipPath, transformOrigin }));
  front.animate(frames, { duration: 720, easing: "ease-out" });
}

/**
 * Let stars fly from where the picture was touched.
 * @param {HTMLElement} frame
 * @param {number} x
 * @param {number} y
 */
function scatter(frame, x, y) {
  for (let n = 0; n < STARS; n++) {
    const star = el("span", { class: "touch-star", "aria-hidden": "true" }, icon("star"));
    star.style.setProperty("inset", `${y}px auto auto ${x}px`);
    frame.append(star);
    const turn = (Math.PI * 2 * n) / STARS - 1.3;
    const far = 34 + (n % 3) * 16;
    const end = `translate(${Math.cos(turn) * far}px, ${Math.sin(turn) * far + 14}px) rotate(${n * 50}deg)`;
    const frames = [
      { transform: "scale(0.2)" },
      { transform: `${end} scale(1)`, opacity: 1, offset: 0.6 },
      { transform: `${end} scale(0.4)`, opacity: 0 },
    ];
    star
      .animate(frames, { duration: 780, easing: "cubic-bezier(0.2, 0.8, 0.4, 1)" })
      .finished.finally(() => star.remove());
  }
}

/**
 * Show somebody's name above them.
 * @param {HTMLElement} frame
 * @param {Figure} figure
 * @param {Shown} shown
 */
function call(frame, { name, box }, { left, top, side }) {
  frame.querySelector(".touch-name")?.remove();
  // The picture's own text says who is there: nothing is read out twice.
  const bubble = el("span", { class: "touch-name", "aria-hidden": "true", dir: "auto" }, name);
  frame.append(bubble);
  const middle = left + ((box[0] + box[2]) / 200) * side;
  const above = top + (box[1] / 100) * side - bubble.offsetHeight - 6;
  const room = frame.clientWidth - bubble.offsetWidth - 6;
  bubble.style.setProperty("left", `${Math.max(Math.min(middle - bubble.offsetWidth / 2, room), 6)}px`);
  bubble.style.setProperty("top", `${Math.max(above, 6)}px`);
  setTimeout(() => bubble.remove(), READ_MS);
}
