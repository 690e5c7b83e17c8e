// Which files can be told, found out in the browser before they are sent.

import { sizeText } from "../ui/size.js";
import { text } from "../ui/texts.js";

const TENTH = 50 * 1024; // half of what a size is rounded to: never "20 MB" of 20
const HEAD = 1024; // bytes; readers of PDFs accept their signature anywhere in them
const PACKED = "PK"; // EPUB, .docx, .pptx, .odt: which of them it is, the server sees
const OLD_OFFICE = "\xd0\xcf\x11\xe0";
const HEIF_BRANDS = new Set(["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]);
const TEXTS = /\.(txt|text|md|markdown)$/i;

/** @param {Blob} file */
const headOf = async (file) => new TextDecoder("latin1").decode(await file.slice(0, HEAD).arrayBuffer());

/** @param {string} head */
const isPhoto = (head) =>
  head.startsWith("\xff\xd8\xff") ||
  head.startsWith("\x89PNG") ||
  (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) ||
  (head.startsWith("ftyp", 4) && HEIF_BRANDS.has(head.slice(8, 12)));

/**
 * What is wrong with files: its code, as the server has it, and its sentence.
 * @typedef {{code: string, said: string}} FileProblem
 */

/**
 * Return what is wrong with the chosen files; null when nothing is.
 * @param {File[]} files
 * @param {number} maxMb
 * @param {number} maxPhotos
 * @returns {Promise<FileProblem | null>}
 */
export async function problemOf(files, maxMb, maxPhotos) {
  const size = sizeOf(files);
  if (files.some((file) => !file.size)) return { code: "empty", said: text("empty") };
  if (size > maxMb * 1024 * 1024) return { code: "too_big", said: text("too-big", { size: sizeText(size + TENTH) }) };
  if (files.length > maxPhotos) return { code: "many_photos", said: text("many-photos") };
  const heads = await Promise.all(files.map(headOf));
  if (files.length === 1) return problemOfOne(files[0].name, heads[0]);
  return heads.every(isPhoto) ? null : { code: "one_document", said: text("one-file") };
}

/**
 * @param {string} name
 * @param {string} head
 */
function problemOfOne(name, head) {
  if (head.includes("%PDF-") || head.startsWith(PACKED) || isPhoto(head)) return null;
  if (head.startsWith(OLD_OFFICE)) return null; // locked or old: the server tells them apart
  if (/\.pdf$/i.test(name)) return { code: "not_a_pdf", said: text("not-pdf") };
  const isText = TEXTS.test(name) || !name.includes(".");
  return isText ? null : { code: "unknown_format", said: text("unknown-format") };
}

/** @param {File[]} files */
export const sizeOf = (files) => files.reduce((sum, file) => sum + file.size, 0);

/**
 * Return what the chosen files are called.
 * @param {File[]} files
 */
export const nameOf = (files) => (files.length > 1 ? text("photos", { n: files.length }) : files[0].name);
