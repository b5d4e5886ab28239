import type { Clock } from "../edges.ts";
import type { Registry } from "../fields/registry.ts";
import type { Reader } from "../genesys/client.ts";
import { BATCH_LIMIT, type FieldsOf, readUser, readUsers } from "../live/batch.ts";
import type { LiveUser } from "../model/state.ts";

interface Reading {
  readonly live: LiveUser;
  /** Monotonic time at which the read left. */
  readonly at: number;
}

export interface ReadingOptions {
  readonly reader: Reader;
  readonly registry: Registry;
  /** Fields that a user's operations compare. */
  readonly fieldsOf: FieldsOf;
  readonly clock: Clock;
  readonly freshMs: number;
  readonly writesWhileFresh: number;
}

/**
 * What was last read of each user, and which version may serve as pin. Reads are batched with users whose turn comes soon, so that one
 * call serves many compares; no more of them than can be written before the reading is stale.
 */
export class Readings {
  readonly #options: ReadingOptions;
  readonly #last = new Map<string, Reading>();
  readonly #pins = new Map<string, number>();
  /** Counts own writes; a read begun before the latest says nothing of the version. */
  readonly #writes = new Map<string, number>();
  readonly #underway = new Map<string, Promise<void>>();
  /** The version that live shows while nobody else writes; undefined once a write of ours told none. */
  readonly #expected = new Map<string, number | undefined>();
  #coming: readonly string[] = [];

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** Says whose operations come next, one entry per operation. */
  expect(coming: readonly string[]): void {
    this.#coming = coming;
  }

  live(userId: string): LiveUser | undefined {
    return this.#last.get(userId)?.live;
  }

  /** The version to pin a write to; undefined when a write since the last answer made it unknown. */
  pin(userId: string): number | undefined {
    return this.#pins.get(userId);
  }

  /** After an accepted write whose answer told the version. */
  setPin(userId: string, version: number): void {
    this.#countWrite(userId);
    this.#pins.set(userId, version);
    this.#expected.set(userId, version);
  }

  /** After a write that was accepted, or may have been, and told no version. */
  forgetPin(userId: string): void {
    this.#countWrite(userId);
    this.#pins.delete(userId);
    this.#expected.set(userId, undefined);
  }

  /** The version from which somebody else moved the user on, as far as our own answers tell; undefined when nobody did. */
  movedFrom(userId: string): number | undefined {
    const expected = this.#expected.get(userId);
    return expected !== undefined && (this.live(userId)?.version ?? 0) > expected ? expected : undefined;
  }

  #countWrite(userId: string): void {
    this.#writes.set(userId, (this.#writes.get(userId) ?? 0) + 1);
  }

  isFresh(userId: string): boolean {
    const at = this.#last.get(userId)?.at;
    return at !== undefined && this.#options.clock.monotonic() - at < this.#options.freshMs;
  }

  /** Makes sure that each user has a reading young enough to compare with. */
  async refresh(userIds: readonly string[]): Promise<void> {
    const stale = userIds.filter((id) => !this.isFresh(id));
    const unread = stale.filter((id) => !this.#underway.has(id));
    if (unread.length > 0) this.#readTogether([...new Set([...unread, ...this.#comingAfter(unread)])]);
    await Promise.all(stale.map((id) => this.#underway.get(id)));
  }

  /** Reads these users now, whatever is known. */
  async readNow(userIds: readonly string[]): Promise<void> {
    const [only, ...others] = userIds;
    const { reader, registry, fieldsOf } = this.#options;
    if (only === undefined) return;
    await this.#keep(userIds, async () => {
      if (others.length > 0) return readUsers(reader, userIds, registry, fieldsOf);
      const live = await readUser(reader, only, registry, fieldsOf);
      return new Map(live ? [[only, live]] : []);
    });
  }

  #readTogether(userIds: readonly string[]): void {
    const { reader, registry, fieldsOf } = this.#options;
    const read = this.#keep(userIds, () => readUsers(reader, userIds, registry, fieldsOf));
    const done = read.finally(() => {
      for (const id of userIds) this.#underway.delete(id);
    });
    for (const id of userIds) this.#underway.set(id, done);
  }

  async #keep(userIds: readonly string[], read: () => Promise<ReadonlyMap<string, LiveUser>>): Promise<void> {
    const begun = this.#options.clock.monotonic();
    const writes = new Map(userIds.map((id) => [id, this.#writes.get(id)]));
    const users = await read();
    for (const id of userIds) {
      const live = users.get(id);
      if (!live) this.#last.delete(id);
      else this.#last.set(id, { live, at: live.readAt ?? begun });
      if (live && this.#writes.get(id) === writes.get(id)) this.#pins.set(id, live.version);
      if (live && !this.#expected.has(id)) this.#expected.set(id, live.version);
    }
  }

  #comingAfter(userIds: readonly string[]): readonly string[] {
    const from = this.#coming.indexOf(userIds[0] ?? "");
    const next = from < 0 ? [] : this.#coming.slice(from, from + this.#options.writesWhileFresh);
    const stale = [...new Set(next)].filter((id) => !this.isFresh(id) && !this.#underway.has(id));
    return stale.slice(0, Math.max(0, BATCH_LIMIT - userIds.length));
  }
}
