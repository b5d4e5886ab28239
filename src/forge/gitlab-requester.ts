import { createRequesterFn } from "@gitbeaker/requester-utils";
import type { Response } from "undici";
import { ForgeError } from "./forge-error.ts";
import type { Fetch } from "./http.ts";

/** What the client makes of a call. */
interface Sent {
  readonly prefixUrl: string;
  readonly searchParams?: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/**
 * Sends what the client asks for. Its own requester repeats calls at once, ten times and also those that write, and keeps what was
 * sent, with the token, in its errors.
 */
export function gitlabRequester(fetch: Fetch): ReturnType<typeof createRequesterFn> {
  return createRequesterFn(
    async (_service, options) => options,
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, method, headers, body } = options as unknown as Sent;
      const query = searchParams ? `?${searchParams}` : "";
      const url = `${prefixUrl.replace(/\/*$/, "/")}${endpoint}${query}`;
      const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      return {
        body: response.status === 204 ? null : await objectIn(response),
        headers: Object.fromEntries(response.headers.entries()),
        status: response.status,
      };
    },
  );
}

async function objectIn(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    throw new ForgeError("the answer is cut off or no JSON", { status: 502 });
  }
}
