import type { Json, JsonObject } from "../model/json.ts";

/** The org says no: status, Genesys's error code and message. Thrown by routes, turned into an ErrorBody at one place. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the ErrorBody, `limit` for instance. */
  readonly more: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: JsonObject = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

/** Genesys's ErrorBody; `contextId` is the correlation id of the answer. */
export function errorBody(refused: Refused, contextId: string): Json {
  return {
    message: refused.message,
    code: refused.code,
    status: refused.status,
    contextId,
    details: [],
    errors: [],
    ...refused.more,
  };
}

export function badRequest(message: string, code = "bad.request"): Refused {
  return new Refused(400, code, message);
}

/** `invalid.value` in the wording of the platform: which value, of what type, and what is allowed. */
export function invalidValue(value: unknown, type: string, allowed: string): Refused {
  return badRequest(
    `Value [${JSON.stringify(value)}] is not valid for field type [${type}]. Allowable values are: ${allowed}`,
    "invalid.value",
  );
}

export function notFound(what: string, code = "not.found"): Refused {
  return new Refused(404, code, what);
}

export function conflict(message: string): Refused {
  return new Refused(409, "general.conflict", message);
}

/** 403 for a route that asks for any of these permissions. */
export function missingPermission(anyOf: readonly string[]): Refused {
  const list = anyOf.join(", ");
  return anyOf.length === 1
    ? new Refused(
        403,
        "missing.permissions",
        `Unable to perform the requested action. You are missing the following permission(s): ${list}`,
      )
    : new Refused(
        403,
        "missing.any.permissions",
        `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${list}`,
      );
}

export const STATUS_CODES: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  408: {
    code: "client.timeout",
    message: "The client did not produce a request within the server timeout limit.",
  },
  500: {
    code: "internal.server.error",
    message: "The server encountered an unexpected condition which prevented it from fulfilling the request.",
  },
  502: { code: "bad.gateway", message: "Bad gateway." },
  503: { code: "service.unavailable", message: "Service Unavailable - The server is currently unavailable." },
  504: { code: "request.timeout", message: "The request timed out." },
};

/** A failure of the platform itself. */
export function serverFailure(status: number): Refused {
  const known = STATUS_CODES[status];
  return new Refused(status, known?.code ?? "internal.server.error", known?.message ?? "Internal error.");
}

/** The refusal of a resource that belongs to whoever is signed in: a client has no user. */
export function notForClients(): Refused {
  return badRequest(
    "This request requires a user context. Client credentials cannot be used for requests to this resource.",
    "not.a.user",
  );
}
