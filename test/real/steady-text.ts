import { idOf, type Parts } from "../../src/simulator/build.ts";

/** A text of Terraform without what is another in each run: people by name instead of ids, and no hashes, times or runs. */
export function steadyText(text: string, { users }: Parts): string {
  const named = users.reduce(
    (said, { email }) => said.replaceAll(idOf("user", email), `<${email.split("@")[0]}>`),
    text,
  );
  return named
    .replaceAll(/\b[0-9a-f]{64}\b/g, "<sha256>")
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>")
    .replaceAll(/after \d+s/g, "after <time>")
    .replaceAll(/\bin (less than )?\d+ s\b/g, "in <time>");
}
