import { GatewayError } from "../../../../src/errors/gateway-error.js";
import type { Mutation, MutationKind } from "../../../../src/graphql/mutations/mutation.js";
import { perform } from "../../../../src/graphql/mutations/perform.js";
import type { Subject } from "../../../../src/graphql/mutations/subject.js";
import { createGroup } from "../../../support/group-mutation.js";
import { mutationContext } from "../../../support/mutation-context.js";

interface Light {
  readonly name: string;
  readonly isOn: boolean;
  readonly colour: string;
}

interface Types {
  readonly input: { readonly poolId: string; readonly isOn: boolean };
  readonly state: Light;
  readonly answer: unknown;
  readonly action: "pool:read";
}

const named = (name: string) => Object.assign(new Error("AWS's words"), { name });
const unknown = new GatewayError("UPSTREAM_TIMEOUT", { outcome: "UNKNOWN" });
const refusedAs = (name: string) =>
  new GatewayError("OPERATION_REFUSED", { outcome: "NOT_APPLIED" }, { cause: named(name) });

/** A mutation on a light that is off, and reads back as `after`: null when it is gone. */
function mutationUnderTest(row: Partial<Mutation<Types>> = {}, after: Light | null | Error = null) {
  const before: Light = { name: "lamp", isOn: false, colour: "red" };
  const readBack = jest.fn(async () => {
    if (after instanceof Error) throw after;
    return after;
  });
  const found = {
    state: before,
    target: { kind: "pool", poolId: "eu-west-1_A" },
    decidedBy: [],
  } as const;
  const subject: Subject<Types["input"], Light, "pool:read"> = {
    checkName: () => undefined,
    find: async () => found,
    findAgain: async () => found,
    key: ({ name }) => name,
    readBack,
    forget: () => undefined,
    unread: (state, wanted) => ({ ...state, ...wanted }),
    audited: ({ isOn }) => ({ enabled: isOn }),
  };
  const mutation: Mutation<Types> = {
    description: "Switches a light.",
    arguments: class {
      readonly poolId!: string;
      readonly isOn!: boolean;
    },
    answer: () => Object,
    subject,
    actions: ["pool:read"],
    actionOf: () => "pool:read",
    kind: "STATE",
    write: () => ({ operation: "AdminSetUserPassword", send: async () => ({}) }),
    wanted: (_state, { isOn }) => ({ isOn }),
    leaves: new Set(["name", "colour"]),
    ...row,
  };
  const { context, happened, write } = mutationContext();
  const warnings: unknown[] = [];
  const run = (isOn = true, fields = ["isOn"]) =>
    perform(
      mutation,
      context,
      { poolId: "eu-west-1_A", isOn },
      {
        warn: (code, property) => void warnings.push([code, property]),
        fields: new Set(fields),
      },
    );
  const results = () => happened.filter((each) => JSON.stringify(each).includes('"result"'));
  return { run, write, readBack, warnings, happened, results, before };
}

const lit: Light = { name: "lamp", isOn: true, colour: "red" };

