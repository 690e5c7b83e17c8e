// A text and the times of its words. Offsets count Unicode code points, as the server does. Pure.

/**
 * The text as paragraphs of pieces `{text, word}`; `word` is the index into `words`, or null between words.
 * `words` is [[start ms, end ms, first code point, one past the last], …]; what does not fit is left out.
 */
export function paragraphs(text, words) {
  const points = Array.from(text);
  const pieces = [];
  let at = 0;
  const between = (end) => end > at && pieces.push({ text: points.slice(at, end).join(""), word: null });
  words.forEach(([, , first, end], index) => {
    if (!(first >= at && end > first && end <= points.length)) return;
    between(first);
    pieces.push({ text: points.slice(first, end).join(""), word: index });
    at = end;
  });
  between(points.length);
  return splitParagraphs(pieces);
}

// New paragraphs begin at empty lines, which lie between words.
function splitParagraphs(pieces) {
  const result = [[]];
  for (const piece of pieces) {
    const parts = piece.word === null ? piece.text.split(/[^\S\n]*\n[^\S\n]*\n\s*/u) : [piece.text];
    parts.forEach((part, index) => {
      if (index) result.push([]);
      if (part) result.at(-1).push({ text: part, word: piece.word });
    });
  }
  return result.filter((paragraph) => paragraph.some((piece) => piece.text.trim()));
}

/** How many of the first paragraphs are the heading itself: a text may begin with it. */
export function headingParagraphs(paragraphs, heading) {
  const plain = (words) => words.replace(/\s+/gu, " ").trim();
  const wanted = plain(heading ?? "");
  let told = "";
  for (const [index, pieces] of paragraphs.entries()) {
    told = plain(`${told} ${pieces.map((piece) => piece.text).join("")}`);
    if (told === wanted) return index + 1;
    if (!wanted.startsWith(told)) return 0;
  }
  return 0;
}

/** The index of the word that is being read at `ms`, or -1 before the first. */
export function wordAt(words, ms) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
