import { z } from "zod";
import { isLoopbackUrl } from "./loopback.js";
import { isFreeTypeName } from "./type-name.js";

const url = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => text.startsWith("https:") || isLoopbackUrl(text),
    "must be https: plain http is accepted for loopback addresses only",
  );

const names = z.array(z.string().min(1)).min(1);

const issuer = z
  .strictObject({
    /** The `iss` claim, compared exactly. */
    issuer: url,
    /** Where the signing keys are; default `<issuer>/.well-known/jwks.json`. */
    jwksUri: url.optional(),
    /** The `token_use` claim of Cognito's tokens; null for an issuer that is not Cognito. */
    tokenUse: z.enum(["access", "id"]).nullable(),
    /** App clients whose tokens are believed: `client_id` of access tokens, `aud` of ID tokens. */
    clientIds: names.optional(),
    /** The `aud` claim, for issuers other than Cognito. */
    audience: names.optional(),
    /** The claim that lists the caller's roles. */
    rolesClaim: z.string().min(1).default("cognito:groups"),
    /** Aliases of the pools whose users' `sub` is this issuer's `sub`; default: the pool that issues the tokens. */
    subjectPools: names.optional(),
  })
  .refine(
    (value) => (value.clientIds === undefined) !== (value.audience === undefined),
    "exactly one of clientIds and audience must be given",
  );

const rank = z.int().min(0).max(1000);

const pool = z.strictObject({
  /** The user pool's id; AdminSetUserPassword's `UserPoolId` pattern and length. */
  id: z
    .string()
    .max(55)
    .regex(/^[\w-]+_[0-9a-zA-Z]+$/, "must be a user pool id such as eu-west-1_AbCdEf123"),
  /** The AWS Region to sign for and to call. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS Region such as eu-west-1"),
  /** Another address for Cognito: the local pool, an emulator, a VPC endpoint. */
  endpoint: url.optional(),
  /** An IAM role to assume for this pool. */
  roleArn: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be the ARN of an IAM role")
    .optional(),
  /** The rank of each group's members; `*` for groups that are not named, which otherwise rank above everybody. */
  groupRanks: z.record(z.string().min(1), rank).default({}),
  /** Groups whose members are touched by an express grant only: break-glass accounts. */
  protectedGroups: z.array(z.string().min(1)).default([]),
});

const milliseconds = z.int().min(1).max(300_000);
const count = z.int().min(1).max(1_000_000);

const limitKeys = z.strictObject({
  /** Largest request body, in bytes. */
  bodyBytes: count.default(65_536),
  /** Longest GraphQL document, in UTF-16 code units. */
  queryLength: count.default(16_384),
  /** Most lexical tokens of one GraphQL document. */
  queryTokens: count.default(1000),
  /** Most mutation fields of one request, aliases counted. */
  mutationFields: count.default(1),
  /** Most users that one request may look up, by different names, in all of its fields. */
  userKeys: count.default(100),
  /** Most selections of one document once fragments are spread. */
  recursiveSelections: count.default(1000),
  /** AdminGetUser calls that one request may have under way. */
  concurrentLookups: count.default(16),
  /** How long one attempt of a read may take. */
  readAttemptTimeoutMs: milliseconds.default(1000),
  /** How long a read may take with its second attempt. */
  readDeadlineMs: milliseconds.default(2500),
  /** How long the one attempt of a write may take before its outcome is UNKNOWN. */
  writeDeadlineMs: milliseconds.default(3000),
  /** How long a client may take to send its headers. */
  headersTimeoutMs: milliseconds.default(5000),
  /** How long a client may take to send its whole request. */
  requestTimeoutMs: milliseconds.default(8000),
  /** How long a shutdown waits for requests under way. */
  shutdownDeadlineMs: milliseconds.default(10_000),
  /** How long a user pool's description is believed before it is read again. */
  poolDescriptionMaxAgeMs: milliseconds.default(300_000),
});

/** A time that is part of another cannot be longer. */
const limits = limitKeys
  .refine((value) => value.readAttemptTimeoutMs <= value.readDeadlineMs, {
    path: ["readAttemptTimeoutMs"],
    message: "must not be longer than readDeadlineMs",
  })
  .refine((value) => value.headersTimeoutMs <= value.requestTimeoutMs, {
    path: ["headersTimeoutMs"],
    message: "must not be longer than requestTimeoutMs",
  });

