const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** East Asian wide and fullwidth blocks (Unicode UAX #11), coarse enough for columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;
/** Basic Latin, Latin-1, Latin Extended and what our own lines hold: one column each, and nearly all of any text. */
const NARROW = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff→…×]*$/;
const MARKS_ONLY = /^[\p{M}\p{Cf}]*$/u;

/** How many terminal columns a text takes; wide characters take two, combining marks none. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** Fills up with spaces to a number of columns; longer text stays as it is. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/** The widest of some texts in columns, ignoring those wider than `most` so that one long value does not move all others. */
export function widest(texts: readonly string[], most: number): number {
  return texts.reduce((width, text) => {
    const own = displayWidth(text);
    return own > most ? width : Math.max(width, own);
  }, 0);
}

function graphemeWidth(grapheme: string): number {
  if (MARKS_ONLY.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}
