import { describe, expect, it } from "vitest";
import { desiredUser, idOf, liveUser, type State } from "../world.ts";
import { managed, plan } from "./pairs.ts";

/** The one call that brings a user from live to desired. */
function call(live: State, desired: State) {
  const [first, ...others] = plan([[liveUser("a@x", live), desiredUser("a@x", desired)]]);
  if (!first || others.length > 0) throw new Error("expected one call");
  return first;
}

describe("the PATCH of a user's profile", () => {
  it("holds just the fields that change, and the id", () => {
    const { body, path } = call(
      { title: "Agent", department: "Care" },
      { title: "Lead", department: "Care" },
    );
    expect(path).toBe(`/api/v2/users/${idOf("a@x")}`);
    expect(body).toEqual({ id: idOf("a@x"), title: "Lead" });
  });

  it('clears texts and the manager with "", and sets a manager by id', () => {
    expect(call({ title: "Agent" }, { title: null }).body).toMatchObject({ title: "" });
    expect(call({ manager: managed("b@x") }, { manager: null }).body).toMatchObject({ manager: "" });
    expect(call({}, { manager: managed("b@x") }).body).toMatchObject({ manager: idOf("b@x") });
  });

  it("carries every contact of the user along, of whatever medium", () => {
    const live = {
      phones: { WORK: { number: "+1" }, HOME: { number: "+2", integration: "directrouting" } },
      sms: { MOBILE: { number: "+3" } },
      otherEmails: { WORK: { address: "d@x" } },
    };
    const { body, carried } = call(live, { phones: { WORK: { number: "+9" } } });
    expect(body).toMatchObject({
      addresses: [
        { mediaType: "EMAIL", type: "WORK", address: "d@x" },
        { mediaType: "PHONE", type: "HOME", address: "+2", integration: "directrouting" },
        { mediaType: "PHONE", type: "WORK", address: "+9" },
        { mediaType: "SMS", type: "MOBILE", address: "+3" },
      ],
    });
    expect(carried.map(({ field, key }) => `${field}.${key?.name}`)).toEqual([
      "otherEmails.WORK",
      "phones.HOME",
      "sms.MOBILE",
    ]);
  });

  it("sends the whole of employerInfo, cleared members as empty texts", () => {
    const live = { employerInfo: { officialName: "Ada King", employeeId: "0815", dateHire: "2024-01-31" } };
    const desired = { employerInfo: { employeeId: null, employeeType: "Contractor" } };
    expect(call(live, desired).body).toMatchObject({
      employerInfo: {
        officialName: "Ada King",
        employeeId: "",
        employeeType: "Contractor",
        dateHire: "2024-01-31",
      },
    });
  });

  it("keeps the notes of locations that stay, and an integration where only the extension changes", () => {
    const madrid = { id: "m", name: "Madrid" };
    const berlin = { id: "b", name: "Berlin" };
    const located = call({ locations: [{ ...madrid, note: "Floor 3" }] }, { locations: [berlin, madrid] });
    expect(located.body).toMatchObject({
      locations: [
        { id: "b", locationDefinition: { id: "b" } },
        { id: "m", locationDefinition: { id: "m" }, notes: "Floor 3" },
      ],
    });
    const live = { phones: { WORK: { number: "+1", extension: "1", integration: "directrouting" } } };
    const { body } = call(live, { phones: { WORK: { number: "+1", extension: "2" } } });
    expect(body).toMatchObject({
      addresses: [{ type: "WORK", address: "+1", extension: "2", integration: "directrouting" }],
    });
  });

  it("empties a list that is cleared", () => {
    expect(call({ certifications: ["PCI"] }, { certifications: null }).body).toMatchObject({
      certifications: [],
    });
    expect(call({ phones: { WORK: { number: "+1" } } }, { phones: { WORK: null } }).body).toMatchObject({
      addresses: [],
    });
  });
});
