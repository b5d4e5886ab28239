import type { Self } from "../edges.ts";
import type { Files } from "../files.ts";
import { isDead, type Owner, parseOwner, textOf } from "./owner.ts";

/**
 * Puts our lock in the place of one whose owner died. Of those who try at once only one may, so whoever makes the marker of the dead lock is
 * in charge; under it the lock is read again. A marker whose own maker died is followed by the next one. Answers "gone" when the
 * lock is another one by now, and the owner of the marker when somebody else is in charge.
 */
export async function takeOver(
  files: Files,
  path: string,
  dead: Owner,
  mine: Owner,
  self: Self,
): Promise<"taken" | "gone" | Owner> {
  const markerAt = (nth: number) => `${path}.${dead.id}.${nth}`;
  for (let nth = 0; ; nth += 1) {
    if (await files.create(markerAt(nth), textOf(mine))) {
      const taken = await replaceUnderMarker(files, path, dead, mine);
      for (let used = nth; used >= 0; used -= 1) await files.remove(markerAt(used));
      return taken ? "taken" : "gone";
    }
    const text = await files.read(markerAt(nth));
    if (text === undefined) return "gone";
    const other = parseOwner(text);
    if (other && !isDead(other, self)) return other;
  }
}

async function replaceUnderMarker(files: Files, path: string, dead: Owner, mine: Owner): Promise<boolean> {
  const text = await files.read(path);
  if (text === undefined || parseOwner(text)?.id !== dead.id) return false;
  await files.replace(path, textOf(mine));
  return true;
}
