import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Puts the time of every line of the one journal in a folder's `.gus` a minute back, so that its calls are surely over. Answers the run's id. */
export async function letTimePass({ dir }: { readonly dir: string }): Promise<string> {
  const runs = join(dir, ".gus/runs");
  const [name = ""] = (await readdir(runs)).filter((file) => file.endsWith(".ndjson"));
  const text = await readFile(join(runs, name), "utf8");
  const before = (time: string) => new Date(Date.parse(time) - 60_000).toISOString();
  await writeFile(join(runs, name), text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, before));
  return name.replace(".ndjson", "");
}
