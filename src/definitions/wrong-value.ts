import type { z } from "zod";
import { nearest } from "../fields/nearest.ts";
import type { Problem } from "../model/problem.ts";
import { type DefinitionCode, problem } from "./codes.ts";
import { listForMap } from "./list-for-map.ts";
import { type Node, type ScalarNode, typeOf } from "./node.ts";
import { quoted, show } from "./quote.ts";
import { isJsonNumber, meansTrue } from "./scalar.ts";
import { isClearable, type Slot } from "./slot.ts";
import { placeOf } from "./source.ts";
import { said, wantsNumber, wantsText, wish } from "./wish.ts";

type Issue = z.core.$ZodIssue;

/** One issue that zod has with a value, told by what was written rather than by what YAML made of it. */
export function wrongValue(issue: Issue, node: Node, slot: Slot): readonly Problem[] {
  if (node.kind === "broken") return [];
  if (node.kind === "list" && slot.field?.shape.kind === "keyed-number" && slot.depth === 0)
    return [listForMap(node, slot.name)];
  if (node.kind !== "scalar") return [unwanted("wrong-type", issue, node, slot)];
  return [byWriting(issue, node, slot) ?? byMeaning(issue, node, slot)];
}

/** What the writing itself explains: nothing written, null, quotes missing or too many. */
function byWriting(issue: Issue, node: ScalarNode, slot: Slot): Problem | undefined {
  const type = typeOf(node);
  if (type === "empty") return noValue(node, slot);
  if (type === "null")
    return node.text === "null" ? nullValue(issue, node, slot) : otherNull(issue, node, slot);
  if (type !== "text" && wantsText(issue)) return needsQuotes(node, slot);
  if (type === "text" && wantsNumber(issue) && isJsonNumber(node.text))
    return unwanted("number-as-text", issue, node, slot, `Write ${node.text} without quotes`);
  if (slot.name === "version" && type === "number") return unknownVersion(node);
  return undefined;
}

/** A value that was read as it was meant, and is not the wanted one. */
function byMeaning(issue: Issue, node: ScalarNode, slot: Slot): Problem {
  switch (issue.code) {
    case "too_big":
    case "too_small":
      return unwanted(issue.origin === "string" ? "bad-value" : "out-of-range", issue, node, slot);
    case "invalid_value":
      return slot.name === "unmanaged" ? unknownField(issue, node) : notOneOf(issue, node, slot);
    case "invalid_type":
      return unwanted("wrong-type", issue, node, slot, booleanFix(issue, node));
    default:
      return unwanted("bad-value", issue, node, slot);
  }
}

function unwanted(
  code: DefinitionCode,
  issue: Issue,
  node: Node,
  slot: Slot,
  fix = `Write ${wish(issue, slot)}`,
): Problem {
  const where = slot.level === "file" ? "in place of" : `in ${show(slot.name)}, which wants`;
  const message = `Found ${said(node)} ${where} ${wish(issue, slot)}`;
  return problem(code, placeOf(node), message, fix);
}

function noValue(node: ScalarNode, slot: Slot): Problem {
  const message = `Cannot tell what ${show(slot.name)} should be: nothing stands after it`;
  const ways = { user: "{} for a user of whom nothing else is managed", profile: "{} for none" } as const;
  const other = slot.level === "user" || slot.level === "profile" ? ways[slot.level] : "a value";
  const fix = isClearable(slot)
    ? "Write a value, or null to clear it"
    : `Write ${other}, or remove the entry`;
  return problem("no-value", placeOf(node), message, fix);
}

function nullValue(issue: Issue, node: ScalarNode, slot: Slot): Problem {
  if (!slot.field || slot.depth > 0) return unwanted("wrong-type", issue, node, slot);
  return problem(
    "cannot-clear",
    placeOf(node),
    `Cannot clear ${show(slot.name)}: every user has one`,
    "Write a value, or remove the line so that gus leaves it alone",
  );
}

/** `~` and its like may be meant as a text or as null; only `null` is taken for null. */
function otherNull(issue: Issue, node: ScalarNode, slot: Slot): Problem {
  const asText = wantsText(issue) ? [`${quoted(node.text)} for the text`] : [];
  const asNull = isClearable(slot) ? ["null to clear it"] : [];
  const ways = [...asText, ...asNull].join(", or ");
  const message = `Cannot tell whether ${node.text} in ${show(slot.name)} is a text or null`;
  return problem("needs-quotes", placeOf(node), message, `Write ${ways || wish(issue, slot)}`);
}

function needsQuotes(node: ScalarNode, slot: Slot): Problem {
  return problem(
    "needs-quotes",
    placeOf(node),
    `Found ${node.text} in ${show(slot.name)}, which wants a text; YAML readers take it for a ${typeOf(node)}`,
    `Write ${quoted(node.text)}`,
  );
}

function unknownVersion(node: ScalarNode): Problem {
  const message = `Found version ${node.text}; this release reads version 1`;
  return problem("version-unknown", placeOf(node), message, "Write version: 1, or install a newer release");
}

function booleanFix(issue: z.core.$ZodIssueInvalidType, { text }: ScalarNode): string | undefined {
  const isWord = issue.expected === "boolean" && /^(?:true|false|yes|no|on|off)$/i.test(text);
  return isWord ? `Write ${meansTrue(text)}, without quotes` : undefined;
}

function notOneOf(issue: z.core.$ZodIssueInvalidValue, node: ScalarNode, slot: Slot): Problem {
  const near = nearest(node.text, issue.values.map(String));
  const code = typeOf(node) === "text" && !wantsNumber(issue) ? "bad-value" : "wrong-type";
  return unwanted(code, issue, node, slot, `Write ${near ?? wish(issue, slot)}`);
}

function unknownField(issue: z.core.$ZodIssueInvalidValue, node: ScalarNode): Problem {
  const known = issue.values.map(String);
  const near = nearest(node.text, known);
  const message = `Cannot find a field ${show(node.text)} to leave unmanaged`;
  return problem(
    "unknown-key",
    placeOf(node),
    message,
    near ? `Write ${near}` : `Name one of ${known.join(", ")}`,
  );
}
