import { buildSchema, execute, parse } from "graphql";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { countAnswers, maximumErrors } from "../../../../src/graphql/answers/count-answer.js";
import { checkListLengths } from "../../../../src/graphql/answers/list-length.js";
import { AnswerBytes, AnswersUnderWay } from "../../../../src/graphql/request/answer-bytes.js";

function schemaOf(text: string, resolvers: Readonly<Record<string, () => unknown>>) {
  const schema = buildSchema(text);
  for (const [coordinate, resolve] of Object.entries(resolvers)) {
    const [type = "", field = ""] = coordinate.split(".");
    const found = schema.getType(type);
    if (found !== undefined && "getFields" in found) {
      Object.assign(found.getFields()[field] ?? {}, { resolve });
    }
  }
  countAnswers(schema);
  return schema;
}

async function ask(schema: ReturnType<typeof schemaOf>, text: string, maximum = 1_000_000) {
  const answer = new AnswerBytes(maximum, new AnswersUnderWay(Infinity));
  const { data, errors = [] } = await execute({
    schema,
    document: parse(text),
    contextValue: { answer },
  });
  return { data: JSON.parse(JSON.stringify(data)) as unknown, errors, answer };
}

const fail = () => {
  throw new Error("hidden");
};

describe("fields that fail", () => {
  const schema = schemaOf(
    "type Query { all: [Item!]! broken: String } type Item { hidden: String later: String must: String! }",
    {
      "Query.all": () => Array.from({ length: 300 }, () => ({})),
      "Query.broken": fail,
      "Item.hidden": fail,
      "Item.later": async () => fail(),
      "Item.must": () => "here",
    },
  );

  it.each(["hidden", "later"])(
    "(%s) make errors up to a hundred, and are null beyond",
    async (field) => {
      const { errors, data } = await ask(schema, `{ all { ${field} must } }`);
      expect(errors).toHaveLength(maximumErrors);
      expect(data).toEqual({
        all: Array.from({ length: 300 }, () => ({ [field]: null, must: "here" })),
      });
    },
  );

  it("tell of each root field, however many have failed inside", async () => {
    const { errors } = await ask(schema, "{ all { hidden } broken other: broken }");
    expect(errors.filter(({ path }) => path?.length === 1)).toHaveLength(2);
  });
});

describe("fields that are FORBIDDEN in a list", () => {
  const forbid = () => {
    throw new GatewayError("FORBIDDEN");
  };
  const schema = schemaOf(
    "type Query { all: [Item!]! one: Item } type Item { hidden: String later: String must: String! broken: String all: [Item!] }",
    {
      "Query.all": () => Array.from({ length: 50 }, () => ({})),
      "Query.one": () => ({}),
      "Item.hidden": forbid,
      "Item.later": async () => forbid(),
      "Item.broken": fail,
      "Item.must": () => "here",
      "Item.all": () => Array.from({ length: 3 }, () => ({})),
    },
  );

  it.each(["hidden", "later"])("(%s) make ten errors, and are counted", async (field) => {
    const { errors, answer } = await ask(schema, `{ all { ${field} must } }`);
    expect(errors).toHaveLength(10);
    expect(answer.foldedRefusals).toEqual(new Map([[`all.${field}`, 50]]));
  });

  it("leave room for the errors of others, since they become one", async () => {
    const columns = Array.from({ length: 12 }, (_, index) => `h${index}: hidden`).join(" ");
    const { errors } = await ask(schema, `{ all { ${columns} } b: all { broken } }`);
    expect(errors.filter(({ path }) => path?.at(-1) === "broken")).toHaveLength(50);
    const first = new Set(errors.map(({ path }) => path?.at(-1)));
    expect(first.size).toBe(13);
  });

  it("are one column through lists inside of lists, and one for each name", async () => {
    const { answer } = await ask(schema, "{ all { all { hidden again: hidden } } }");
    expect([...(answer.foldedRefusals ?? [])]).toEqual([
      ["all.all.hidden", 150],
      ["all.all.again", 150],
    ]);
  });

  it("are not counted up to ten, nor outside of lists", async () => {
    const { errors, answer } = await ask(schema, "{ one { hidden all { hidden } } }");
    expect(errors).toHaveLength(4);
    expect(answer.foldedRefusals).toBeNull();
  });
});

describe("an answer that is full", () => {
  const calls = jest.fn(() => "x".repeat(50));
  const schema = schemaOf(
    "type Query { root: Item } type Item { text: String texts: [String] must: String! }",
    {
      "Query.root": () => ({}),
      "Item.text": calls,
      "Item.texts": () => Array.from({ length: 9 }, () => "y".repeat(50)),
      "Item.must": () => "z".repeat(500),
    },
  );

  it("leaves out what may be null, asks nobody for it, and says so", async () => {
    calls.mockClear();
    const { data, errors, answer } = await ask(
      schema,
      "{ root { a: text b: text must texts c: text } }",
      100,
    );
    expect(errors).toEqual([]);
    const text = "x".repeat(50);
    expect(data).toEqual({
      root: { a: text, b: null, must: "z".repeat(500), texts: null, c: null },
    });
    expect(calls).toHaveBeenCalledTimes(2);
    expect(answer.excess).toMatchObject({ code: "ANSWER_TOO_LARGE" });
  });

  it("counts a list with all that is in it", async () => {
    const { data } = await ask(schema, "{ root { texts } }", 450);
    expect(data).toEqual({ root: { texts: null } });
  });
});

describe("a list that does not say how long it can be", () => {
  it("keeps its schema from being built", () => {
    expect(() => {
      checkListLengths(buildSchema("type Query { ids: [ID!]! }"));
    }).toThrow("A list of unknown length: ids");
  });
});
