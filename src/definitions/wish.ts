import type { z } from "zod";
import { type Node, typeOf } from "./node.ts";
import { show } from "./quote.ts";
import { isClearable, type Slot } from "./slot.ts";

type Issue = z.core.$ZodIssue;

/** What the format wants where zod has an issue. Finishes the sentence "… wants". */
export function wish(issue: Issue, slot: Slot): string {
  switch (issue.code) {
    case "invalid_type":
      return wantedType(issue.expected, slot);
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "too_big":
      return issue.origin === "string" ? withoutClearing(issue, slot) : numberFor(slot, false);
    case "too_small":
      return issue.origin === "string" ? withoutClearing(issue, slot) : numberFor(slot, false);
    default:
      return withoutClearing(issue, slot);
  }
}

export function wantsText(issue: Issue): boolean {
  return issue.code === "invalid_type" && issue.expected === "string";
}

export function wantsNumber(issue: Issue): boolean {
  if (issue.code === "invalid_value") return issue.values.every((value) => typeof value === "number");
  return issue.code === "invalid_type" && ["number", "int"].includes(issue.expected);
}

/** What was written, for a message. */
export function said(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "map" ? "a map" : "a list";
  const type = typeOf(node);
  return type === "text" ? `the text ${show(node.text)}` : node.text;
}

function wantedType(expected: string, slot: Slot): string {
  switch (expected) {
    case "string":
      return isContact(slot) ? 'a number as "+34910000000", or a map of number and extension' : "a text";
    case "number":
    case "int":
      return numberFor(slot, expected === "int");
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    default:
      return wantedMap(slot);
  }
}

function isContact({ field, depth }: Slot): boolean {
  return field?.shape.kind === "keyed-contact" && field.shape.contact === "phone" && depth === 1;
}

function wantedMap({ level, field, name }: Slot): string {
  if (level === "file") return "a map that begins with version: 1";
  if (level === "part" && name === "users") return "a map of users by login e-mail";
  if (level === "part" && name === "profiles") return "a map of profiles by name";
  if (level === "user" || level === "profile") return "a map of fields";
  return field?.shape.kind === "keyed-number" ? "a map of names and numbers" : "a map";
}

function numberFor({ field, name }: Slot, isInt: boolean): string {
  if (field?.shape.kind !== "keyed-number")
    return `a whole number from ${name === "expect.users" ? 1 : 0} up`;
  const { min, max, whole } = field.shape;
  return `a ${whole || isInt ? "whole " : ""}number from ${min} to ${max}`;
}

/** The grammar's own words; the hint that null clears only where it does. */
function withoutClearing({ message }: Issue, slot: Slot): string {
  return isClearable(slot) ? message : message.replace(/; null clears it$/, "");
}
