import { nearest } from "../fields/nearest.ts";
import { FIELDS } from "../fields/registry.ts";
import { liveFrom } from "../live/source.ts";
import { bad, type Problem } from "../model/problem.ts";
import { matchesGlobs, nobodySelected } from "../resolve/select.ts";
import { readSnapshot as read } from "../snapshot/read.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { takeSnapshot } from "../snapshot/take.ts";
import { writeSnapshot as write } from "../snapshot/write.ts";
import { VERSION } from "../version.ts";
import { type Answer, answer, fromChecked, fromError, refusal } from "./answer.ts";
import { type Connection, learnLimit, openReader, type Surroundings } from "./connection.ts";
import { guarded } from "./guard.ts";
import { unreadWarnings } from "./unread-warnings.ts";

export interface SnapshotOptions extends Surroundings {
  readonly connection?: Connection;
  /** Globs over e-mails; everybody when there is none. */
  readonly select?: readonly string[];
  /** Fields to leave out, with those that are read together with them. */
  readonly without?: readonly string[];
}

/** Reads the whole organisation and keeps what plans are made from. Only reads. */
export async function snapshot(unguarded: SnapshotOptions): Promise<Answer<Snapshot>> {
  const options = guarded(unguarded);
  const unknown = (options.without ?? []).filter((name) => !LEAVABLE.includes(name));
  if (unknown.length > 0) return refusal(1, unknown.map(noSuchField));
  const opened = openReader(options.connection ?? {}, options);
  if (!opened.ok) return fromChecked(opened);
  const { reader, close } = opened.value;
  try {
    await learnLimit(opened.value);
    const { select = [], without = [], edges, onEvent } = options;
    onEvent({ type: "stage", stage: "read" });
    const isSelected = (email: string) => matchesGlobs(email, select);
    const made = { at: new Date(edges.clock.now()).toISOString(), toolVersion: VERSION };
    const request = { registry: FIELDS, without, selection: select, isSelected, made };
    const taken = await takeSnapshot(liveFrom(reader), request);
    options.signal?.throwIfAborted();
    const own = taken.snapshot.users.filter(({ email }) => isSelected(email));
    if (own.length === 0 && select.length > 0) return fromChecked(bad([nobodySelected(select)]));
    const unread = unreadWarnings(own, "unread");
    return answer(taken.snapshot, [...opened.warnings, ...taken.warnings, ...unread]);
  } catch (error) {
    return fromError(error, options.signal);
  } finally {
    await close();
  }
}

/** What can be left out: all that definitions manage. Who a user is belongs to every snapshot. */
const LEAVABLE = [...FIELDS.values()].filter(({ inDefinitions }) => inDefinitions).map(({ name }) => name);

function noSuchField(name: string): Problem {
  const near = nearest(name, LEAVABLE);
  const fix = near ? `Did you mean ${near}?` : `Name one of ${LEAVABLE.join(", ")}`;
  return { code: "unknown-field", message: `Cannot leave out "${name}": no field of that name is kept`, fix };
}

/** Reads a snapshot that was kept; `name` is what messages call it. With `nameless`, they tell users by their place in it. */
export function readSnapshot(
  text: string,
  name: string,
  { nameless = false }: { readonly nameless?: boolean } = {},
): Answer<Snapshot> {
  return fromChecked(read(text, { name, nameless }, FIELDS));
}

/** A snapshot as a text to keep: JSON with a line for each user. It holds personal data. */
export function writeSnapshot(taken: Snapshot): string {
  return write(taken, FIELDS);
}
