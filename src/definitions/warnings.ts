import type { Warning } from "../model/problem.ts";
import { problem } from "./codes.ts";
import { entryOf, textsUnder } from "./node.ts";
import type { Outline, Owned } from "./outline.ts";
import { show } from "./quote.ts";
import { placeOf } from "./source.ts";

/** What is allowed and yet looks like a mistake. */
export function warningsOf({ users }: Outline): readonly Warning[] {
  return users.flatMap(setAndUnmanaged);
}

function setAndUnmanaged({ key, value }: Owned): readonly Warning[] {
  return textsUnder(value, "unmanaged").flatMap(({ text }) => {
    const own = entryOf(value, text);
    if (!own) return [];
    const message = `${show(text)} of ${show(key)} has no effect: the same entry lists it under unmanaged`;
    return [problem("unmanaged-own-key", placeOf(own), message, "Remove it from one of the two")];
  });
}
