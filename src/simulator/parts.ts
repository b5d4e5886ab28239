import type { Stations } from "./answer.ts";
import { directoryOf } from "./directory.ts";
import { createFaults, type Edit, type Faults } from "./faults.ts";
import { createGate } from "./gate.ts";
import { createLedger, type Origin } from "./ledger.ts";
import type { OrgOptions } from "./org.ts";
import { chance } from "./random.ts";
import { revise } from "./revise.ts";
import { createStore } from "./store.ts";
import { DEFAULT_SWITCHES } from "./switches.ts";
import { createTokens, DEFAULT_CLIENT } from "./tokens.ts";
import type { SimUser } from "./user.ts";
import { seedWorld, type World } from "./world.ts";

/** What an org is put together from. */
export interface Parts extends Stations {
  readonly world: World;
  readonly faults: Faults;
  /** Throws when nobody has this id or e-mail. */
  readonly user: (idOrEmail: string) => SimUser;
  readonly edit: (idOrEmail: string, edit: Edit, at: number, origin: Origin) => SimUser;
}

export function createParts(options: OrgOptions, seed: number): Parts {
  const world = options.world ?? seedWorld({ seed, users: 100 });
  const switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const store = createStore(world.users);
  const ledger = createLedger(store);
  const gate = createGate(options, switches, chance(seed, "limiters"));
  const find = (who: string) => store.find(who) ?? store.byEmail(who);
  const user = (who: string): SimUser => {
    const found = find(who);
    if (found === undefined) throw new Error(`The simulated org has no user ${who}.`);
    return found;
  };
  return {
    world,
    ledger,
    gate,
    user,
    tokens: createTokens(tokenOptions(options), chance(seed, "tokens")),
    faults: createFaults(options.faults ?? [], chance(seed, "faults"), (who) => find(who)?.id),
    backend: {
      directory: directoryOf(world),
      store,
      switches,
      applied: ledger.applied,
      chance: chance(seed, "routes"),
      get limitPerMinute() {
        return Math.round((gate.limiter.limit * 60_000) / gate.limiter.windowMs);
      },
    },
    edit: (who, change, at, origin) => {
      const before = user(who);
      const next = revise(before, typeof change === "function" ? change(before) : change, "user", switches);
      ledger.write([next], at, origin);
      return next;
    },
  };
}

function tokenOptions(options: OrgOptions) {
  return {
    clients: options.clients ?? [DEFAULT_CLIENT],
    expiresIn: options.tokenSeconds ?? 86_400,
    ...(options.mints && { mints: options.mints }),
  };
}
