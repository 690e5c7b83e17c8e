// An address that asks to play at once.

/** Tell whether the listener came by a mark of play, as "Continue" has. A reload of the page is silent all the same. */
export function takeWishToPlay() {
  const wished = new URLSearchParams(location.search).has("play");
  if (wished) history.replaceState(null, "", location.pathname);
  return wished;
}
