// Shows gus at work as a new user would see it: a local org, a plan, the apply, and a second plan that finds nothing to do.
// `--rate 300/5s` makes the org and gus faster than the 300 calls a minute of a real one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const DEFINITIONS = fileURLToPath(new URL("../definitions", import.meta.url));
const START_MS = 15_000;
const END_MS = 5_000;
const PATIENCE_MS = 1_000;

const { values } = parseArgs({ options: { rate: { type: "string" } } });
const pace = values.rate === undefined ? [] : ["--rate", values.rate];
const running = new Set();
let stopped;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
process.stdout.on("error", () => stop("SIGPIPE"));

if (!existsSync(CLI)) {
  process.stderr.write("The demo needs gus built. Run `npm run demo`, or `npm run build` first.\n");
  process.exit(1);
}

const began = performance.now();
const folder = await mkdtemp(join(tmpdir(), "gus-demo-"));
let failure;
try {
  await cp(DEFINITIONS, join(folder, "definitions"), { recursive: true });
  await tell();
} catch (error) {
  failure = error;
} finally {
  await Promise.all([...running].map(end));
  await rm(folder, { recursive: true, force: true });
}
if (stopped !== undefined) {
  process.stderr.write("\nStopped. The local org is gone again, and so are its files.\n");
  process.exitCode = 128 + constants.signals[stopped.by];
} else if (failure !== undefined) {
  process.stderr.write(`\nThe demo failed: ${failure.message}\n`);
  process.exitCode = 1;
} else {
  const seconds = Math.round((performance.now() - began) / 1000);
  await say(`That took ${seconds} s. The local org is gone again, and so are its files.`);
}

async function tell() {
  await say(
    "A local Genesys Cloud org stands in for yours. It runs on this machine only; nothing leaves it.",
  );
  const org = await startOrg();

  await say("The files in definitions/ say how 45 of its users should be. What would have to change?");
  await gus(org, ["plan", "--out", "plan.json", ...pace]);

  await say("So far gus has only read. Now it makes the calls of that plan, and no others.");
  await gus(org, ["apply", "plan.json", "--report", "report.json", ...pace]);

  await say("Live users and definitions agree now, so that another plan has nothing left to do.");
  const found = await gus(org, ["plan", ...pace], { keep: true });
  if (!found.includes("No changes.")) throw new Error("The last plan still found something to change.");
}

/** Starts the local org and resolves with the variables that it prints for its users. */
async function startOrg() {
  const args = ["simulate", ...pace];
  await say(`$ gus ${args.join(" ")}`);
  const server = start(args, process.env, ["ignore", "pipe", "inherit"]);
  const printed = await firstOutput(server);
  await write(printed);
  // Without the server, gus would go on trying for minutes.
  server.once("exit", () => stopped ?? [...running].at(-1)?.kill("SIGTERM"));
  return Object.fromEntries(
    [...printed.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
}

async function firstOutput(server) {
  const signal = AbortSignal.timeout(START_MS);
  const died = once(server, "exit", { signal }).then(([code]) => {
    throw new Error(`The local org ended at once with exit code ${code}.`);
  });
  const [chunk] = await Promise.race([once(server.stdout, "data", { signal }), died]);
  return String(chunk);
}

/** Runs gus to its end, its output going where this script's goes; with `keep`, resolves with its stdout. */
async function gus(org, args, { keep = false } = {}) {
  await say(`$ gus ${args.join(" ")}`);
  const child = start(args, { ...withoutCredentials(), ...org }, [
    "ignore",
    keep ? "pipe" : "inherit",
    "inherit",
  ]);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`gus ${args[0]} ended with exit code ${code}.`);
  return output;
}

/** Credentials of a real organisation have no business here. */
function withoutCredentials() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("GENESYSCLOUD_")),
  );
}

function start(args, env, stdio) {
  if (stopped !== undefined) throw new Error("Stopped.");
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env, stdio });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/**
 * Lets what runs come to its end; the org is ended after it. A terminal's Ctrl-C reaches gus as well and a wrapper may send it once more,
 * hence only a later signal means impatience.
 */
function stop(by) {
  const impatient = stopped !== undefined && performance.now() - stopped.at > PATIENCE_MS;
  if (impatient) for (const child of running) child.kill("SIGKILL");
  if (stopped !== undefined) return;
  stopped = { by, at: performance.now() };
  [...running].at(-1)?.kill("SIGTERM");
}

async function end(child) {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await once(child, "exit");
  clearTimeout(timer);
}

function say(sentence) {
  return write(`\n${sentence}\n`);
}

function write(text) {
  return new Promise((resolve) => process.stdout.write(text, resolve));
}