describe("an outcome that Cognito's answer does not tell", () => {
  it("is APPLIED when a read shows the wanted state, which was not there before", async () => {
    const { run, write, readBack, results } = mutationUnderTest({}, lit);
    write.mockRejectedValueOnce(unknown);
    expect(await run()).toMatchObject({ state: lit });
    expect(readBack).toHaveBeenCalledTimes(1);
    expect(results()).toEqual(
      [
        {
          result: {
            outcome: "APPLIED",
            after: { status: undefined, enabled: true },
            settledBy: "read-back",
            second: undefined,
            awsRequestId: undefined,
          },
        },
      ].map(({ result }) => ({
        result: expect.objectContaining({ ...result, after: { enabled: true } }) as object,
      })),
    );
  });

  it.each<[string, Light | null | Error]>([
    ["the state of before", { ...lit, isOn: false }],
    ["a target that is gone", null],
    ["nothing, since it failed", new GatewayError("UPSTREAM_ERROR")],
  ])("stays UNKNOWN when a read shows %s", async (_what, after) => {
    const { run, write, results } = mutationUnderTest({}, after);
    write.mockRejectedValueOnce(unknown);
    await expect(run()).rejects.toMatchObject({
      code: "UPSTREAM_TIMEOUT",
      details: { outcome: "UNKNOWN", auditId: "audit-1" },
    });
    expect(results()).toEqual([
      { result: expect.objectContaining({ outcome: "UNKNOWN" }) as object },
    ]);
  });

  it("stays UNKNOWN, and nothing is read, when the wanted state was there before", async () => {
    const { run, write, readBack } = mutationUnderTest({}, { ...lit, isOn: false });
    write.mockRejectedValueOnce(unknown);
    await expect(run(false)).rejects.toMatchObject({ details: { outcome: "UNKNOWN" } });
    expect(readBack).not.toHaveBeenCalled();
  });

  it.each<MutationKind>(["EVENT", "CREATE"])(
    "stays UNKNOWN, and nothing is read, of a mutation of the kind %s",
    async (kind) => {
      const { run, write, readBack } = mutationUnderTest({ kind }, lit);
      write.mockRejectedValueOnce(unknown);
      await expect(run()).rejects.toMatchObject({ details: { outcome: "UNKNOWN" } });
      expect(readBack).not.toHaveBeenCalled();
    },
  );

  it("is APPLIED when what was to be deleted is gone, and what was there is answered", async () => {
    const { run, write, before } = mutationUnderTest({ kind: "DELETE", wanted: () => null }, null);
    write.mockRejectedValueOnce(unknown);
    expect(await run()).toEqual({
      input: { poolId: "eu-west-1_A", isOn: true },
      state: before,
      second: undefined,
    });
  });

  it("stays UNKNOWN when what was to be deleted is there", async () => {
    const { run, write } = mutationUnderTest({ kind: "DELETE", wanted: () => null }, lit);
    write.mockRejectedValueOnce(unknown);
    await expect(run()).rejects.toMatchObject({ details: { outcome: "UNKNOWN" } });
  });
});

describe("a refusal", () => {
  const appliedOn = new Set(["AliasExistsException"]);

  it("is NOT_APPLIED, and nothing is read, unless the row says that it may come after the write", async () => {
    const { run, write, readBack } = mutationUnderTest({ appliedOn }, lit);
    write.mockRejectedValueOnce(refusedAs("InvalidParameterException"));
    await expect(run()).rejects.toMatchObject({ details: { outcome: "NOT_APPLIED" } });
    expect(readBack).not.toHaveBeenCalled();
  });

  it("of those that may come after the write is UNKNOWN, and settled like it", async () => {
    const applied = mutationUnderTest({ appliedOn }, lit);
    applied.write.mockRejectedValueOnce(refusedAs("AliasExistsException"));
    expect(await applied.run()).toMatchObject({ state: lit });
    const open = mutationUnderTest({ appliedOn }, { ...lit, isOn: false });
    open.write.mockRejectedValueOnce(refusedAs("AliasExistsException"));
    await expect(open.run()).rejects.toMatchObject({
      code: "OPERATION_REFUSED",
      details: { outcome: "UNKNOWN" },
    });
  });
});

describe("the read after a write", () => {
  it("is made when a field is selected that the row does not leave as it was", async () => {
    const { run, readBack } = mutationUnderTest({}, lit);
    expect(await run(true, ["name", "isOn"])).toMatchObject({ state: lit });
    expect(readBack).toHaveBeenCalledTimes(1);
  });

  it("is not made for what the row leaves: the state is what the mutation leads to", async () => {
    const { run, readBack, results } = mutationUnderTest({}, lit);
    expect(await run(true, ["name", "colour"])).toMatchObject({ state: { isOn: true } });
    expect(readBack).not.toHaveBeenCalled();
    expect(results()).toEqual([
      { result: expect.objectContaining({ after: undefined, settledBy: undefined }) as object },
    ]);
  });

  it("warns of each property that is otherwise than the mutation leads to", async () => {
    const { run, warnings } = mutationUnderTest({}, { ...lit, isOn: false });
    await run();
    expect(warnings).toEqual([["STATE_UNEXPECTED", "isOn"]]);
  });

  it("warns when it failed, and does not make the write look undone", async () => {
    const { run, warnings } = mutationUnderTest({}, new GatewayError("UPSTREAM_ERROR"));
    expect(await run()).toMatchObject({ state: lit });
    expect(warnings).toEqual([["READBACK_FAILED", undefined]]);
  });
});

