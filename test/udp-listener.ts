import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Something that listens as DogStatsD does. */
export interface UdpListener {
  readonly port: number;
  /** Every datagram that was sent here before this was called, in order of arrival. */
  datagrams(): Promise<readonly string[]>;
  /** The same as lines, one a metric. */
  lines(): Promise<readonly string[]>;
}

/** Sent by the listener itself: what reached the socket before it has been read before it. */
const MARK = "that was all so far";

/** Runs `act` with a listener on a free port of this machine, and closes it afterwards. */
export async function withUdpListener(
  act: (listener: UdpListener) => Promise<void>,
  address: "127.0.0.1" | "::1" = "127.0.0.1",
): Promise<void> {
  const socket = createSocket(address === "::1" ? "udp6" : "udp4");
  const received: string[] = [];
  socket.on("message", (message) => received.push(message.toString()));
  socket.bind(0, address);
  await once(socket, "listening");
  const { port } = socket.address();
  const datagrams = async () => {
    const marked = new Promise<void>((resolve) => {
      const look = (message: Buffer) => {
        if (message.toString() !== MARK) return;
        socket.off("message", look);
        resolve();
      };
      socket.on("message", look);
    });
    socket.send(MARK, port, address);
    await marked;
    return received.filter((text) => text !== MARK);
  };
  const lines = async () => (await datagrams()).flatMap((text) => text.split("\n"));
  try {
    await act({ port, datagrams, lines });
  } finally {
    await new Promise<void>((resolve) => socket.close(() => resolve()));
  }
}
