import type { WrittenValue } from "./definitions.ts";

/** A part of the files that says something of its own about fields. */
export type LayerAt =
  | { readonly kind: "user" | "profile"; readonly name: string }
  | { readonly kind: "defaults"; readonly file: string };

/** What a layer is to say about one cell. */
export interface Want {
  readonly layer: LayerAt;
  readonly field: string;
  readonly key?: string;
  /** The id of what the key names, by which files may spell it as well. */
  readonly keyId?: string;
  /** `null`: the live user does not have it. */
  readonly value: WrittenValue;
}
