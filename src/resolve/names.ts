import type { NameList } from "../fields/field.ts";
import { nearest } from "../fields/nearest.ts";
import { bad, type Checked, good, type Place } from "../model/problem.ts";
import type { Ref } from "../model/state.ts";

const BY_ID = /^id:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const SINGULAR: Readonly<Record<NameList, string>> = {
  skills: "skill",
  languages: "language",
  divisions: "division",
  locations: "location",
  users: "user",
};

/** A ref and one way to write it; without a spelling it can be written as `id:UUID` only. */
export interface Spelling {
  readonly spelling: string | undefined;
  readonly ref: Ref;
}

/** Looks names of one list up; built once per list because every lookup asks all of it. */
export class NameIndex {
  readonly #list: NameList;
  readonly #fold: (name: string) => string;
  readonly #byName = new Map<string, Ref[]>();
  readonly #byId = new Map<string, Ref>();
  #byLooseName: ReadonlyMap<string, Ref> | undefined;

  /** `fold` says which spellings are the same; by default only equal ones. */
  constructor(list: NameList, spellings: readonly Spelling[], fold = (name: string) => name) {
    this.#list = list;
    this.#fold = fold;
    for (const { spelling, ref } of spellings) {
      this.#byId.set(ref.id.toLowerCase(), ref);
      if (spelling === undefined) continue;
      const name = fold(spelling);
      const refs = this.#byName.get(name);
      if (refs) refs.push(ref);
      else this.#byName.set(name, [ref]);
    }
  }

  nameOf(id: string): string | undefined {
    return this.#byId.get(id.toLowerCase())?.name;
  }

  /** How a ref is written in definitions: its name, or `id:UUID` where that name is not its own alone. */
  spellingOf(ref: Ref): string {
    const [only, second] = this.#byName.get(this.#fold(ref.name)) ?? [];
    return only?.id === ref.id && !second ? ref.name : `id:${ref.id}`;
  }

  /** The one entry of that name (or `id:UUID`), or a problem that says which names come near. */
  find(name: string, at: Place): Checked<Ref> {
    const id = BY_ID.exec(name)?.[1];
    const named = id
      ? [this.#byId.get(id.toLowerCase())].filter((ref) => ref !== undefined)
      : (this.#byName.get(this.#fold(name)) ?? []);
    const [ref, second] = named;
    if (ref && !second) return good(ref);
    return bad([second ? this.#ambiguous(name, named, at) : this.#unknown(name, at)]);
  }

  #ambiguous(name: string, named: readonly Ref[], at: Place) {
    const noun = SINGULAR[this.#list];
    return {
      code: `ambiguous-${noun}`,
      message: `Cannot tell which ${noun} "${name}" is: ${named.length} have that name`,
      fix: `Write one of ${named.map(({ id }) => `"id:${id}"`).join(", ")}`,
      at,
    };
  }

  #unknown(name: string, at: Place) {
    const noun = SINGULAR[this.#list];
    this.#byLooseName ??= looselyNamed(this.#byName);
    const same = this.#byLooseName.get(loose(name));
    const near = same?.name ?? nearest(name, [...this.#byName.keys()]);
    const fix = near ? `Write "${near}"` : `Create the ${noun} first, or take the name out`;
    const differs = same
      ? `: it is spelled "${same.name}"`
      : `: no active ${noun} of the organisation has that name`;
    return { code: `unknown-${noun}`, message: `Cannot find ${noun} "${name}"${differs}`, fix, at };
  }
}

function looselyNamed(byName: ReadonlyMap<string, readonly Ref[]>): ReadonlyMap<string, Ref> {
  return new Map(
    [...byName].flatMap(([spelling, refs]) => refs.map((ref) => [loose(spelling), ref] as const)),
  );
}

/** Case and Unicode form aside. */
function loose(name: string): string {
  return name.normalize("NFKC").toLocaleLowerCase("en");
}
