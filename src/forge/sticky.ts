import type { Entry, Forge } from "./forge.ts";

export interface Posted {
  readonly what: "created" | "updated" | "unchanged" | "closed" | "reopened" | "nothing";
  readonly url?: string;
}

/**
 * Makes the one comment of ours that begins with a marker say something: it is written anew, or else made. Others of ours with the
 * same marker, as of two jobs at once, are deleted, so that nobody approves what they say. Looks before it writes, so that it can be
 * tried again after any failure.
 */
export async function postSticky(
  forge: Forge,
  request: number,
  marker: string,
  body: string,
): Promise<Posted> {
  const [first, ...others] = await marked(forge, request, marker);
  const posted = first ? await renew(forge, request, first, body) : await make(forge, request, body);
  for (const { id } of others) await forge.remove(request, id);
  return posted;
}

export async function marked(forge: Forge, request: number, marker: string): Promise<readonly Entry[]> {
  return (await forge.ownComments(request)).filter(({ body }) => beginsWith(body, marker));
}

/** A marker counts as the whole first line only. */
export function beginsWith(body: string, marker: string): boolean {
  return body.split(/\r?\n/, 1)[0] === marker;
}

async function renew(
  forge: Forge,
  request: number,
  { id, body: before, url }: Entry,
  body: string,
): Promise<Posted> {
  if (sameText(before, body)) return { what: "unchanged", url };
  await forge.edit(request, id, body);
  return { what: "updated", url };
}

async function make(forge: Forge, request: number, body: string): Promise<Posted> {
  const { url } = await forge.comment(request, body);
  return { what: "created", url };
}

/** Servers trim texts, and may end lines in their own way. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll("\r\n", "\n").trim();
  return plain(a) === plain(b);
}
