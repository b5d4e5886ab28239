import type { Json } from "../model/json.ts";
import type { Backend, Call, ReadPath, Reply } from "./call.ts";
import type { Effects } from "./effects.ts";
import type { Gate } from "./gate.ts";
import type { SimResponse } from "./http.ts";
import type { Ledger } from "./ledger.ts";
import { badRequest, errorBody, missingPermission, notFound, Refused, serverFailure } from "./refused.ts";
import { parseJson, type ReadRequest } from "./request.ts";
import type { Match } from "./router.ts";
import { REQUEST_BYTES_MAX } from "./routes/organization.ts";
import { mintRefused, type Token, type Tokens } from "./tokens.ts";

/** One request on its way through the org. */
export interface Exchange {
  readonly request: ReadRequest;
  readonly now: number;
  readonly number: number;
  readonly correlationId: string;
  readonly effects: Effects;
  readonly lag: Partial<Record<ReadPath, number>>;
}

/** What an exchange passes: token check, rate limits, route, and the record of writes. */
export interface Stations {
  readonly backend: Backend;
  readonly gate: Gate;
  readonly tokens: Tokens;
  readonly ledger: Ledger;
}

type Headers = Record<string, string>;

/** Decides a request. Writes are in the ledger when this returns. */
export function answerRequest(exchange: Exchange, stations: Stations): SimResponse {
  const headers = standardHeaders(exchange);
  try {
    const reply =
      exchange.request.path === "/oauth/token"
        ? grantToken(exchange, stations)
        : answerCall(exchange, stations, headers);
    return covered(exchange, headers) ?? plain(reply, headers, exchange);
  } catch (error) {
    if (error instanceof Refused) return refusal(error, headers, exchange);
    throw error;
  }
}

function standardHeaders({ correlationId, now }: Exchange): Headers {
  return {
    "ININ-Correlation-Id": correlationId,
    "Cache-Control": "no-cache, no-store, must-revalidate",
    Pragma: "no-cache",
    Expires: "0",
    "Strict-Transport-Security": "max-age=600; includeSubDomains",
    Date: new Date(now).toUTCString(),
  };
}

function grantToken({ request, now, effects }: Exchange, { tokens }: Stations): Reply {
  if (request.method !== "POST") throw notFound("There is nothing here.");
  if (effects.refused !== undefined) throw effects.refused;
  const { status, body } = effects.mintRefused
    ? mintRefused()
    : tokens.grant(request.headers.authorization, request.body, now);
  return { status, body, writes: [] };
}

function answerCall(exchange: Exchange, stations: Stations, headers: Headers): Reply {
  const { request, effects, now } = exchange;
  const token = authenticate(exchange, stations);
  const who = { token: token.value, clientId: token.client.id, method: request.method, route: request.route };
  const passage = stations.gate.pass(who, now);
  Object.assign(headers, passage.headers);
  if (passage.refused !== undefined) throw passage.refused;
  if (effects.refused !== undefined) throw effects.refused;
  if (request.match === undefined) throw notFound(`There is no ${request.method} ${request.path}`);
  const call = toCall(exchange, request.match, token);
  const { needs } = request.match.route;
  if (needs !== undefined && !needs.some(call.permits)) throw missingPermission(needs);
  return carryOut(exchange, stations, call, request.match);
}

function authenticate({ request, effects, now }: Exchange, { tokens }: Stations): Token {
  if (request.token === undefined) {
    throw new Refused(
      401,
      "authentication.required",
      "No authentication bearer token specified in authorization header.",
    );
  }
  if (effects.tokenDies) tokens.revoke(request.token);
  const token = tokens.find(request.token, now);
  if (token === undefined) throw new Refused(401, "bad.credentials", "Invalid login credentials.");
  return token;
}

function toCall({ request, now, effects, lag }: Exchange, match: Match, { client }: Token): Call {
  return {
    method: request.method,
    path: request.path,
    query: request.query,
    params: match.params,
    json: readBody(request),
    now,
    clientId: client.id,
    permissions: client.permissions,
    permits: (permission) => client.permissions === undefined || client.permissions.includes(permission),
    lagMs: (path) => Math.max(lag[path] ?? 0, effects.lagMs),
    withheld: effects.withheld,
  };
}

function readBody({ body, headers }: ReadRequest): Json | undefined {
  if (body === "") return undefined;
  if (Buffer.byteLength(body) > REQUEST_BYTES_MAX) {
    const message = `The request is over the size limit. Maximum bytes: ${REQUEST_BYTES_MAX}`;
    throw new Refused(413, "request.entity.too.large", message);
  }
  if (!(headers["content-type"] ?? "").toLowerCase().startsWith("application/json")) {
    const message = "Unsupported Media Type - Unsupported or incorrect Content-Type value in the header.";
    throw new Refused(415, "unsupported.media.type", message);
  }
  const json = parseJson(body);
  if (json === undefined) {
    throw badRequest("The request could not be understood by the server due to malformed syntax.");
  }
  return json;
}

/** Asks the route, and stores what it wants written: now, later or never, as the faults of this request say. */
function carryOut(exchange: Exchange, stations: Stations, call: Call, { route }: Match): Reply {
  const { applied, cover } = exchange.effects;
  const { backend, ledger, tokens } = stations;
  const origin = {
    by: "client",
    request: exchange.number,
    method: call.method,
    path: exchange.request.path,
    client: { id: call.clientId },
  } as const;
  const store = (at: number) => {
    const reply = route.answer({ ...call, now: at }, backend);
    ledger.write(reply.writes, at, origin);
    if (reply.revokesToken === true) tokens.revoke(exchange.request.token ?? "");
    return reply;
  };
  if (applied === "yes") return cover === undefined ? store(call.now) : unseen(() => store(call.now));
  if (applied === "no") return cover === undefined ? route.answer(call, backend) : HIDDEN;
  const at = call.now + applied.late;
  ledger.later(at, () => void unseen(() => store(at)));
  return HIDDEN;
}

const HIDDEN: Reply = { status: 200, writes: [] };

/** Nobody sees this answer, so a refusal has nobody to tell. */
function unseen(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refused) return HIDDEN;
    throw error;
  }
}

function covered(exchange: Exchange, headers: Headers): SimResponse | undefined {
  const { cover, applied } = exchange.effects;
  if (cover === undefined) return undefined;
  switch (cover.kind) {
    case "failure":
      return refusal(serverFailure(cover.status), headers, exchange);
    case "cut":
      return { status: 0, headers: {}, body: "", delayMs: 0, cut: applied === "yes" ? "after" : "before" };
    case "proxy":
      return {
        status: cover.status,
        headers: { Date: headers.Date ?? "", "Content-Type": "text/html" },
        body: cover.body,
        delayMs: 0,
      };
  }
}

function plain(reply: Reply, headers: Headers, exchange: Exchange): SimResponse {
  if (reply.refused !== undefined) return refusal(reply.refused, headers, exchange);
  return json(reply.status, reply.body, headers);
}

function refusal(refused: Refused, headers: Headers, { correlationId }: Exchange): SimResponse {
  return json(refused.status, errorBody(refused, correlationId), { ...headers, ...refused.headers });
}

function json(status: number, body: Json | undefined, headers: Headers): SimResponse {
  if (body === undefined) return { status, headers, body: "", delayMs: 0 };
  return {
    status,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
    delayMs: 0,
  };
}
