import type { Appender } from "../files.ts";

/**
 * Adds lines to a file. Whoever needs a line to survive waits for the next write, and all who wait share it and its sync. After a failure
 * nothing more is added, since what stands last may be half a line.
 */
export class Lines {
  readonly #file: Appender;
  #waiting = "";
  /** The write under way, or the last one. */
  #last: Promise<void> = Promise.resolve();
  /** The write that will take what waits; begins when the last one has ended. */
  #next: Promise<void> | undefined;

  constructor(file: Appender) {
    this.#file = file;
  }

  /** Resolves when this line, and every one before it, would survive the end of the machine. */
  add(line: string): Promise<void> {
    this.#waiting += line;
    if (!this.#next) {
      this.#next = this.#last.then(() => this.#writeOut());
      this.#last = this.#next;
    }
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#last.finally(() => this.#file.close());
  }

  async #writeOut(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = "";
    this.#next = undefined;
    await this.#file.write(text);
    await this.#file.sync();
  }
}
