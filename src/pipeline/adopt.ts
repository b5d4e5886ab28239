import { type Adopted, adoptedFrom } from "../adopt/adopted.ts";
import { choose } from "../adopt/choose.ts";
import { type Proposal, proposalsFor, undecided } from "../adopt/layers.ts";
import { readDefinitions } from "../definitions/load.ts";
import { readSources } from "../definitions/sources.ts";
import { FIELDS } from "../fields/registry.ts";
import type { Definitions } from "../model/definitions.ts";
import type { Plan } from "../model/plan.ts";
import { type Answer, answer, fromChecked, refusal } from "./answer.ts";
import { type AdoptedFile, editDefinitions, type SourceFile } from "./edit-definitions.ts";

export interface AdoptOptions {
  /** A drift document, or a plan that leaves differences. */
  readonly document: Plan;
  /** The paths in the document are relative to the nearest folder upwards with a `.git`, else to this one. */
  readonly cwd: string;
  /** Globs over e-mails; everybody when absent. */
  readonly select?: readonly string[];
  /** Fields, or keys such as `skills.Billing`; everything when absent. */
  readonly fields?: readonly string[];
  /**
   * Where a value goes that a profile or defaults give, when all who take it from there have another one and all the same: there (true), or
   * to each user (false). Such values are refused when absent.
   */
  readonly profiles?: boolean;
}

/** What definitions take over from live. Nothing is written yet. */
export interface Adoption {
  /** Only files that change. */
  readonly files: readonly AdoptedFile[];
  readonly adopted: readonly Adopted[];
  /** Those of `adopted` that are said by a profile or by defaults. */
  readonly atLayers: readonly Proposal[];
  /** The definitions as the files will say them. */
  readonly definitions: Definitions;
}

/** Makes definitions say what is live where users drifted: all that is chosen, or every reason why not. Needs no network, writes nothing. */
export async function adopt(options: AdoptOptions): Promise<Answer<Adoption>> {
  const { document, cwd } = options;
  const chosen = chosenOf(options);
  if (!chosen.ok) return fromChecked(chosen);
  const sources = await readSources(document.source.files, { cwd });
  return sources.ok ? adoptChosen(chosen, sources.value, options) : fromChecked(sources);
}

/** The same with the files at hand. */
export function adoptInto(sources: readonly SourceFile[], options: AdoptOptions): Answer<Adoption> {
  const chosen = chosenOf(options);
  return chosen.ok ? adoptChosen(chosen, sources, options) : fromChecked(chosen);
}

function adoptChosen(
  chosen: Extract<ReturnType<typeof choose>, { readonly ok: true }>,
  sources: readonly SourceFile[],
  { document, profiles }: AdoptOptions,
): Answer<Adoption> {
  const before = readDefinitions(sources);
  if (!before.ok) return fromChecked(before);
  const adopted = adoptedFrom(chosen.value, before.value, document, FIELDS);
  if (!adopted.ok) return refusal(1, adopted.problems, chosen.warnings);
  const proposals = profiles === false ? [] : proposalsFor(adopted.value, before.value);
  if (profiles === undefined && proposals.length > 0)
    return refusal(1, proposals.map(undecided), chosen.warnings);
  const edited = editDefinitions(sources, before.value, adopted.value, proposals);
  const warnings = [...chosen.warnings, ...edited.warnings];
  if (!edited.ok) return refusal(1, edited.problems, warnings);
  const { files, definitions } = edited.value;
  return answer({ files, definitions, adopted: adopted.value, atLayers: proposals }, warnings);
}

function chosenOf({ document, select = [], fields = [] }: AdoptOptions): ReturnType<typeof choose> {
  return choose(document, { select, fields });
}
