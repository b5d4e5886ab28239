import type { z } from "zod";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** Something in a snapshot that planning could not go by. */
export interface Fault {
  /** Where in the document, or in the user. */
  readonly path: readonly PropertyKey[];
  /** What is wanted there, or wrong with it. */
  readonly wants: string;
  /** The user of the list that it is about; none for what stands beside users. */
  readonly user?: { readonly index: number; readonly value: Json };
}

/** What the format does not accept. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], user?: Fault["user"]): readonly Fault[] {
  return issues.map((issue) => ({ path: issue.path, wants: wantsOf(issue), ...(user ? { user } : {}) }));
}

function wantsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_union") return "this gus knows no such field";
  return issue.message.replace(/^Invalid input: /, "").replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The cell that a fault is about. */
export function cellOf({ path: [list, index], user }: Fault): JsonObject | undefined {
  if (list !== "cells" || typeof index !== "number" || !isObject(user?.value)) return undefined;
  const cells = user.value.cells;
  const cell: unknown = Array.isArray(cells) ? cells[index] : undefined;
  return isObject(cell) ? cell : undefined;
}
