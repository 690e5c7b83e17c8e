// Ordering by dragging: a grip is held, the list follows. With the mouse, a finger or a pen.

const EDGE = 90; // pixels from the window's edge within which it scrolls
const STEP = 14;

/**
 * Follow the pointer that went down on a grip. `element` is what is dragged, `siblings()` all elements in order,
 * `place(index)` puts it there. Ends with the pointer, with Escape, or when the browser takes the pointer away.
 */
export function dragToOrder(event, element, siblings, place, done) {
  if (event.button !== 0) return;
  event.preventDefault();
  event.target.closest("button").focus();
  element.classList.add("dragged");
  const { pointerId } = event;
  const ends = new AbortController();
  const on = (name, act) => addEventListener(name, act, { signal: ends.signal });
  const stop = () => {
    ends.abort();
    element.classList.remove("dragged");
    done();
  };
  on("pointermove", (moved) => {
    if (moved.pointerId !== pointerId) return;
    const all = siblings();
    const target = indexAt(all, element, moved.clientY);
    if (target !== all.indexOf(element)) place(target);
    if (moved.clientY < EDGE) scrollBy(0, -STEP);
    else if (moved.clientY > innerHeight - EDGE) scrollBy(0, STEP);
  });
  on("pointerup", (up) => up.pointerId === pointerId && stop());
  on("pointercancel", stop);
  on("keydown", (key) => key.key === "Escape" && stop());
}

// It goes before a neighbour once the pointer is above that one's middle, after it once below.
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
