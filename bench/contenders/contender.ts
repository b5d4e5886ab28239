import type { Chance } from "../../src/simulator/random.ts";
import type { World } from "../../src/simulator/world.ts";
import type { Network } from "../network.ts";
import type { Wish } from "../work.ts";

/** What every contender is given. */
export interface Job {
  /** As it is before the run; contenders read live users all the same. */
  readonly world: World;
  readonly wishes: readonly Wish[];
  readonly network: Network;
  readonly token: string;
  /** For jitter. */
  readonly chance: Chance;
}

/** Somebody who makes users as the wishes say. */
export interface Contender {
  /** One word, for the command line. */
  readonly name: string;
  /** For tables. */
  readonly title: string;
  /** Resolves with the ids of users that it says are not done. */
  run(job: Job): Promise<ReadonlySet<string>>;
}
