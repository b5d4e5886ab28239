import type { Check } from "../model/checkup.ts";
import { counted, listed } from "../model/figures.ts";
import { failed, ok, warning } from "./check.ts";
import type { Calls, ListSeen, OwnSeen, Probed, UsersSeen } from "./seen.ts";

type Refused = Extract<Probed, { ok: false }>;

/** Which reads of the managed fields are refused, and what stays unread then. */
export function judgeReads({ stopped, users, lists, own, search }: Calls): readonly Check[] {
  return [
    ...(stopped ? [failed("read", `Reading ended early: ${stopped.message}`, stopped.fix)] : []),
    ...(users ? judgeUsers(users) : []),
    ...judgeLists(lists ?? []),
    ...judgeOwn(own ?? [], users?.leftOut ?? []),
    ...judgeSearch(search),
  ];
}

function judgeUsers({ probed, total, leftOut }: UsersSeen): readonly Check[] {
  if (!probed.ok) return [refusedRead("failed", "The list of users cannot be read", probed)];
  if (total === 0)
    return [
      warning(
        "read",
        "The client sees no active user",
        "Give its roles in the divisions of the users: a role counts in the divisions that it is given for",
      ),
    ];
  const seen =
    total === undefined ? "Users are" : `${counted(total, "active user")} ${total === 1 ? "is" : "are"}`;
  const gap =
    leftOut.length === 0
      ? ""
      : `; the list left out ${listed(leftOut)} of the first one, which gus then asks for again`;
  return [ok("read", `${seen} visible${gap}`)];
}

function judgeLists(lists: readonly ListSeen[]): readonly Check[] {
  const readable = lists.filter(({ probed }) => probed.ok).map(({ list }) => list);
  const refused = lists.flatMap(({ list, fields, probed }) =>
    probed.ok
      ? []
      : [refusedRead("failed", `The list of ${list}, which ${needing(fields)}, cannot be read`, probed)],
  );
  if (readable.length === 0) return refused;
  return [...refused, ok("read", `Names of ${listed(readable)} can be looked up`)];
}

function needing(fields: readonly string[]): string {
  return fields.length === 1 ? `the field ${listed(fields)} needs` : `the fields ${listed(fields)} need`;
}

/** The list of users shows these fields too, but as a best effort. */
function judgeOwn(own: readonly OwnSeen[], leftOut: readonly string[]): readonly Check[] {
  const readable = own.filter(({ probed }) => probed.ok).map(({ field }) => field);
  const refused = own.flatMap(({ field, probed }) => {
    const now = leftOut.includes(field) ? ", as it did just now" : "";
    const what = `${field} cannot be read user by user, so it stays unread where the list of users leaves it out${now}`;
    return probed.ok ? [] : [refusedRead("warning", what, probed)];
  });
  if (readable.length === 0) return refused;
  return [...refused, ok("read", `${listed(readable)} can be read user by user`)];
}

function judgeSearch(search: Probed | undefined): readonly Check[] {
  if (!search) return [];
  if (search.ok) return [ok("read", "Users can be searched for")];
  return [
    refusedRead(
      "warning",
      "Users cannot be searched for, so gus does not find those whom no list shows",
      search,
    ),
  ];
}

function refusedRead(
  verdict: "warning" | "failed",
  what: string,
  { message, call, permissions, status }: Refused,
): Check {
  const fix =
    status === 403
      ? `Give a role of the client ${permissions.join(" or ") || "the permission"}`
      : "Run it again; if it stays so, ask Genesys support with the correlation id of `--log-format json`";
  // The fix names the permission, which the server's words would only name again.
  const said = `${what}: ${permissions.length > 0 ? `${call} is refused with ${status}` : message}`;
  return verdict === "failed" ? failed("read", said, fix) : warning("read", said, fix);
}
