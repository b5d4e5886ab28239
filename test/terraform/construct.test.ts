import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { planHashOf } from "../../src/plan/hashes.ts";
import { stackInput } from "../../src/review/stack-input.ts";
import { GenesysUserState, SynthError } from "../../src/terraform/cdktf.ts";
import { appIn, commandOf, emptyFolder, planFor, resourceOf, stored, synthesised } from "./stack.ts";

const CHANGES = {
  "ada@x.example": { title: "Lead", skills: { Billing: 4, Chat: 1 } },
  "ben@x.example": { state: "inactive" },
};

describe("a stack that pins a plan", () => {
  it("is this JSON", async () => {
    const plan = await planFor(CHANGES);
    const folder = emptyFolder();
    const json = JSON.stringify(
      synthesised({ plan: stored(plan), budget: "60%", stateDir: join(folder, ".gus") }, folder),
      null,
      2,
    );
    const ids = new Map(plan.users.map(({ id, email }) => [id, `<id of ${email}>`]));
    const known = [
      ...ids,
      [plan.planHash, "<planHash>"],
      [plan.reviewHash, "<reviewHash>"],
      [folder, "<app>"],
    ] as const;
    const plain = known.reduce((text, [found, name]) => text.replaceAll(found, name), json);
    const steady = plain
      .replaceAll(/[0-9a-f]{64}/g, "<sha256 of the plan file>")
      .replace(/node \S+ apply/, "node <cli.js> apply");
    await expect(`${steady}\n`).toMatchFileSnapshot("golden/stack.json");
  });

  it("takes the trigger from the bytes of the file, so that another plan for the same drift fires", async () => {
    const plan = await planFor(CHANGES);
    const again = {
      ...plan,
      made: { ...plan.made, at: new Date(Date.parse(plan.made.at) + 1).toISOString() },
    };
    const [first, same, second] = [plan, plan, again].map((one) =>
      resourceOf(synthesised({ plan: stored(one) })),
    );
    expect(first?.triggers_replace).toEqual(same?.triggers_replace);
    expect(first?.triggers_replace).not.toEqual(second?.triggers_replace);
    expect(first?.input).toEqual(second?.input);
  });

  it("names nobody and shows no live value, unless it is told to", async () => {
    const plan = stored(await planFor(CHANGES));
    const [people, none] = [synthesised({ plan }), synthesised({ plan, redact: "none" })].map((one) =>
      JSON.stringify(resourceOf(one).input),
    );
    expect(people).not.toMatch(/ada|Ada|Lovelace|Agent/);
    expect(none).toContain("update ada@x.example: ~ title: 'Agent' → 'Lead'");
  });

  it("hands every setting to gus apply, pinned to what was reviewed", async () => {
    const plan = await planFor(CHANGES);
    const config = {
      settle: "0s",
      rate: "50/10s",
      budget: 0.5,
      deadline: "50m",
      strictPins: true,
      region: "eu-west-1",
    };
    const one = synthesised({ plan: stored(plan), ...config });
    const command = commandOf(one);
    expect(command).toMatch(/^node \S+\/cli\.js apply users\.plan\.json /);
    expect(command).toContain(`--sha256 ${resourceOf(one).triggers_replace.plan_sha256} `);
    for (const flag of [
      "--settle 0s",
      "--rate 50/10s",
      "--budget 0.5",
      "--deadline 50m",
      "--strict-pins",
      "--region eu-west-1",
    ])
      expect(command).toContain(flag);
    expect(command).not.toMatch(/(^|\s)\//);
  });

  it("says at most 50 operations in words, those first that need a careful look", async () => {
    const users = Object.fromEntries(
      Array.from({ length: 3 }, (_, nth) => [["ada", "ben", "cyd"][nth], nth] as const).map(([name, nth]) => [
        `${name}@x.example`,
        nth === 2 ? { state: "inactive", title: "Lead" } : { title: "Lead" },
      ]),
    );
    const plan = await planFor(users);
    const [one] = plan.operations.filter(({ kind }) => kind === "update");
    if (!one) throw new Error("nothing to update");
    const many = Array.from({ length: 120 }, () => one);
    const off = plan.operations.filter(({ kind }) => kind === "deactivate");
    const { operations } = stackInput({ ...plan, operations: [...many, ...off] });
    expect(operations).toHaveLength(51);
    expect(operations[0]).toMatch(/^deactivate cyd@x\.example/);
    expect(operations.at(-1)).toBe("and 71 more operations");
  });

  it("shows what Terraform and a shell would obey as text", async () => {
    const title = `\${file("/etc/passwd")} %{ if true } \`id\` $(id)`;
    const input = resourceOf(
      synthesised({ plan: stored(await planFor({ "ada@x.example": { title } })), redact: "none" }),
    ).input;
    expect(JSON.stringify(input)).toContain("$${file(");
    expect(JSON.stringify(input)).toContain("%%{ if true }");
    const quoted = commandOf(
      synthesised({ plan: stored(await planFor(CHANGES)), stateDir: 'a "$HOME" `x`' }),
    );
    expect(quoted).toMatch(/--state-dir "[^"]*a \\"\\\$HOME\\" \\`x\\`"$/);
  });

  it("hides what is about the person alone, whoever wrote it down", async () => {
    const phones = { WORK: "+34910000000", HOME: null };
    const plan = stored(await planFor({ "ada@x.example": { phones, employerInfo: { employeeId: "0815" } } }));
    expect(JSON.stringify(resourceOf(synthesised({ plan })).input)).not.toMatch(/34910000000|0815/);
    expect(JSON.stringify(resourceOf(synthesised({ plan, redact: "values" })).input)).toMatch(
      /34910000000.*0815/,
    );
  });

  it("is as careful where a setting is there without a value", async () => {
    const settings = { redact: undefined, lockTimeout: undefined } as object;
    const one = synthesised({ plan: stored(await planFor(CHANGES)), ...settings });
    expect(commandOf(one)).toContain("--redact people --lock-timeout 30m");
    expect(JSON.stringify(resourceOf(one).input)).not.toContain("ada@");
  });

  it("sees paths from the folder where a shell will really stand", async () => {
    const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
    mkdirSync(join(elsewhere, "deep/er"), { recursive: true });
    symlinkSync(join(elsewhere, "deep/er"), join(folder, "cdktf.out"));
    const command = commandOf(
      synthesised({ plan: stored(await planFor(CHANGES)), stateDir: join(folder, ".gus") }, folder),
    );
    const [, up = ""] = /--state-dir (\S+)$/.exec(command) ?? [];
    expect(resolve(realpathSync(elsewhere), "deep/er/stacks/contact-centre", up)).toBe(
      join(realpathSync(folder), ".gus"),
    );
  });

  it("has nothing that runs, and shows up in no diff, when the plan has no operations", async () => {
    const one = synthesised({ plan: stored(await planFor({ "ada@x.example": { title: "Agent" } })) });
    expect(resourceOf(one).provisioner).toBeUndefined();
    expect(resourceOf(one).lifecycle?.ignore_changes).toEqual(["input", "triggers_replace"]);
  });

  it("hands on warnings of the plan, as redacted as the rest", async () => {
    const warning = { code: "shared", message: "ada@x.example has two masters", fix: "Ask her" };
    const plan = await planFor(CHANGES);
    const warned = { ...plan, warnings: [warning] };
    const planHash = planHashOf(warned);
    const app = appIn(emptyFolder());
    const stack = new TerraformStack(app, "contact-centre");
    const said = (["people", "none"] as const).map((redact) => {
      const users = new GenesysUserState(stack, redact, { plan: stored({ ...warned, planHash }), redact });
      return users.node.metadata.map(({ data }) => String(data));
    });
    expect(said[0]?.join()).toMatch(/^shared: [0-9a-f-]{36} has two masters\. Ask her$/);
    expect(said[1]?.join()).toBe("shared: ada@x.example has two masters. Ask her");
  });

  it("says what it plans to the rest of the app", async () => {
    const plan = await planFor(CHANGES);
    const stack = new TerraformStack(appIn(emptyFolder()), "contact-centre");
    const users = new GenesysUserState(stack, "users", { plan: stored(plan) });
    expect(users.planHash).toBe(plan.planHash);
    expect(users.reviewHash).toBe(plan.reviewHash);
    expect(users.counts).toMatchObject({ update: 1, deactivate: 1, activate: 0 });
  });
});

describe("synthesis", () => {
  it("puts the plan beside the stack, as it was given, for its owner alone", async () => {
    const folder = emptyFolder();
    const plan = stored(await planFor(CHANGES), folder);
    const app = appIn(folder);
    new GenesysUserState(new TerraformStack(app, "contact-centre"), "users", { plan });
    app.synth();
    const beside = join(folder, "cdktf.out/stacks/contact-centre/users.plan.json");
    expect(readFileSync(beside, "utf8")).toBe(readFileSync(plan, "utf8"));
    expect(statSync(beside).mode & 0o777).toBe(0o600);
  });

  it("leaves no plan beside the stack that has no operations, not even one of before", async () => {
    const folder = emptyFolder();
    const beside = join(folder, "cdktf.out/stacks/contact-centre/users.plan.json");
    for (const users of [CHANGES, { "ada@x.example": { title: "Agent" } }]) {
      const app = appIn(folder);
      new GenesysUserState(new TerraformStack(app, "contact-centre"), "users", {
        plan: stored(await planFor(users)),
      });
      app.synth();
      expect(existsSync(beside)).toBe(users === CHANGES);
    }
  });

  it("keeps the plans of several constructs apart", async () => {
    const folder = emptyFolder();
    const app = appIn(folder);
    const stack = new TerraformStack(app, "contact-centre");
    for (const site of ["madrid", "berlin"])
      new GenesysUserState(new Construct(stack, site), "users", { plan: stored(await planFor(CHANGES)) });
    app.synth();
    const { resource } = JSON.parse(Testing.synth(stack)) as {
      readonly resource: { readonly terraform_data: object };
    };
    const names = Object.keys(resource.terraform_data);
    expect(names).toHaveLength(2);
    for (const name of names)
      expect(existsSync(join(folder, `cdktf.out/stacks/contact-centre/${name}.plan.json`))).toBe(true);
  });
});

describe("a plan that gus apply would refuse fails the synth:", () => {
  const failure = (config: ConstructorParameters<typeof GenesysUserState>[2]): SynthError => {
    try {
      synthesised(config);
    } catch (error) {
      if (error instanceof SynthError) return error;
      throw error;
    }
    throw new Error("The synth did not fail");
  };
  const codes = (error: SynthError) => error.problems.map(({ code }) => code);

  it("no file", () => {
    const error = failure({ plan: "nowhere/plan.json" });
    expect(codes(error)).toEqual(["no-such-file"]);
    expect(error.stack).toMatch(
      /Make it with `gus plan --out`[\s\S]*\n {4}at contact-centre\/users \(GenesysUserState\)$/,
    );
  });

  it("another file", () => {
    const path = join(emptyFolder(), "x.json");
    writeFileSync(path, "{}");
    expect(codes(failure({ plan: path }))).toEqual(["not-a-plan"]);
  });

  it("one that somebody changed", async () => {
    const plan = await planFor(CHANGES);
    const [first, ...others] = plan.operations;
    if (!first) throw new Error("no operation");
    const changed = { ...plan, operations: [{ ...first, body: { title: "CEO" } }, ...others] };
    expect(codes(failure({ plan: stored(changed) }))).toContain("plan-changed");
  });

  it("one that is not the approved one, which is shown", async () => {
    const error = failure({ plan: stored(await planFor(CHANGES)), approved: "0".repeat(64) });
    expect(codes(error)).toEqual(["plan-not-approved"]);
    expect(error.message).toContain("review hash");
  });

  it("one with a standing rail, with all that the plan says of it", async () => {
    const plan = await planFor({ "ada@x.example": { skills: { Chat: 1 } } }, { accepted: [] });
    const error = failure({ plan: stored(plan) });
    expect(codes(error)).toEqual(["rail-drain"]);
    expect(error.message).toContain("STANDS");
  });

  it("one that is pinned already", async () => {
    const plan = stored(await planFor(CHANGES));
    const stack = new TerraformStack(appIn(emptyFolder()), "contact-centre");
    new GenesysUserState(stack, "users", { plan });
    expect(() => new GenesysUserState(stack, "others", { plan })).toThrow(
      /pins the plan that contact-centre\/users pins/,
    );
  });

  it.each([
    ["ops team", "opsteam"],
    ["users", "us ers"],
  ])("one that Terraform would take for another one: %s and %s", async (one, other) => {
    const stack = new TerraformStack(appIn(emptyFolder()), "contact-centre");
    new GenesysUserState(stack, one, { plan: stored(await planFor(CHANGES)) });
    const plan = stored(await planFor(CHANGES));
    expect(() => new GenesysUserState(stack, other, { plan })).toThrow(/would take .* for one resource/);
  });

  it("one without a name that Terraform takes", async () => {
    const stack = new TerraformStack(appIn(emptyFolder()), "contact-centre");
    const plan = stored(await planFor(CHANGES));
    expect(() => new GenesysUserState(stack, "ユーザー", { plan })).toThrow(/no letter that Terraform takes/);
  });

  it("one of which nobody says what was approved", async () => {
    const error = failure({ plan: stored(await planFor(CHANGES)), approved: undefined });
    expect(error.message).toContain("approved is there and has no value");
  });

  it("one with settings that do not exist, or are of another kind", async () => {
    const settings = { approve: "0", redact: "all", strictPins: "yes", settle: {} } as object;
    const error = failure({ plan: stored(await planFor(CHANGES)), ...settings });
    expect(error.problems.map(({ message }) => message).toSorted()).toEqual([
      'Cannot read redact: "all"',
      "Cannot read settle: {}",
      'Cannot read strictPins: "yes"',
      "There is no setting approve",
    ]);
  });

  it("and all settings that cannot be read, at once", async () => {
    const plan = stored(await planFor(CHANGES));
    const error = failure({ plan, settle: "soon", budget: 2, concurrency: 80 });
    expect(error.problems.map(({ message }) => message)).toEqual([
      'Cannot read settle: "soon"',
      "Cannot read budget: 2",
      "Cannot read concurrency: 80",
    ]);
  });
});