describe("an answer that does not hold the state that it should tell", () => {
  it("is no acknowledgement", async () => {
    const { run, results } = mutationUnderTest({
      kind: "CREATE",
      answered: () => {
        throw new GatewayError("UPSTREAM_ERROR");
      },
    });
    await expect(run()).rejects.toMatchObject({
      code: "UPSTREAM_ERROR",
      details: { outcome: "UNKNOWN", auditId: "audit-1" },
    });
    expect(results()).toEqual([
      { result: expect.objectContaining({ outcome: "UNKNOWN" }) as object },
    ]);
  });
});

describe("a second call", () => {
  const second: Mutation<Types>["second"] = () => ({
    operation: "AdminSetUserPassword",
    username: "second",
    send: async () => ({}),
  });

  it("comes after the first was acknowledged, and its outcome is written down and answered", async () => {
    const { run, write, results } = mutationUnderTest({ second }, lit);
    expect(await run()).toMatchObject({ second: { outcome: "APPLIED" } });
    expect(write).toHaveBeenCalledTimes(2);
    expect(results()).toEqual([
      { result: expect.objectContaining({ second: { outcome: "APPLIED" } }) as object },
    ]);
  });

  it("that fails does not make the mutation fail", async () => {
    const { run, write } = mutationUnderTest({ second }, lit);
    write.mockResolvedValueOnce({ answer: {}, awsRequestId: "aws-1" });
    write.mockRejectedValueOnce(unknown);
    expect(await run()).toMatchObject({
      state: lit,
      second: { outcome: "UNKNOWN", code: "UPSTREAM_TIMEOUT" },
    });
  });

  it("is not made when the first failed", async () => {
    const { run, write } = mutationUnderTest({ second }, lit);
    write.mockRejectedValueOnce(refusedAs("InvalidParameterException"));
    await expect(run()).rejects.toThrow(GatewayError);
    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe("a mutation that creates, on something that is no user", () => {
  it("goes the same way: intent, write, result, all about the group, and answers what Cognito told", async () => {
    const { context, happened, write } = mutationContext();
    write.mockImplementationOnce(async (sent) => {
      happened.push(sent.operation);
      const answer = await sent.send({} as never, "eu-west-1_A", {} as never);
      return { answer, awsRequestId: "aws-1" };
    });
    const input = { poolId: "eu-west-1_A", name: "staff", precedence: 3 };
    const shown = { warn: () => undefined, fields: new Set(["precedence"]) };
    expect(await perform(createGroup, context, input, shown)).toEqual({
      input,
      state: { poolId: "eu-west-1_A", name: "staff", precedence: 7 },
      second: undefined,
    });
    expect(happened).toEqual([
      {
        intent: expect.objectContaining({
          target: { kind: "group", poolId: "eu-west-1_A", group: "staff" },
          change: { group: "staff" },
        }) as object,
      },
      "CreateGroup",
      { result: expect.objectContaining({ outcome: "APPLIED" }) as object },
      "left",
    ]);
  });

  it("comes one after the other for one name, and beside that of another", async () => {
    const { context, happened, write } = mutationContext();
    write.mockImplementation(async () => {
      happened.push("begins");
      await new Promise((resolve) => setImmediate(resolve));
      happened.push("ends");
      return { answer: { Group: { GroupName: "x" } }, awsRequestId: undefined };
    });
    const shown = { warn: () => undefined, fields: new Set<string>() };
    const create = (name: string) => perform(createGroup, context, { poolId: "A", name }, shown);
    const order = () => happened.filter((each) => typeof each === "string" && each !== "left");
    await Promise.all([create("staff"), create("staff")]);
    expect(order()).toEqual(["begins", "ends", "begins", "ends"]);
    happened.length = 0;
    await Promise.all([create("staff"), create("guests")]);
    expect(order()).toEqual(["begins", "begins", "ends", "ends"]);
  });
});
