import {
  duration,
  NotationError,
  rate,
  reserve,
  share,
  someDuration,
  wholeNumber,
} from "../model/notation.ts";
import { present } from "../model/present.ts";
import type { Problem } from "../model/problem.ts";
import type { Connection } from "../pipeline/connection.ts";
import type { ApplyConfig } from "./config.ts";

/** Every setting that is handed to `gus apply`, and how its text is read where it means more than itself. */
const READ = {
  approved: String,
  redact: String,
  maxAge: duration,
  settle: duration,
  rate,
  budget: share,
  reserve,
  burst: wholeNumber(1, 50),
  concurrency: wholeNumber(1, 8),
  deadline: someDuration,
  verifyWait: duration,
  lockTimeout: duration,
  region: String,
  apiUrl: String,
  loginUrl: String,
} as const;

type Setting = keyof typeof READ;
const SETTINGS = Object.keys(READ) as readonly Setting[];

/** Settings that cannot be read, each with what was wanted. */
export function settingProblems(config: ApplyConfig): readonly Problem[] {
  return SETTINGS.flatMap((setting) => {
    try {
      read(config, setting);
      return [];
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      const message = `Cannot read ${setting}: ${JSON.stringify(config[setting])}`;
      return [{ code: "bad-setting", message, fix: error.message }];
    }
  });
}

/** The flags of `gus apply` that say the same. */
export function applyFlags(config: ApplyConfig): readonly string[] {
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
