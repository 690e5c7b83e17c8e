// Ordering a list by dragging: a grip is held, the list follows. With the mouse, a finger or a pen.

const EDGE = 90; // pixels from the window's edge within which it scrolls
const STEP = 14; // pixels it scrolls with each move

/**
 * Follow the pointer that went down on a grip. Ends with the pointer, with Escape, or when the browser takes the
 * pointer away.
 * @param {PointerEvent} event
 * @param {HTMLElement} element what is dragged
 * @param {() => HTMLElement[]} siblings all elements in order
 * @param {(index: number) => void} place puts the element there
 * @param {() => void} done
 */
export function dragToOrder(event, element, siblings, place, done) {
  if (event.button !== 0) return;
  event.preventDefault();
  /** @type {Element} */ (event.target).closest("button")?.focus(); // preventDefault has kept the focus away
  element.classList.add("dragged");
  const { pointerId } = event;
  const listeners = new AbortController();
  const { signal } = listeners;
  const stop = () => {
    listeners.abort();
    element.classList.remove("dragged");
    done();
  };
  /** @param {PointerEvent} moved */
  const follow = (moved) => {
    if (moved.pointerId !== pointerId) return; // a second finger
    const all = siblings();
    const target = indexAt(all, element, moved.clientY);
    if (target !== all.indexOf(element)) place(target);
    if (moved.clientY < EDGE) scrollBy(0, -STEP);
    else if (moved.clientY > innerHeight - EDGE) scrollBy(0, STEP);
  };
  addEventListener("pointermove", follow, { signal });
  addEventListener("pointerup", (up) => up.pointerId === pointerId && stop(), { signal });
  addEventListener("pointercancel", stop, { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && stop(), { signal });
}

/**
 * Return the index the element takes: before a neighbour once the pointer is above that one's middle, after it once
 * below. Middles, so that it does not jump back and forth between two of different heights.
 * @param {HTMLElement[]} all
 * @param {HTMLElement} element
 * @param {number} y
 */
function indexAt(all, element, y) {
  const own = all.indexOf(element);
  let target = own;
  all.forEach((other, index) => {
    const box = other.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    if (index < own && y < middle) target = Math.min(target, index);
    if (index > own && y > middle) target = Math.max(target, index);
  });
  return target;
}
