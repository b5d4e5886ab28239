import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Query, Reader } from "../src/genesys/client.ts";
import type { Json } from "../src/model/json.ts";
import { createOrg } from "../src/simulator/org.ts";
import type { World } from "../src/simulator/world.ts";

const LISTS = ["routing/skills", "routing/languages", "authorization/divisions", "organizations/me"];
const PAGE_SIZE = 500;
const FIELDS = "skills,languages";

/** Writes down what the local org answers to the reads of a plan, so that a plan can be made without it. */
export function recordAnswers(world: World, folder: string): void {
  const org = createOrg({ world, limiter: { kind: "sliding-log", limit: 1_000_000, windowMs: 60_000 } });
  const headers = { authorization: `Bearer ${org.mint(0)}` };
  const record = (path: string, query: Query) => {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]),
    );
    const answer = org.handle({ method: "GET", path: `/api/v2/${path}?${search}`, headers, body: "" }, 1);
    if (answer.status !== 200) throw new Error(`GET ${path} is answered ${answer.status}`);
    writeFileSync(join(folder, nameOf(path, query)), answer.body);
  };
  for (const list of LISTS) record(list, { pageSize: 100, pageNumber: 1 });
  const users = (state: string, pageNumber: number) =>
    record("users", { pageSize: PAGE_SIZE, pageNumber, state, expand: FIELDS });
  users("inactive", 1);
  for (let page = 1; page <= Math.ceil(world.users.length / PAGE_SIZE); page += 1) users("active", page);
}

/** Gives the recorded answers, and counts the CPU time that taking them in costs: what is left is gus's own. */
export function answersFrom(folder: string): { readonly reader: Reader; readonly cpuSeconds: () => number } {
  let used = 0;
  const get = async (path: string, query: Query = {}) => {
    const before = process.cpuUsage();
    const body = JSON.parse(
      readFileSync(join(folder, nameOf(path.replace("/api/v2/", ""), query)), "utf8"),
    ) as Json;
    const { user, system } = process.cpuUsage(before);
    used += (user + system) / 1e6;
    return { status: 200, body, sentAt: 0 };
  };
  const search = () => Promise.reject(new Error("Nobody should have to be searched for"));
  const audits = () => Promise.reject(new Error("Nobody asks who changed what"));
  return { reader: { get, search, audits, glance: async () => undefined }, cpuSeconds: () => used };
}

function nameOf(path: string, { state = "all", pageNumber = 1 }: Query): string {
  return `${path.replaceAll("/", "-")}-${String(state)}-${String(pageNumber)}.json`;
}
