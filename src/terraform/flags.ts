import type { Redaction } from "../model/plan.ts";
import { present } from "../model/present.ts";
import type { Connection } from "../pipeline/connection.ts";
import type { ApplyConfig } from "./config.ts";
import { NOTATIONS } from "./settings.ts";

/** Every setting that is handed to `gus apply`, and how its text is read. */
const READ = { redact: String, ...NOTATIONS, region: String, apiUrl: String, loginUrl: String } as const;

type Setting = keyof typeof READ;
const SETTINGS = Object.keys(READ) as readonly Setting[];

/** How much of people may be shown. */
export function redactionOf({ redact = "people" }: ApplyConfig): Redaction {
  return redact;
}

/** Terraform applies several resources at once, and one run at a time may work in an organisation. */
const LOCK_TIMEOUT = "30m";

/** The flags of `gus apply` that say the same. What was approved has been judged; what is left is this one file. */
export function applyFlags({ approved: _judged, ...given }: ApplyConfig): readonly string[] {
  const config = { ...given, redact: redactionOf(given), lockTimeout: given.lockTimeout ?? LOCK_TIMEOUT };
  const flags = SETTINGS.flatMap((setting) => {
    const value = config[setting];
    return value === undefined ? [] : [flagOf(setting), String(value)];
  });
  return config.strictPins ? [...flags, flagOf("strictPins")] : flags;
}

/** The same for planning, as the library takes it. */
export function connectionOf(config: ApplyConfig): Connection {
  const { region, apiUrl, loginUrl } = config;
  return present({
    flags: present({ region, apiUrl, loginUrl }),
    rate: read(config, "rate"),
    budget: read(config, "budget"),
    reserve: read(config, "reserve"),
    burst: read(config, "burst"),
    concurrency: read(config, "concurrency"),
  });
}

export function settleOf(config: ApplyConfig): { readonly settleMs?: number } {
  return present({ settleMs: read(config, "settle") });
}

type Values = { readonly [S in Setting]: ReturnType<(typeof READ)[S]> };

function read<S extends Setting>(config: ApplyConfig, setting: S): Values[S] | undefined {
  const value = config[setting];
  const parse = READ[setting] as (text: string) => Values[S];
  return value === undefined ? undefined : parse(String(value));
}

/** `maxAge` as `--max-age`. */
function flagOf(setting: string): string {
  return `--${setting.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
