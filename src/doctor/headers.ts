import type { Check } from "../model/checkup.ts";
import { cannotTell, ok, warning } from "./check.ts";
import type { Arrived } from "./seen.ts";

/** Which the platform sends with every answer (trace of 2021; announcement of the 429s of today). */
const ALWAYS = "inin-correlation-id";

/**
 * Whether something on the way takes headers away, Retry-After above all. That header comes with a 429 only, and drawing one on purpose
 * would take calls from others, so what always comes has to stand for it.
 */
export function judgeHeaders(arrived: readonly Arrived[]): Check {
  const answers = arrived.filter(({ url }) => url.pathname.startsWith("/api/"));
  if (answers.length === 0) return cannotTell("headers", "Not checked, since no answer came");
  if (answers.some(({ headers }) => headers[ALWAYS] === undefined))
    return warning(
      "headers",
      "Answers come without ININ-Correlation-Id, which the platform always sends; whatever takes it away may take Retry-After as well",
      "Let the proxy pass all headers of answers; until then gus takes the wait of a 429 from its text, else pauses by --retry-429",
    );
  if (answers.some(isCached))
    return warning(
      "headers",
      "An answer came out of a cache (Age or X-Cache says so), and may show users as they were",
      "Keep the proxy from caching the API: it asks for that in Cache-Control",
    );
  const proxy = answers.flatMap(({ headers }) => proxiesIn(text(headers.via)))[0];
  if (proxy !== undefined)
    return cannotTell(
      "headers",
      `There is a proxy on the way (Via: ${proxy}). It lets the headers of usual answers through; Retry-After comes with a 429 only, which gus does not provoke`,
    );
  return ok("headers", "All headers arrive that the platform sends with every answer");
}

function isCached({ headers }: Arrived): boolean {
  return Number(text(headers.age)) > 0 || /\bhit\b/i.test(text(headers["x-cache"]));
}

/** The hops of a `Via` that are not the platform's own, which is CloudFront. */
function proxiesIn(via: string): readonly string[] {
  const hops = via.split(",").map((hop) => hop.trim());
  return hops.filter((hop) => hop !== "" && !/cloudfront/i.test(hop));
}

function text(value: Arrived["headers"][string]): string {
  return typeof value === "string" ? value : (value?.join(", ") ?? "");
}
