/** As much of a browser as the page's script uses, so that nothing else of `gus` is compiled as if it ran in one. */
export interface Document {
  querySelectorAll(selector: string): Iterable<Element>;
}

export interface Element {
  hidden: boolean;
  textContent: string | null;
  /** Of inputs and choices. */
  value: string;
  readonly name: string;
  readonly parentElement: Element | null;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  addEventListener(event: string, listener: () => void): void;
  focus(): void;
}
