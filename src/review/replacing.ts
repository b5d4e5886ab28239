import { groupBy } from "./group.ts";

/** Texts are found by this many first characters, so that thousands of them cost no more than one. Shorter ones are not found. */
const SHORTEST = 3;

/** A function that replaces, in any sentence, each of many texts by its counterpart; the longest match wins. */
export function replacing(texts: ReadonlyMap<string, string>): (sentence: string) => string {
  const longestFirst = [...texts].toSorted(([a], [b]) => b.length - a.length);
  const byStart = groupBy(
    longestFirst.filter(([text]) => text.length >= SHORTEST),
    ([text]) => text.slice(0, SHORTEST),
  );
  return (sentence) => {
    let done = "";
    for (let at = 0; at < sentence.length; ) {
      const candidates = byStart.get(sentence.slice(at, at + SHORTEST)) ?? [];
      const [found, by] = candidates.find(([text]) => sentence.startsWith(text, at)) ?? [];
      done += by ?? sentence.charAt(at);
      at += found?.length ?? 1;
    }
    return done;
  };
}
