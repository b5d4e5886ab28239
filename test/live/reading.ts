import type { Reader } from "../../src/genesys/client.ts";
import type { Json } from "../../src/model/json.ts";
import { openReader } from "../../src/pipeline/connection.ts";
import type { Org } from "../../src/simulator/org.ts";
import { connectionTo } from "../laws/in-process.ts";

/** A reader that asks this org, without sockets and without waiting. */
export function readerOn(org: Org): Reader {
  const { connection, around } = connectionTo(org);
  const opened = openReader(connection, around);
  if (!opened.ok) throw new Error("The connection is sound.");
  return opened.value.reader;
}

/** What was asked, as `GET /api/v2/users state=active page 1`. */
export function callsTo({ log }: Org): readonly string[] {
  return log.map(({ method, path }) => {
    const [route = "", search = ""] = path.split("?");
    const query = new URLSearchParams(search);
    const ids = query.get("id")?.split(",").length;
    const parts = [
      query.has("state") ? `state=${query.get("state")}` : "",
      query.has("pageNumber") ? `page ${query.get("pageNumber")}` : "",
      ids === undefined ? "" : `${ids} ids`,
      query.has("expand") ? `expand=${query.get("expand")}` : "",
      query.has("cursor") ? "cursor" : "",
    ];
    return [`${method} ${route.replace("/api/v2", "")}`, ...parts.filter(Boolean)].join(" ");
  });
}

/** A reader that answers from a function, and remembers what it was asked. */
export function scripted(answer: (path: string, query: Readonly<Record<string, unknown>>) => Json): Reader & {
  readonly asked: readonly string[];
} {
  const asked: string[] = [];
  return {
    asked,
    get: async (path, query = {}) => {
      asked.push(`${path} ${JSON.stringify(query)}`);
      return { status: 200, body: answer(path, query), sentAt: 0 };
    },
    search: () => Promise.reject(new Error("nobody searches here")),
    glance: () => Promise.reject(new Error("nobody searches here")),
    audits: () => Promise.reject(new Error("nobody searches here")),
  };
}
