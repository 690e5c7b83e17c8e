// Sizes of files in the page's language.

import { formatMegabytes } from "./format.js";
import { text } from "./texts.js";

const MEGABYTE = 1024 * 1024;

/**
 * Return bytes as "4.7 MB", or as "38 KB" below one megabyte.
 * @param {number} bytes
 */
export function sizeText(bytes) {
  if (bytes < MEGABYTE) return text("size-kb", { n: Math.ceil(bytes / 1024) });
  return text("size-mb", { n: formatMegabytes(bytes) });
}
