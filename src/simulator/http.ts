/** One HTTP request as the simulated org sees it. */
export interface SimRequest {
  readonly method: string;
  /** Path with query string: `/api/v2/users?pageSize=500`. */
  readonly path: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What becomes of a request. The HTTP shell carries out `delayMs` and `cut`. */
export interface SimResponse {
  /** 0 when the connection is cut and no answer leaves. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds between arrival and answer. The state has changed at arrival. */
  readonly delayMs: number;
  /** The connection breaks before or after the write was stored. */
  readonly cut?: "before" | "after";
}