const audit = z.strictObject({
  /** The file that records are written to. Relative to the configuration. */
  file: z.string().min(1),
  /** What happens to a mutation that cannot be written down. */
  onFailure: z.enum(["refuse"]).default("refuse"),
  /** The size from which a new file is begun. */
  maxFileBytes: z.int().min(4096).max(1_099_511_627_776).default(67_108_864),
  /** Most records that may wait to be written before mutations are refused. */
  queue: z.int().min(1).max(100_000).default(1000),
  /** How long a record may take to be durable before its mutation is refused. */
  deadlineMs: milliseconds.default(2000),
  /** A checkpoint stands behind so many records. */
  checkpointEveryRecords: count.default(1000),
  /** And behind so many seconds in which something was written. */
  checkpointEverySeconds: z.int().min(1).max(86_400).default(60),
  /** Where records go as well, once they are durable. */
  alsoTo: z
    .array(z.enum(["stdout"]))
    .max(1)
    .default([]),
  /** Whether reads of contact data are written down: not yet. */
  readsOfContact: z
    .boolean()
    .refine((value) => !value, "is not supported by this version")
    .default(false),
});

const uniqueIssuers = (issuers: readonly { issuer: string }[]): boolean =>
  new Set(issuers.map((item) => item.issuer)).size === issuers.length;

const uniqueIds = (pools: Record<string, { id: string }>): boolean => {
  const known = [...Object.keys(pools), ...Object.values(pools).map(({ id }) => id)];
  return new Set(known).size === known.length;
};

/** Every pool that an issuer names is configured. */
const knownSubjectPools = (config: {
  issuers: readonly { subjectPools?: string[] | undefined }[];
  pools: Record<string, unknown>;
}): boolean =>
  config.issuers.every(({ subjectPools = [] }) =>
    subjectPools.every((alias) => Object.hasOwn(config.pools, alias)),
  );

/** The configuration file, key by key. docs/configuration.md lists the same keys and a test holds the two together. */
const keys = z.strictObject({
  listen: z
    .strictObject({
      /** The address to listen on. */
      host: z.string().min(1).default("127.0.0.1"),
      /** The port; 0 takes any free one. */
      port: z.int().min(0).max(65_535).default(4000),
    })
    .prefault({}),
  /** A listener of its own for health and metrics; without it they are on the main one. */
  admin: z
    .strictObject({
      /** The address to listen on. */
      host: z.string().min(1).default("127.0.0.1"),
      /** The port; 0 takes any free one. */
      port: z.int().min(0).max(65_535),
    })
    .optional(),
  /** Whose tokens are believed. */
  issuers: z.array(issuer).min(1).refine(uniqueIssuers, "no two may have the same issuer"),
  /** The only user pools that exist for the gateway, by alias. */
  pools: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "an alias is lower-case letters, digits and -"),
      pool,
    )
    .refine((pools) => Object.keys(pools).length > 0, "at least one pool is needed")
    .refine(uniqueIds, "no two pools may share an id, and no alias may be another pool's id"),
  /** Files of Cedar policies that permit; a `*` in a file's name stands for any characters. Relative to the configuration. */
  policies: names,
  /** The rank of each role of callers; a role that is not named ranks 0. */
  roleRanks: z.record(z.string().min(1), rank).default({}),
  /** A file of callers and tokens that are refused, watched while the gateway runs. Relative to the configuration. */
  blockList: z.string().min(1).optional(),
  /** Where what is done is written down before it is done. */
  audit: audit.optional(),
  /** Whether the schema may be introspected. */
  introspection: z.boolean().default(false),
  /** Whether `GET /` answers with a GraphQL explorer. */
  explorer: z.boolean().default(false),
  subgraph: z
    .strictObject({
      /** The name of the type `User`, for a supergraph that has a `User` already. */
      typeName: z
        .string()
        .regex(/^[A-Za-z]\w{0,62}$/, { abort: true })
        .refine(isFreeTypeName, "is the name of another type, or one that federation uses")
        .default("User"),
      /** The version of the Federation specification that the schema links. */
      federationVersion: z.enum(["2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9"]).default("2.9"),
      /** Which directives tell a router what each field needs; those that the version does not know are left out. */
      directives: z
        .array(z.enum(["authenticated", "requiresScopes", "policy", "tag"]))
        .default(["authenticated", "tag"]),
    })
    .prefault({}),
  log: z
    .strictObject({
      /** The least severe messages that are logged. */
      level: z.enum(["error", "warn", "info", "silent"]).default("info"),
    })
    .prefault({}),
  limits: limits.prefault({}),
});

export const configSchema = keys.refine(knownSubjectPools, {
  path: ["issuers"],
  message: "subjectPools must be aliases of configured pools",
});

/** A checked configuration: every default filled in. */
export type Config = z.output<typeof configSchema>;

/** What may be written in a configuration file: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
