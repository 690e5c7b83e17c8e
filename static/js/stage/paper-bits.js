// While a picture is coming its paper is a child's: each touch lays a cut-out on it. They go when the picture comes.

import { el, icon } from "../ui/dom.js";

const MOST = 24; // then the oldest goes
const COLOURS = ["--sun", "--violet", "--good", "--cloth-3", "--cloth-2"];
/** A star, a dot, a spark and a sheet. @type {(() => HTMLElement | SVGElement)[]} */
const SHAPES = [() => icon("star"), () => el("span"), () => icon("spark"), () => el("span")];
const ROUNDING = ["0", "50%", "0", "18%"];
const still = matchMedia("(prefers-reduced-motion: reduce)");

let laid = 0;

/**
 * @param {HTMLElement} paper
 * @param {{clientX: number, clientY: number}} at where it was touched
 */
export function lay(paper, { clientX, clientY }) {
  const { left, top } = paper.getBoundingClientRect();
  const size = 34 + ((laid * 17) % 5) * 7;
  const colour = `var(${COLOURS[laid % COLOURS.length]})`;
  const shape = SHAPES[laid % SHAPES.length]();
  const bit = el("span", { class: "paper-bit", "aria-hidden": "true" }, shape);
  setLook(bit, {
    position: "absolute",
    display: "grid",
    padding: "0",
    background: "none",
    inset: `${clientY - top - size / 2}px auto auto ${clientX - left - size / 2}px`,
    "inline-size": `${size}px`,
    "block-size": `${size}px`,
    rotate: `${((laid * 47) % 60) - 30}deg`,
    color: colour,
    filter: "drop-shadow(0 2px 3px var(--spine))",
    "pointer-events": "none",
  });
  setLook(shape, {
    animation: "none",
    padding: "0",
    "inline-size": "100%",
    "block-size": "100%",
    fill: "currentColor",
    "border-radius": ROUNDING[laid % SHAPES.length],
    background: shape instanceof SVGElement ? "none" : "currentColor",
  });
  laid += 1;
  paper.append(bit);
  const bits = paper.querySelectorAll(".paper-bit");
  if (bits.length > MOST) bits[0].remove();
  const frames = [{ scale: 2, opacity: 0 }, { scale: 0.85 }, { scale: 1 }];
  if (!still.matches) bit.animate(frames, { duration: 320, easing: "ease-out" });
}

/**
 * @param {HTMLElement | SVGElement} element
 * @param {Record<string, string>} look
 */
function setLook(element, look) {
  for (const [name, value] of Object.entries(look)) element.style.setProperty(name, value);
}
