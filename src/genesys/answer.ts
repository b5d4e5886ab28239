import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { type ErrorDetail, GenesysError } from "./errors.ts";
import { type Headers, header } from "./rate-headers.ts";
import { CORRELATION_ID } from "./wire.ts";

/** A call as errors name it. */
export interface Called {
  readonly method: string;
  readonly path: string;
  readonly credential: string;
  /** Texts that no message may repeat, whoever echoes them. */
  readonly secrets: readonly string[];
  /** Monotonic time at which it left. */
  readonly sentAt: number;
}

/** What a body holds: `null` for none, undefined for text that is not JSON. */
export function readBody(text: string): Json | undefined {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The error that an answer amounts to: from a Genesys error body where there is one, else from what is there. */
export function refusalOf(called: Called, status: number, headers: Headers, text: string): GenesysError {
  const read = readBody(text);
  const body: JsonObject = isObject(read) ? read : {};
  const correlationId = header(headers, CORRELATION_ID) ?? textOf(body.contextId);
  const said = textOf(body.message) ?? textOf(body.detail) ?? notOurs(status, headers, read);
  return new GenesysError({
    method: called.method,
    path: called.path,
    credential: called.credential,
    status,
    code: textOf(body.code) ?? "",
    detail: clean(said, called.secrets),
    details: Array.isArray(body.details) ? body.details.filter(isObject).map(detailOf) : [],
    ...(correlationId !== undefined && { correlationId }),
  });
}

/** One line, without control characters and secrets, no longer than people read. */
export function clean(text: string, secrets: readonly string[]): string {
  const safe = secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const line = safe.replace(/[\u0000-\u0020\u007f-\u009f]+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}

function notOurs(status: number, headers: Headers, body: Json | undefined): string {
  const type = header(headers, "content-type")?.split(";")[0] ?? "no content type";
  if (status >= 300 && status < 400)
    return `the answer sends the call on to ${header(headers, "location") ?? "nowhere"}`;
  if (body === undefined) return `the body is not JSON (${type}), so it may come from a proxy on the way`;
  return "";
}

function detailOf(entry: JsonObject): ErrorDetail {
  const names = ["errorCode", "fieldName", "entityId", "entityName"] as const;
  return Object.fromEntries(
    names.flatMap((name) => (textOf(entry[name]) ? [[name, textOf(entry[name])]] : [])),
  );
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
