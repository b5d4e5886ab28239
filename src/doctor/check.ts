import type { Check, CheckName } from "../model/checkup.ts";
import { fullStop } from "../model/figures.ts";

export function ok(name: CheckName, message: string): Check {
  return { name, verdict: "ok", message: fullStop(message) };
}

export function warning(name: CheckName, message: string, fix: string): Check {
  return { name, verdict: "warning", message: fullStop(message), fix: withoutStop(fix) };
}

export function failed(name: CheckName, message: string, fix: string): Check {
  return { name, verdict: "failed", message: fullStop(message), fix: withoutStop(fix) };
}

/** Some fixes are those of problems, which may be whole sentences. */
function withoutStop(fix: string): string {
  return fix.replace(/\.$/, "");
}

/** Nothing that may be done here shows it. */
export function cannotTell(name: CheckName, message: string, fix?: string): Check {
  return {
    name,
    verdict: "unknown",
    message: fullStop(message),
    ...(fix !== undefined && { fix: withoutStop(fix) }),
  };
}
