import { describe, expect, it } from "vitest";
import { sharing } from "../../src/live/share.ts";
import type { Cell, CellId } from "../../src/model/state.ts";

const billing = (name: string): Cell => ({ field: "skills", key: { id: "s1", name }, value: 3 });

describe("sharing()", () => {
  const put = sharing();
  const putAll = (...cells: readonly Cell[]) => {
    const user = new Map<CellId, Cell>();
    for (const cell of cells) put(user, cell);
    return user;
  };

  it("gives users who have the same one key and one value", () => {
    const home = (): Cell => ({ field: "division", value: { id: "d1", name: "Home" } });
    const [one, other] = [putAll(billing("Billing"), home()), putAll(billing("Billing"), home())];
    expect(other).toEqual(one);
    expect(other.get("skills/s1")?.key).toBe(one.get("skills/s1")?.key);
    expect(other.get("division")?.value).toBe(one.get("division")?.value);
  });

  it("keeps apart what differs in name or note", () => {
    putAll(billing("Billing"));
    expect(putAll(billing("Sales")).get("skills/s1")?.key?.name).toBe("Sales");
    const noted: Cell = { field: "locations", value: { id: "s1", name: "Billing", note: "3" } };
    expect(putAll(noted).get("locations")?.value).toEqual(noted.value);
  });
});
