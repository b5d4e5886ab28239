import type { Clock, Self } from "../edges.ts";
import type { Files } from "../files.ts";
import type { OnEvent } from "../model/event.ts";
import { bad, type Checked, good } from "../model/problem.ts";
import { inWords, locked, waitsFor } from "./locked.ts";
import { heldBy, isDead, type Owner, parseOwner, textOf } from "./owner.ts";
import { withFile } from "./state-dir-error.ts";
import { takeOver } from "./take-over.ts";

/** The lock of an organisation, held by this process. */
export interface Lock {
  /** Whose lock it was: a process that died with it, and may have left calls under way. */
  readonly from: Owner | undefined;
  /** Says which run it is held for. */
  name(run: string): Promise<void>;
  /** Gives it up, if it is still ours. Never throws: the lock of a process that has ended binds nobody. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly files: Files;
  readonly path: string;
  readonly self: Self;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  readonly signal?: AbortSignal;
  /** How long to wait for whoever holds it, milliseconds. */
  readonly timeoutMs: number;
  /** Of this lock; must be a fresh UUID. */
  readonly id: string;
  readonly planHash: string;
}

/** How often to look whether a lock is free. */
const POLL_MS = 1000;

/** Takes a lock, waiting for whoever holds it as long as the options say. Refused with the problem `locked`. */
export async function takeLock(options: LockOptions): Promise<Checked<Lock>> {
  const { self } = options;
  const mine = ownerOf(options);
  // Held before it can be seen, lest another part of this process takes it for an old one.
  heldBy(self).add(mine.id);
  let lock: Checked<Lock> | undefined;
  try {
    lock = await tryUntil(mine, options);
    return lock;
  } finally {
    if (!lock?.ok) heldBy(self).delete(mine.id);
  }
}

async function tryUntil(mine: Owner, options: LockOptions): Promise<Checked<Lock>> {
  const { clock, timeoutMs, path, onEvent, signal } = options;
  const until = clock.monotonic() + timeoutMs;
  for (let told = false; ; told = true) {
    const found = await tryToTake(mine, options);
    if (found.kind === "taken") return good(lockOf(mine, found.from, options));
    const left = until - clock.monotonic();
    if (left <= 0) return bad([locked(path, found.owner, clock.now())]);
    if (!told) onEvent({ type: "pause", reason: "lock", ms: left, detail: waitsFor(found.owner) });
    await clock.sleep(Math.min(POLL_MS, left), signal);
  }
}

type Try =
  | { readonly kind: "taken"; readonly from: Owner | undefined }
  /** `owner` is undefined when the file is none that gus wrote. */
  | { readonly kind: "held"; readonly owner: Owner | undefined };

async function tryToTake(mine: Owner, { files, path, self, onEvent }: LockOptions): Promise<Try> {
  for (;;) {
    const text = await withFile("read", path, () => files.read(path));
    if (text === undefined) {
      const made = await withFile("write", path, () => files.create(path, textOf(mine)));
      if (made) return { kind: "taken", from: undefined };
      continue;
    }
    const owner = parseOwner(text);
    if (!owner || !isDead(owner, self)) return { kind: "held", owner };
    const taken = await withFile("write", path, () => takeOver(files, path, owner, mine, self));
    if (taken === "taken") {
      onEvent({ type: "warning", message: `Took over the lock of ${inWords(owner)}: that process has died` });
      return { kind: "taken", from: owner };
    }
    if (taken !== "gone") return { kind: "held", owner: taken };
  }
}

function lockOf(mine: Owner, from: Owner | undefined, { files, path, self }: LockOptions): Lock {
  return {
    from,
    name: (run) => withFile("write", path, () => files.replace(path, textOf({ ...mine, run }))),
    release: async () => {
      try {
        const text = await files.read(path);
        if (text !== undefined && parseOwner(text)?.id === mine.id) await files.remove(path);
      } catch {
        // It stays behind as the lock of a process that is gone, and is taken over as such.
      }
      heldBy(self).delete(mine.id);
    },
  };
}

function ownerOf({ id, planHash, self, clock }: LockOptions): Owner {
  return { id, planHash, pid: self.pid, host: self.host, at: new Date(clock.now()).toISOString() };
}
