import { inspect } from "node:util";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { AwsJson1_1Protocol } from "@aws-sdk/core/protocols";
import { type JsonCodec2, JsonShapeDeserializer2 } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import fc from "fast-check";
import { JsonDeserializer, JsonProtocol } from "../../src/cognito/transport/json-protocol.js";

/** How many answers are read; a shape of the service's each. */
const runs = Number(process.env["PROPERTY_RUNS"] ?? 5000);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;

/** Every structure of the service: what operations answer with, what that is made of, and the errors. */
const structures = Object.values(cognito)
  .filter((value) => Array.isArray(value) && (value as readonly unknown[])[0] === 3)
  .map((schema) => NormalizedSchema.of(schema as never));

const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;

/** What may stand where a schema says what should: mostly that, sometimes nothing, or something else. */
function spoiled(sound: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 12, arbitrary: sound },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anything },
  );
}

function valueOf(schema: NormalizedSchema, depth: number): fc.Arbitrary<Json> {
  if (schema.isStructSchema()) return structureOf(schema, depth);
  if (schema.isListSchema()) {
    return fc.array(spoiled(valueOf(schema.getValueSchema(), depth - 1)), { maxLength: 3 });
  }
  if (schema.isMapSchema()) {
    return fc.dictionary(fc.string(), spoiled(valueOf(schema.getValueSchema(), depth - 1)), {
      maxKeys: 3,
    });
  }
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isTimestampSchema()) return fc.double({ min: 0, max: 4e9, noNaN: true });
  if (schema.isNumericSchema()) return fc.oneof(fc.integer(), fc.constantFrom("NaN", "Infinity"));
  return fc.string();
}

function structureOf(schema: NormalizedSchema, depth: number): fc.Arbitrary<Json> {
  const members = depth <= 0 ? [] : [...schema.structIterator()];
  const known = Object.fromEntries(
    members.map(([name, member]) => [name, spoiled(valueOf(member, depth - 1))]),
  );
  const strange = {
    __type: fc.string(),
    __proto: anything,
    constructor: anything,
    Surplus: anything,
  };
  return fc.record(
    { ...known, ...strange },
    // Each may be missing; a type is told by errors only.
    { requiredKeys: [] },
  );
}

/** What reading comes to, as a text that tells kinds, prototypes and dates that are none; or what is thrown. */
function outcomeOf(deserializer: JsonShapeDeserializer2, schema: NormalizedSchema, json: string) {
  try {
    const read: unknown = deserializer.readObject(schema, JSON.parse(json) as never);
    return inspect(read, { depth: null, maxArrayLength: null, maxStringLength: null });
  } catch (error) {
    return `threw ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
  }
}

describe("JsonDeserializer", () => {
  const own = new JsonDeserializer(settings);
  const sdk = new JsonShapeDeserializer2(settings);

  it("knows all structures of the service", () => {
    expect(structures.length).toBeGreaterThan(300);
  });

  it("is of a protocol that is otherwise the SDK's", () => {
    const names = { defaultNamespace: "com.amazonaws.example", serviceTarget: "Example" };
    const { settings: ownSettings } = new JsonProtocol(names).getPayloadCodec() as JsonCodec2;
    const { settings: sdkSettings } = new AwsJson1_1Protocol(names).getPayloadCodec() as JsonCodec2;
    expect(ownSettings).toStrictEqual(sdkSettings);
  });

  it(
    "reads every structure to what the SDK's own reads",
    () => {
      let deepEnough = 0;
      const anyStructure = fc
        .constantFrom(...structures)
        .chain((schema) => structureOf(schema, 4).map((value) => ({ schema, value })));
      fc.assert(
        fc.property(anyStructure, ({ schema, value }) => {
          const json = JSON.stringify(value);
          if (json.length > 40) deepEnough += 1;
          expect(outcomeOf(own, schema, json)).toBe(outcomeOf(sdk, schema, json));
        }),
        { numRuns: runs },
      );
      expect(deepEnough).toBeGreaterThan(runs / 10);
    },
    30_000 + runs * 10,
  );

  it("reads an answer's bytes", async () => {
    const schema = NormalizedSchema.of(cognito.ListUsersResponse$);
    const answer = {
      Users: [{ Username: "ana", UserCreateDate: 1.5, Attributes: [{ Name: "sub", Value: "1" }] }],
      PaginationToken: "next",
    };
    expect(await own.read(schema, Buffer.from(JSON.stringify(answer)))).toStrictEqual({
      Users: [{ ...answer.Users[0], UserCreateDate: new Date(1500) }],
      PaginationToken: "next",
    });
  });
});
