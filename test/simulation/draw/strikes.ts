import type { Effect } from "../../../src/simulator/faults.ts";
import type { RetryAfter } from "../../../src/simulator/throttled.ts";
import type { SimUser } from "../../../src/simulator/user.ts";
import type { Strike } from "../world/platform.ts";
import type { Draw } from "./draw.ts";
import { drawDeed, EVERY_RATING, puttingBack } from "./edits.ts";

type Kind = Effect["kind"];

/** Every kind of fault, as often as it shall come among others. */
const KINDS: readonly Kind[] = [
  "failure",
  "failure",
  "cut",
  "cut",
  "silent-drop",
  "silent-drop",
  "proxy",
  "throttle",
  "throttle",
  "throttle",
  "mint-throttle",
  "token-dies",
  "forbidden",
  "slow",
  "slow",
  "lag",
  "partial-expand",
  "second-writer",
  "second-writer",
  "second-writer",
];

/** Up to five faults; one schedule in eight has none. */
export function drawStrikes(draw: Draw, users: readonly SimUser[], wholeSkills: boolean): readonly Strike[] {
  const count = draw.flip(0.12) ? 0 : draw.between(1, 5);
  return Array.from({ length: count }, () => drawStrike(draw, draw.any(KINDS), users, wholeSkills));
}

function drawStrike(draw: Draw, kind: Kind, users: readonly SimUser[], wholeSkills: boolean): Strike {
  const common = { nth: draw.between(1, 12), during: ["apply"] as const };
  const times = draw.flip(0.8) ? 1 : draw.between(2, 6);
  const anywhere = { ...common, times, on: draw.any(["read", "write", "write"] as const) };
  const onWrites = { ...common, times, on: "write" as const };
  const applied = draw.any(["no", "yes", { late: draw.any([200, 5_000, 20_000, 90_000]) }] as const);
  switch (kind) {
    case "failure":
      return {
        ...anywhere,
        during: draw.flip(0.2) ? ["plan", "drift"] : ["apply"],
        effect: { kind, status: draw.any([408, 500, 502, 503, 504]), applied },
      };
    case "cut":
      return { ...anywhere, effect: { kind, applied } };
    case "silent-drop":
      return { ...onWrites, effect: { kind } };
    case "proxy":
      return {
        ...anywhere,
        effect: { kind, status: draw.any([200, 200, 403, 502]), applied: draw.any(["no", "yes"]) },
      };
    case "throttle":
      return {
        ...anywhere,
        on: draw.any(["any", "write"]),
        during: draw.flip(0.2) ? ["plan", "export"] : ["apply"],
        effect: { kind, retryAfter: retryAfter(draw), ...limitNamed(draw) },
      };
    case "mint-throttle":
      return {
        ...common,
        during: ["plan", "apply", "drift", "export"],
        nth: draw.between(1, 3),
        times: draw.between(1, 3),
        on: "mint",
        effect: { kind },
      };
    case "token-dies":
      return { ...anywhere, times: 1, effect: { kind } };
    case "forbidden":
      return {
        ...onWrites,
        times: draw.between(1, 5),
        effect: { kind, permissions: [draw.any(["directory:user:edit", "routing:skill:assign"])] },
      };
    case "slow":
      return { ...anywhere, effect: { kind, ms: draw.any([2_000, 12_000, 31_000, 45_000]) } };
    case "lag":
      return {
        ...common,
        on: "read",
        times: draw.between(1, 8),
        effect: { kind, ms: draw.any([500, 3_000, 15_000]) },
      };
    case "partial-expand":
      return partial(draw, common);
    case "second-writer":
      return secondWriter(draw, users, wholeSkills);
  }
}

const EXPANDS = ["skills", "languages", "locations", "certifications", "profileSkills", "employerInfo"];

/** A user's own answer that lacks employer information says that there is none, so that one is only left out of lists. */
function partial(draw: Draw, common: Pick<Strike, "nth" | "during">): Strike {
  const expand = draw.any(EXPANDS);
  return {
    ...common,
    nth: draw.between(1, 6),
    during: draw.flip(0.3) ? ["plan", "drift", "export"] : ["apply"],
    on: expand === "employerInfo" ? "many" : "read",
    times: draw.between(1, 8),
    effect: { kind: "partial-expand", expand, share: draw.any([0.5, 1]) },
  };
}

/** Somebody edits just before or after some call about a user, often the user's writes, and sometimes again and again. */
function secondWriter(draw: Draw, users: readonly SimUser[], wholeSkills: boolean): Strike {
  const on = draw.any(["write", "versionless", "read"] as const);
  const when = draw.any(["before", "before", "after"] as const);
  const user = draw.any(users);
  const aimed = { before: EVERY_RATING, after: puttingBack(user) }[when];
  const { words, change } = on !== "read" && draw.flip(0.3) ? aimed : drawDeed(draw, wholeSkills);
  return {
    effect: { kind: "second-writer", when, who: user.id, edit: change },
    words: `${words} of ${user.id}`,
    during: ["apply"],
    on,
    ...(draw.flip(0.8) ? { user: user.id } : {}),
    nth: draw.flip(0.5) ? 1 : draw.between(1, 5),
    times: draw.flip(0.7) ? 1 : draw.between(2, 12),
  };
}

function retryAfter(draw: Draw): RetryAfter {
  const seconds = draw.any([1, 5, 30, 61]);
  return draw.any<RetryAfter>([
    { form: "seconds", seconds },
    { form: "seconds", seconds },
    { form: "date", seconds },
    { form: "epoch", seconds },
    { form: "text", text: draw.any(["soon", "0", "-1"]) },
    { form: "missing" },
    { form: "seconds", seconds: draw.any([181, seconds, seconds]) },
  ]);
}

function limitNamed(draw: Draw) {
  const key = draw.any([
    undefined,
    undefined,
    "client.credentials.token.rate.per.minute",
    "user.edits.per.minute",
  ]);
  return key === undefined ? {} : { limit: { key, namespace: "platform.api", value: draw.between(10, 40) } };
}
