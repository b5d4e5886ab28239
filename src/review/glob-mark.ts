import { createHash } from "node:crypto";

const MARK = /^glob-[0-9a-f]{12}$/;

/** What stands for a glob where people are hidden, since it may be an address, and in markers: the same whether a document is redacted or not. */
export function globMark(orgId: string, glob: string): string {
  if (MARK.test(glob)) return glob;
  return `glob-${createHash("sha256").update(`${orgId} ${glob}`).digest("hex").slice(0, 12)}`;
}
