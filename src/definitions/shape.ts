import type { z } from "zod";
import type { Registry } from "../fields/registry.ts";
import type { Problem } from "../model/problem.ts";
import { problem } from "./codes.ts";
import type { Grammar } from "./grammar.ts";
import { missingKey } from "./missing.ts";
import { type Entry, entryOf, type Node, plainOf } from "./node.ts";
import { show } from "./quote.ts";
import { type Path, slotOf } from "./slot.ts";
import { placeOf } from "./source.ts";
import { isListOfTexts, isSurelyGood } from "./surely-good.ts";
import { unknownKey } from "./unknown-key.ts";
import { wrongValue } from "./wrong-value.ts";

type Issue = z.core.$ZodIssue;

/** Everything about one file that the grammar does not accept, at the places where it stands. */
export function shapeProblems(root: Node, grammar: Grammar, fields: Registry): readonly Problem[] {
  return issuesOfFile(root, grammar, fields).flatMap((issue) => fromIssue(issue, { root, grammar, fields }));
}

/** Users are judged one by one, and again only if something is wrong with them: all together they would stand in memory twice more. */
function issuesOfFile(root: Node, grammar: Grammar, fields: Registry): readonly Issue[] {
  const users = entryOf(root, "users")?.value;
  if (root.kind !== "map" || users?.kind !== "map") return issuesOf(grammar.file, root, []);
  const others = root.entries.filter(({ key }) => key !== "users");
  const wrong = users.entries.filter((entry) => !isGood(entry, grammar.users, fields));
  return [
    ...issuesOf(grammar.file, { ...root, entries: others }, []),
    ...issuesOf(grammar.users, { ...users, entries: wrong }, ["users"]),
  ];
}

/** No rule for a user spans fields and none must be there, so a user is good whose fields are; that takes half the time of the whole. */
function isGood({ key, value }: Entry, { keyType, valueType }: Grammar["users"], fields: Registry): boolean {
  if (value.kind !== "map" || !keyType.safeParse(key).success) return false;
  return value.entries.every((entry) => {
    const schema = valueType.shape[entry.key];
    return schema && (isSure(entry, fields) || schema.safeParse(plainOf(entry.value)).success);
  });
}

function isSure({ key, value }: Entry, fields: Registry): boolean {
  const field = fields.get(key);
  return field ? isSurelyGood(field, value) : key === "profiles" && isListOfTexts(value);
}

interface Context {
  readonly root: Node;
  readonly grammar: Grammar;
  readonly fields: Registry;
}

function issuesOf(schema: z.ZodType, node: Node, at: Path): readonly Issue[] {
  const issues = schema.safeParse(plainOf(node)).error?.issues ?? [];
  return issues.flatMap(likeliest).map((issue) => ({ ...issue, path: [...at, ...issue.path] }));
}

/** Of a union, the issues of the alternative that was probably meant: one of the right type with the fewest issues. */
function likeliest(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branches = issue.errors.map((errors) => errors.flatMap(likeliest));
  const typed = branches.filter((branch) => !branch.some(isOfOtherType));
  const [best] = (typed.length > 0 ? typed : branches).toSorted((a, b) => a.length - b.length);
  return (best ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isOfOtherType({ code, path }: Issue): boolean {
  return code === "invalid_type" && path.length === 0;
}

function fromIssue(issue: Issue, context: Context): readonly Problem[] {
  const node = locate(context.root, issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.flatMap((key) => unknownKey(key, issue.path, node, context.grammar, context.fields));
  if (issue.code === "invalid_key") return badKey(issue, context);
  const slot = slotOf(issue.path, context.fields);
  if (node) return wrongValue(issue, node, slot);
  const owner = locate(context.root, issue.path.slice(0, -1));
  return owner ? [missingKey(String(issue.path.at(-1)), owner, slot)] : [];
}

/** zod does not look below a key that it refuses, so what stands there is judged here. */
function badKey(issue: Issue, context: Context): readonly Problem[] {
  const { root, grammar, fields } = context;
  const key = String(issue.path.at(-1));
  const entry = entryOf(locate(root, issue.path.slice(0, -1)), key);
  if (!entry) return [];
  const schema = bodyGrammar(issue.path, grammar);
  const isUser = schema === grammar.user;
  if (isUser && Object.hasOwn(grammar.user.shape, key)) return [outdented(entry)];
  const below = schema ? issuesOf(schema, entry.value, issue.path) : [];
  const own = isUser ? badUserKey(entry) : emptyName(entry, slotOf(issue.path.slice(0, -1), fields).name);
  return [own, ...below.flatMap((inner) => fromIssue(inner, context))];
}

function outdented(entry: Entry): Problem {
  const message = `Found ${show(entry.key)} among the users; it is a key of a user`;
  return problem("misplaced-key", placeOf(entry), message, "Indent it under the user that it belongs to");
}

function badUserKey(entry: Entry): Problem {
  const message = `Cannot read ${show(entry.key)} as a login e-mail; users are keyed by theirs`;
  return problem("bad-user-key", placeOf(entry), message, "Write the login e-mail, such as ada@example.com");
}

function emptyName(entry: Entry, where: string): Problem {
  const message = `Found an empty name under ${show(where)}`;
  return problem("bad-value", placeOf(entry), message, "Write a name, or remove the entry");
}

function bodyGrammar([top, , ...below]: Path, grammar: Grammar): z.ZodType | undefined {
  if (below.length > 0) return undefined;
  return top === "users" ? grammar.user : top === "profiles" ? grammar.profile : undefined;
}

function locate(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path)
    node = node?.kind === "list" ? node.items[Number(step)] : entryOf(node, String(step))?.value;
  return node;
}
