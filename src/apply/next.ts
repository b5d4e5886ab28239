/** How an operation goes on after an answer. */
export type Next =
  | { readonly go: "done" }
  | { readonly go: "again"; readonly users: readonly string[] }
  | { readonly go: "halve" };
