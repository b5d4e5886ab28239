/** One entry of `details` in a Genesys error body. */
export interface ErrorDetail {
  readonly errorCode?: string;
  readonly fieldName?: string;
  readonly entityId?: string;
  readonly entityName?: string;
}

/** What is known of an answer that was not a success. */
export interface Refusal {
  readonly method: string;
  /** The path that was called, without its query. */
  readonly path: string;
  readonly status: number;
  /** The `code` of the body, e.g. `missing.permissions`; empty when there was none. */
  readonly code: string;
  /** The server's own message, on one line. */
  readonly detail: string;
  readonly correlationId?: string;
  readonly details: readonly ErrorDetail[];
  /** Who was refused, as messages name it. */
  readonly credential: string;
}

/** Genesys answered, and the answer was no. Never holds a token or a body. */
export class GenesysError extends Error implements Refusal {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly correlationId?: string;
  readonly details: readonly ErrorDetail[];
  readonly credential: string;

  constructor(refusal: Refusal) {
    super(sentence(refusal));
    this.name = "GenesysError";
    this.method = refusal.method;
    this.path = refusal.path;
    this.status = refusal.status;
    this.code = refusal.code;
    this.detail = refusal.detail;
    if (refusal.correlationId !== undefined) this.correlationId = refusal.correlationId;
    this.details = refusal.details;
    this.credential = refusal.credential;
  }
}

/**
 * throttled-too-long: a limit asks for a longer wait than gus waits. throttle-episodes: throttled again and again.
 * rate-too-low: what was compared is stale before its write may leave. token-refused: the credential does not work.
 * breaker: too large a share of calls failed. deadline: what is left does not fit into the time given.
 * unreachable: no answer from a host. unexpected-answer: an answer that lacks what gus cannot do without.
 */
export type StopCode =
  | "throttled-too-long"
  | "throttle-episodes"
  | "rate-too-low"
  | "breaker"
  | "deadline"
  | "token-refused"
  | "unreachable"
  | "unexpected-answer";

/** The run cannot go on. `message` says what happened, `fix` what to do now. */
export class StopError extends Error {
  readonly code: StopCode;
  readonly fix: string;

  constructor(code: StopCode, message: string, fix: string) {
    super(message);
    this.name = "StopError";
    this.code = code;
    this.fix = fix;
  }
}

/** The permissions that a 403 says are missing, e.g. `["routing:skill:assign"]`; empty when it names none. */
export function permissionsNamed(error: Pick<Refusal, "status" | "detail">): string[] {
  if (error.status !== 403) return [];
  const list = /permissions?(?:\(s\))?(?: assigned)?:\s*(.*)$/i.exec(error.detail)?.[1] ?? error.detail;
  return [...new Set(list.match(/\badmin\b(?!:)|[\w-]+:[\w*-]+:[\w*-]+/g) ?? [])];
}

/**
 * Whether a refusal may be about the version that was sent. A candidate only: other conflicts answer 409 too,
 * and a fresh read decides. The 400 is what the official Terraform provider meets and retries (IsVersionMismatch).
 */
export function isVersionRefusal(error: Pick<Refusal, "status" | "detail">): boolean {
  if (error.status === 409) return true;
  return error.status === 400 && /does not match the current version/i.test(error.detail);
}

function sentence(refusal: Refusal): string {
  const verb = refusal.status < 500 ? "was refused with" : "failed with";
  const answer = [refusal.status, refusal.code].filter(Boolean).join(" ");
  const said = refusal.detail ? `: ${refusal.detail}` : "";
  const missing = permissionsNamed(refusal);
  const lacks = missing.length > 0 ? ` ${upperFirst(refusal.credential)} lacks ${missing.join(" or ")}.` : "";
  return `${refusal.method} ${refusal.path} ${verb} ${answer}${said}${lacks && !/[.!]$/.test(said) ? "." : ""}${lacks}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
