import { Dispatcher } from "undici";
import type { SimResponse } from "../src/simulator/http.ts";
import type { Network } from "./network.ts";

/** undici's seam: requests go over a network of ours in place of sockets. */
export class NetworkDispatcher extends Dispatcher {
  readonly #network: Network;

  constructor(network: Network) {
    super();
    this.#network = network;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    let over = false;
    const fail = (error: Error) => {
      if (!over) handler.onError?.(error);
      over = true;
    };
    handler.onConnect?.((reason) => fail(reason ?? new Error("The call was given up")));
    const { method, path, body } = options;
    const headers = options.headers as Readonly<Record<string, string>>;
    this.#network({ method, path, headers, body: typeof body === "string" ? body : "" }).then((response) => {
      if (!over) deliver(response, handler);
      over = true;
    }, fail);
    return true;
  }
}

function deliver(response: SimResponse, handler: Dispatcher.DispatchHandler): void {
  const headers = Object.entries(response.headers)
    .flat()
    .map((text) => Buffer.from(text));
  handler.onHeaders?.(response.status, headers, () => undefined, "");
  handler.onData?.(Buffer.from(response.body));
  handler.onComplete?.([]);
}
