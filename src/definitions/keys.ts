/** As keys these would reach an object's prototype somewhere. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Without quotes, readers of YAML 1.1 take it for an instruction. */
export const MERGE_KEY = "<<";
