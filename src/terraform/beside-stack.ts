import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { IConstruct } from "constructs";
import { cdktf } from "./peers.ts";

/** The folder in which Terraform will work on the stack of a construct. Asking the manifest for it would fix the stack's dependencies too early. */
export function stackFolder(construct: IConstruct): string {
  const stack = cdktf.TerraformStack.of(construct);
  return resolve(cdktf.App.of(construct).outdir, cdktf.Manifest.stacksFolder, stack.node.id);
}

/** Plans hold personal data, so only their owner may read them; a half-written one never stands under its name. */
export function writePrivately(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Lets something happen when the stack is written, and not when a test only looks at what would be: the hook of cdktf's own assets. */
export function whenWritten(construct: IConstruct, act: () => void): void {
  Object.defineProperty(construct, Symbol.for("cdktf/customSynthesis"), { value: { onSynthesize: act } });
}
