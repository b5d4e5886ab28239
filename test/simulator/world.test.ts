import { describe, expect, it } from "vitest";
import { createOrg } from "../../src/simulator/org.ts";
import { chance, uuidOf } from "../../src/simulator/random.ts";
import type { SimUser } from "../../src/simulator/user.ts";
import { seedWorld } from "../../src/simulator/world.ts";
import { callerOf } from "./caller.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const world = seedWorld({ seed: 11, users: 2_000, deleted: 5 });

function allIds(): readonly string[] {
  const { org, divisions, skills, languages, locations, users } = world;
  return [org, ...divisions, ...skills, ...languages, ...locations, ...users].map(({ id }) => id);
}

const count = (holds: (user: SimUser) => boolean) => world.users.filter(holds).length;

describe("seedWorld()", () => {
  it("is the same for the same seed and another for another", () => {
    expect(seedWorld({ seed: 11, users: 50 })).toEqual(seedWorld({ seed: 11, users: 50 }));
    expect(seedWorld({ seed: 12, users: 50 })).not.toEqual(seedWorld({ seed: 11, users: 50 }));
  });

  it("gives every thing a UUID of its own and every user an e-mail", () => {
    const ids = allIds();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => UUID.test(id))).toBe(true);
    const emails = world.users.map((user) => user.email);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.every((email) => /^[a-z]+(\.[a-z]+\d*)?@example\.com$/.test(email))).toBe(true);
  });

  it("holds Ada, Grace, about 3 % inactive users and the deleted ones asked for", () => {
    const state = (email: string) => world.users.find((user) => user.email === email)?.state;
    expect([state("ada@example.com"), state("grace@example.com")]).toEqual(["active", "active"]);
    expect(count((user) => user.state === "inactive")).toBe(60);
    expect(count((user) => user.state === "deleted")).toBe(5);
  });

  it("refers only to things that exist, and to managers without a circle", () => {
    const known = new Set(allIds());
    const position = new Map(world.users.map((user, index) => [user.id, index]));
    for (const [index, user] of world.users.entries()) {
      const refs = [...user.skills, ...user.languages, ...user.locations].map(({ id }) => id);
      expect([...refs, user.divisionId].every((id) => known.has(id))).toBe(true);
      expect(position.get(user.managerId ?? "") ?? -1).toBeLessThan(index);
      expect(user.skills.length).toBeLessThanOrEqual(12);
    }
  });

  it("has phones in all four shapes, and users with and without each field", () => {
    const phones = world.users
      .flatMap((user) => user.addresses)
      .filter(({ mediaType }) => mediaType === "PHONE");
    const shape = (holds: (phone: (typeof phones)[number]) => boolean) => phones.filter(holds).length;
    expect(shape((phone) => phone.address !== undefined)).toBeGreaterThan(0);
    expect(
      shape(({ extension, display }) => extension !== undefined && extension === display),
    ).toBeGreaterThan(0);
    expect(
      shape(({ extension, display }) => extension !== undefined && extension !== display),
    ).toBeGreaterThan(0);
    expect(
      shape(({ address, extension }) => address === undefined && extension === undefined),
    ).toBeGreaterThan(0);
    const someHold = [
      (user: SimUser) => user.title !== undefined,
      (user: SimUser) => user.skills.length > 0,
      (user: SimUser) => user.languages.length > 0,
      (user: SimUser) => user.locations.length > 0,
      (user: SimUser) => user.certifications.length > 0,
      (user: SimUser) => user.employerInfo !== undefined,
      (user: SimUser) => user.addresses.some(({ mediaType }) => mediaType === "SMS"),
      (user: SimUser) => user.addresses.some(({ mediaType }) => mediaType === "EMAIL"),
    ].map(count);
    for (const holders of someHold) {
      expect(holders).toBeGreaterThan(0);
      expect(holders).toBeLessThan(world.users.length);
    }
  });

  it("does not let two users share an e-mail", () => {
    const [first, second] = seedWorld({ seed: 1, users: 2 }).users;
    const users = [first, second].flatMap((user) => (user ? [{ ...user, email: "same@example.com" }] : []));
    expect(() => createOrg({ world: { ...seedWorld({ seed: 1, users: 0 }), users } })).toThrow(
      "share an e-mail",
    );
  });
});

describe("createOrg()", () => {
  it("answers the same run the same way, correlation ids included", () => {
    const run = () => {
      const org = createOrg({
        seed: 5,
        limiter: { kind: "fixed-window", limit: 20 },
        latencyMs: [10, 90],
        switches: { versionMismatch: "either" },
        faults: [{ kind: "failure", status: 503, probability: 0.2 }],
      });
      const caller = callerOf(org);
      const { id } = org.user("ada@example.com");
      return Array.from({ length: 40 }, (_, version) => {
        caller.wait(1_000);
        const told =
          version % 2 ? caller.get(`/api/v2/users/${id}`) : caller.patch(`/api/v2/users/${id}`, { version });
        return [told.status, told.body, told.delayMs, told.headers];
      });
    };
    expect(run()).toEqual(run());
  });
});

describe("chance()", () => {
  it("spreads over [0, 1) and keeps its streams apart", () => {
    const draw = (stream: string) => {
      const numbers = chance(1, stream);
      return Array.from({ length: 1_000 }, () => numbers.next());
    };
    const sample = draw("a");
    expect(sample.every((number) => number >= 0 && number < 1)).toBe(true);
    const mean = sample.reduce((sum, number) => sum + number, 0) / sample.length;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
    expect(draw("b")).not.toEqual(sample);
  });
});

describe("uuidOf()", () => {
  it("depends on every part", () => {
    expect(uuidOf("skill", "Billing")).toBe(uuidOf("skill", "Billing"));
    expect(uuidOf("skill", "Billing")).not.toBe(uuidOf("language", "Billing"));
    expect(uuidOf("skill", 1)).not.toBe(uuidOf("skill", 2));
  });
});
