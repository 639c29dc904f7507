import { AwsJson1_1Protocol } from "@aws-sdk/core/protocols";
import { JsonCodec2, JsonShapeDeserializer2 } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";

type Settings = ConstructorParameters<typeof AwsJson1_1Protocol>[0];

/** Times are seconds, and members go by their own names. */
const codecSettings = {
  timestampFormat: { useTrait: true, default: 7 },
  jsonName: false,
} as const;

/**
 * AWS JSON 1.1 as the SDK speaks it (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html), but for how it walks
 * through answers.
 */
export class JsonProtocol extends AwsJson1_1Protocol {
  constructor(settings: Settings) {
    super({ ...settings, jsonCodec: new Codec(codecSettings) });
  }
}

class Codec extends JsonCodec2 {
  override createDeserializer(): JsonShapeDeserializer2 {
    const deserializer = new JsonDeserializer(this.settings);
    if (this.serdeContext !== undefined) deserializer.setSerdeContext(this.serdeContext);
    return deserializer;
  }
}

type Schema = Parameters<JsonShapeDeserializer2["read"]>[0];

type Read = (value: unknown) => unknown;

/**
 * Reads what the SDK's own reads, to the same. That one asks the schema anew about each member of each structure, of which a
 * list of users has some hundreds; this one asks once. Whatever is neither a structure, a list nor plain is left to the SDK's.
 */
export class JsonDeserializer extends JsonShapeDeserializer2 {
  private readonly known = new Map<NormalizedSchema, Read>();

  protected override _read(schema: Schema, value: unknown): unknown {
    return this.readerOf(NormalizedSchema.of(schema))(value);
  }

  private readerOf(schema: NormalizedSchema): Read {
    const known = this.known.get(schema);
    if (known !== undefined) return known;
    const reader = this.makeReader(schema);
    this.known.set(schema, reader);
    return reader;
  }

  private makeReader(schema: NormalizedSchema): Read {
    const asTheSdk: Read = (value) => super._read(schema, value);
    if (schema.isStructSchema()) {
      return schema.isUnionSchema() ? asTheSdk : this.structureReader(schema, asTheSdk);
    }
    if (schema.isListSchema()) return this.listReader(schema, asTheSdk);
    const isPlain =
      schema.isBooleanSchema() ||
      (schema.isStringSchema() && schema.getMergedTraits().mediaType === undefined);
    return isPlain ? asItIs : asTheSdk;
  }

  private structureReader(schema: NormalizedSchema, asTheSdk: Read): Read {
    let members: readonly (readonly [name: string, read: Read])[] | undefined;
    return (value) => {
      // A structure that tells its type is told with members that the schema does not know.
      if (!isObject(value) || typeof value["__type"] === "string") return asTheSdk(value);
      // Only now: a structure may have itself for a member.
      members ??= [...schema.structIterator()].map(([name, member]) => [
        name,
        this.readerOf(member),
      ]);
      const structure: Record<string, unknown> = {};
      for (const [name, read] of members) {
        const member = value[name];
        if (member !== null && member !== undefined) structure[name] = read(member);
      }
      return structure;
    };
  }

  private listReader(schema: NormalizedSchema, asTheSdk: Read): Read {
    const member = schema.getValueSchema();
    return (value) => {
      if (!Array.isArray(value)) return asTheSdk(value);
      const readMember = this.readerOf(member);
      return readMember === asItIs ? (value as unknown) : value.map(readMember);
    };
  }
}

const asItIs: Read = (value) => value;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
