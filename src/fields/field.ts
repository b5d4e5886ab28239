import type { Json, JsonObject } from "../model/json.ts";
import type { Phase } from "../model/plan.ts";
import type { Cell } from "../model/state.ts";

/** Lists of the organisation in which names are looked up. */
export type NameList = "skills" | "languages" | "divisions" | "locations" | "users";

/** A rule for one text value. */
export interface TextRule {
  readonly pattern?: RegExp;
  /** What the pattern wants, for people: "a date as YYYY-MM-DD". */
  readonly wants?: string;
  readonly oneOf?: readonly string[];
}

/** What shape a field has in the definitions. Validation, schema, comparison and rendering follow from it. */
export type Kind =
  | ({ readonly kind: "text" } & TextRule)
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "reference"; readonly names: NameList }
  | {
      readonly kind: "keyed-number";
      readonly names: NameList;
      readonly min: number;
      readonly max: number;
      readonly whole: boolean;
    }
  | {
      readonly kind: "keyed-contact";
      readonly contact: "phone" | "number" | "email";
      readonly keys: readonly string[];
    }
  | { readonly kind: "list"; readonly names?: NameList }
  | { readonly kind: "record"; readonly members: Readonly<Record<string, TextRule>> };

/**
 * Which call writes a field, and what that call replaces.
 * `cell`: a member of PATCH user that stands alone. `member`: a member of PATCH user that replaces a whole list, shared by
 * every field with the same member. The others have calls of their own.
 */
export type Write =
  | { readonly call: "user"; readonly member: string; readonly replaces: "cell" }
  | {
      readonly call: "user";
      readonly member: string;
      readonly replaces: "member";
      /** The member's body from all its cells, unchanged ones included. */
      readonly encode: (cells: readonly Cell[], touched: ReadonlySet<string>) => Json;
    }
  | { readonly call: "state" | "skills" | "languages" | "division" };

/** What a field says of a live user: its cells, or why they could not be read. */
export type FieldReading =
  | { readonly read: true; readonly cells: readonly Cell[] }
  | { readonly read: false; readonly why: string };

/** One managed field group: the single place that knows how it is written down, read, compared and changed. */
export interface Field {
  readonly name: string;
  /** One sentence for the reference and the schema. */
  readonly summary: string;
  readonly shape: Kind;
  /** Whether it is a key of a user entry; `email` is not (the entry's own key is the e-mail). */
  readonly inDefinitions: boolean;
  /** Whether `null` may clear it. */
  readonly clearable: boolean;
  /** How a keyed field treats live keys that are not listed, unless the file says otherwise. */
  readonly unlisted: "removed" | "kept";
  readonly write: Write;
  readonly phase: Phase;
  /** Any one of these permissions is enough (genesys-api: JSDOC of the call). */
  readonly permissions: readonly string[];
  /** The `expand` value without which the API leaves this field out. */
  readonly expand?: string;
  /** The call that reads just this field, relative to the user, when one exists. */
  readonly own?: { readonly path: string; readonly paged: boolean };
  /** Reads the field from a user as the API returns it. `complete`: this answer was asked for exactly this field. */
  readonly read: (wire: JsonObject, complete: boolean) => FieldReading;
}

export function isKeyed(field: Field): boolean {
  return ["keyed-number", "keyed-contact", "record"].includes(field.shape.kind);
}

/** The list in which this field's values or keys are names, if they are. */
export function namesOf(field: Field): NameList | undefined {
  return "names" in field.shape ? field.shape.names : undefined;
}
