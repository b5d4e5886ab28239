import type { Problem, Warning } from "../../model/problem.ts";
import { placeOf, type Spot } from "../source.ts";
import type { Obstacle } from "./patch.ts";

/** Why an edit cannot be made. */
export function inTheWay({ spot, kind }: Obstacle): Problem {
  const at = placeOf(spot);
  if (kind === "unusual") {
    const message = "Cannot edit this: it is written in a way that leaves no place to write to";
    return { code: "not-spliced", at, message, fix: "Change it by hand" };
  }
  const message = "Cannot change this alone: an alias repeats it elsewhere in the file";
  const fix = "Write it out where the alias stands, or change it by hand for all";
  return { code: "shared-anchor", at, message, fix };
}

/** That a value does not stand behind an alias any more. */
export function unaliased(spot: Spot): Warning {
  const message = "Found an alias where a value is to change; the value is written out in its place";
  const fix = "Nothing; or change what the anchor says, if it is meant for all who repeat it";
  return { code: "alias-written-out", at: placeOf(spot), message, fix };
}
