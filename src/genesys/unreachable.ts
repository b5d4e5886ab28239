import { StopError } from "./errors.ts";

/** Why no answer came, in words that follow "No answer from host: ". */
export function whyNoAnswer(error: unknown, timeoutMs: number): string {
  const code = codeOf(error);
  if (nameOf(error) === "TimeoutError") return `it took longer than ${timeoutMs / 1000} s`;
  const known = WORDS.find(([codes]) => codes.test(code))?.[1];
  if (known) return `${known} (${code})`;
  const said = error instanceof Error ? error.message : String(error);
  return code && !said.includes(code) ? `${said} (${code})` : said;
}

/** Whether there was no connection to send anything over. */
export function isConnectFailure(error: unknown): boolean {
  const said = error instanceof Error ? error.message : "";
  return CONNECTING.test(codeOf(error)) || /^Proxy response/.test(said);
}

/** The stop for a host that gives no answer. `chosenBy` is the flag or variable that the host comes from. */
export function unreachable(origin: string, why: string, chosenBy: string | undefined): StopError {
  const from = chosenBy ? `, which ${chosenBy} chose` : "";
  const fix = /certificate/.test(why)
    ? `Check ${chosenBy ?? "the address"}; behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS to its certificate.`
    : `Check ${chosenBy ?? "the address"} and the network, or set HTTPS_PROXY if one is needed; then run the same command again.`;
  return new StopError("unreachable", `No answer from ${origin}${from}: ${why}.`, fix);
}

const CONNECTING =
  /^ENOTFOUND$|^EAI_|^ECONNREFUSED$|^E(HOST|NET)UNREACH$|^UND_ERR_CONNECT_TIMEOUT$|^UND_ERR_PRX|CERT|^ERR_(TLS|SSL)|SIGNATURE|ISSUER|^EPROTO$/;

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, "there is no host of that name"],
  [/^EAI_/, "its name could not be looked up"],
  [/^ECONNREFUSED$/, "it refused the connection"],
  [/^UND_ERR_CONNECT_TIMEOUT$|^ETIMEDOUT$/, "the connection could not be made in time"],
  [/^E(HOST|NET)UNREACH$/, "there is no way to it"],
  [/CERT|^ERR_TLS|SIGNATURE|ISSUER/, "its certificate is not trusted"],
  [/^EPROTO$|^ERR_SSL/, "it does not speak TLS as expected"],
  [/^UND_ERR_RES_EXCEEDED_MAX_SIZE$/, "its answer is larger than gus reads"],
  [/^ECONNRESET$|^EPIPE$|^UND_ERR_SOCKET$/, "the connection broke"],
];

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code === "string") return code;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause ? codeOf(cause) : "";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
