import { createRequire } from "node:module";

/** What the construct needs and the command and the library do not: optional peers of the package. */
const PEERS = ["cdktf", "constructs"] as const;

const require = createRequire(import.meta.url);

/** Loaded here, and not by an import, so that whoever lacks them is told what to do. Throws a one-line error naming both. */
export const { cdktf, constructs } = {
  cdktf: peer<typeof import("cdktf")>("cdktf"),
  constructs: peer<typeof import("constructs")>("constructs"),
};

function peer<Module>(name: (typeof PEERS)[number]): Module {
  try {
    return require(name) as Module;
  } catch (error) {
    throw (error as { readonly code?: string }).code === "MODULE_NOT_FOUND" ? missingPeers() : error;
  }
}

function missingPeers(): Error {
  const error = new Error(
    `genesys-user-state/cdktf needs the packages ${PEERS.join(" and ")}: npm install cdktf@^0.21.0 constructs@^10.4.2`,
  );
  // Where in gus it was noticed helps nobody; Node prints a message as it is only above a line like those of a stack.
  error.stack = `${error.message}\n    at genesys-user-state/cdktf`;
  return error;
}
