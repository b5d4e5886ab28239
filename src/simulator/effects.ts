import type { Applied, Effect, Fault } from "./faults.ts";
import type { Chance } from "./random.ts";
import { missingPermission, type Refused } from "./refused.ts";
import { throttleFault } from "./throttled.ts";
import type { SimUser } from "./user.ts";

/** What becomes of the answer when it is not the route's own. */
export type Cover =
  | { readonly kind: "failure"; readonly status: number }
  | { readonly kind: "cut" }
  | { readonly kind: "proxy"; readonly status: number; readonly body: string };

export type SecondWriter = Extract<Effect, { kind: "second-writer" }>;

/** All that the faults of one request come to. */
export interface Effects {
  readonly delayMs: number;
  readonly lagMs: number;
  readonly tokenDies: boolean;
  readonly mintRefused: boolean;
  /** Answered before the route is reached. */
  readonly refused: Refused | undefined;
  readonly applied: Applied;
  readonly cover: Cover | undefined;
  readonly writers: readonly SecondWriter[];
  readonly withheld: (user: SimUser, expand: string) => boolean;
}

const PROXY_PAGE = "<!doctype html><html><body><h1>Please sign in to the network</h1></body></html>";

/** Faults add up: of several answers the first counts; a write that any fault loses is lost. */
export function effectsOf(faults: readonly Fault[], now: number, chance: Chance): Effects {
  const sum = (kind: "slow" | "lag") =>
    faults.reduce((total, fault) => total + (fault.kind === kind ? fault.ms : 0), 0);
  return {
    delayMs: sum("slow"),
    lagMs: sum("lag"),
    tokenDies: faults.some((fault) => fault.kind === "token-dies"),
    mintRefused: faults.some((fault) => fault.kind === "mint-throttle"),
    refused: first(faults, (fault) => refusal(fault, now)),
    applied: together(faults.flatMap((fault) => appliedBy(fault) ?? [])),
    cover: first(faults, coverOf),
    writers: faults.filter((fault) => fault.kind === "second-writer"),
    withheld: (user, expand) => faults.some((fault) => withholds(fault, user, expand, chance)),
  };
}

function first<T>(faults: readonly Fault[], look: (fault: Fault) => T | undefined): T | undefined {
  return faults.map(look).find((found) => found !== undefined);
}

function refusal(fault: Fault, now: number): Refused | undefined {
  if (fault.kind === "throttle") return throttleFault(fault.retryAfter, now, fault.limit);
  if (fault.kind === "forbidden") return missingPermission(fault.permissions);
  return undefined;
}

function coverOf(fault: Fault): Cover | undefined {
  if (fault.kind === "failure") return { kind: "failure", status: fault.status };
  if (fault.kind === "cut") return { kind: "cut" };
  if (fault.kind === "proxy") {
    return { kind: "proxy", status: fault.status ?? 200, body: fault.body ?? PROXY_PAGE };
  }
  return undefined;
}

function appliedBy(fault: Fault): Applied | undefined {
  if (fault.kind === "silent-drop") return "no";
  if (fault.kind === "failure") return fault.applied ?? "no";
  if (fault.kind === "proxy") return fault.applied ?? "yes";
  if (fault.kind === "cut") return fault.applied;
  return undefined;
}

function together(all: readonly Applied[]): Applied {
  if (all.includes("no")) return "no";
  return all.find((applied) => applied !== "yes") ?? "yes";
}

function withholds(fault: Fault, user: SimUser, expand: string, chance: Chance): boolean {
  if (fault.kind !== "partial-expand" || fault.expand !== expand) return false;
  if (fault.users !== undefined) return fault.users.includes(user.id) || fault.users.includes(user.email);
  return fault.share === undefined || chance.flip(fault.share);
}
