import { listed } from "../model/figures.ts";
import type { Problem } from "../model/problem.ts";
import type { Format } from "./formats.ts";
import { KINDS, type Kind, RENDERERS } from "./renderers.ts";

const NAMES: Readonly<Record<Kind, string>> = {
  plan: "a plan",
  drift: "a drift document",
  result: "the result of a run",
  findings: "what is found wrong with definitions",
};
const MAKERS: Readonly<Record<Kind, string>> = {
  plan: "`gus plan`",
  drift: "`gus drift`",
  result: "`gus apply`",
  findings: "`gus validate`",
};

/** What is wrong with writing a document of a kind in a format; undefined when it can be. */
export function misfitOf(format: Format, kind: Kind): Problem | undefined {
  const fits = KINDS.filter((one) => RENDERERS[format][one]);
  if (fits.includes(kind)) return undefined;
  return {
    code: "format-misfit",
    message: `Cannot write ${NAMES[kind]} as ${format}, which holds ${listed(fits.map((one) => NAMES[one]))}`,
    fix: `Ask for it with ${listed(fits.map((one) => MAKERS[one]))}, or take another format`,
  };
}
