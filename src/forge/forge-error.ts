/** Why the server of a repository did not do what it was asked. Never holds the token. */
export class ForgeError extends Error {
  override readonly name = "ForgeError";
  /** Absent when there was no answer. */
  readonly status: number | undefined;
  /** How many seconds the server wants us to wait. */
  readonly waitS: number | undefined;

  constructor(message: string, about: { readonly status?: number; readonly waitS?: number } = {}) {
    super(message);
    this.status = about.status;
    this.waitS = about.waitS;
  }

  /** Whether the same may succeed a little later. */
  get passing(): boolean {
    return this.status === undefined || this.status === 429 || this.status >= 500 || this.waitS !== undefined;
  }
}
