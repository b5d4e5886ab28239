import { distance } from "fastest-levenshtein";

/**
 * The candidate that `word` was probably meant to be: one that differs in case alone, else the one with the fewest edits, as long
 * as about a third of the letters differ at most. Ties go to the candidate that sorts first.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const folded = word.toLowerCase();
  const tolerated = Math.ceil(word.length / 3);
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of candidates) {
    // Lengths further apart than the best so far cannot win; this spares most of the distances.
    const ceiling = best?.edits ?? tolerated;
    if (name === "" || Math.abs(name.length - word.length) > ceiling) continue;
    const edits = distance(folded, name.toLowerCase());
    if (edits > ceiling || (best && edits === best.edits && name >= best.name)) continue;
    best = { name, edits };
  }
  return best?.name;
}
