import { fileURLToPath } from "node:url";
import { type Edges, systemEdges } from "../edges.ts";

/** Where an app runs that is being synthesised: the construct's only door to the process. */
export interface AppSurroundings {
  readonly cwd: string;
  readonly edges: Edges;
}

export function appSurroundings(): AppSurroundings {
  return { cwd: process.cwd(), edges: systemEdges(process.env) };
}

/** The command line of this very package: never one that happens to be on the PATH. */
export const CLI = fileURLToPath(new URL("../cli.js", import.meta.url));
