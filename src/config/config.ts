import { z } from "zod";
import { audit } from "./audit.js";
import { url } from "./endpoint.js";
import { limits } from "./limits.js";
import { isFreeHeaderName } from "./listeners/header-name.js";
import { listen } from "./listeners/listen.js";
import { pool, rank } from "./pool.js";
import type { Proxy } from "./proxy.js";
import { quotas } from "./quotas.js";
import type { SecretFiles, Secrets } from "./secrets.js";
import { isFreeTypeName } from "./type-name.js";

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
    /** Whether a token needs a `jti`; default: those of Cognito do, by `tokenUse`. */
    requireJti: z.boolean().optional(),
    /** The claim that lists the caller's roles, or the path to it. */
    rolesClaim: z.string().min(1).default("cognito:groups"),
    /** Aliases of the pools whose users' `sub` is this issuer's `sub`; default: the pool that issues the tokens. */
    subjectPools: names.optional(),
  })
  .refine(
    (value) => (value.clientIds === undefined) !== (value.audience === undefined),
    "exactly one of clientIds and audience must be given",
  );

/** How a request shows that it came by the router: by a secret, by a client certificate, or by either of them. */
const router = z.strictObject({
  /** The header that carries the secret; the secret itself stands in the environment alone. */
  secretHeader: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9-]*$/, { message: "must be a header's name in lower case", abort: true })
    .refine(isFreeHeaderName, "is a header that HTTP or the gateway uses")
    .default("x-router-secret"),
  clientCertificate: z
    .strictObject({
      /** Whose certificate counts: its common name, or a DNS name or URI among its alternative names. */
      subjects: names,
    })
    .optional(),
  /** Whether GraphQL requests that did not come by the router are refused. */
  required: z.boolean().default(false),
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
  listen: listen.prefault({}),
  /** A listener of its own for health and metrics; without it they are on the main one. */
  admin: z
    .strictObject({
      /** The address to listen on. */
      host: z.string().min(1).default("127.0.0.1"),
      /** The port; 0 takes any free one. */
      port: z.int().min(0).max(65_535),
    })
    .optional(),
  router: router.optional(),
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
  audit,
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
        .default("User"),
      /** Put before the names of the gateway's other types, all but `PageInfo` and scalars. */
      typePrefix: z
        .string()
        .regex(/^[A-Z][A-Za-z0-9]{0,30}$/, { abort: true })
        .optional(),
      /** Put before the names of root fields, for a supergraph that has such fields: `cognito` makes `me` a `cognitoMe`. */
      rootFieldPrefix: z
        .string()
        .regex(/^[a-z][A-Za-z0-9]{0,30}$/, { abort: true })
        .optional(),
      /** The version of the Federation specification that the schema links. */
      federationVersion: z.enum(["2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9"]).default("2.9"),
      /** Which directives tell a router what each field needs; those that the version does not know are left out. */
      directives: z
        .array(z.enum(["authenticated", "requiresScopes", "policy", "tag", "cost", "listSize"]))
        .default(["authenticated", "tag", "cost", "listSize"]),
    })
    .refine(({ typeName, typePrefix }) => isFreeTypeName(typeName, typePrefix), {
      path: ["typeName"],
      message: "is the name of another type, or one that federation uses",
    })
    .prefault({}),
  log: z
    .strictObject({
      /** The least severe messages that are logged. */
      level: z.enum(["error", "warn", "info", "silent"]).default("info"),
    })
    .prefault({}),
  limits: limits.prefault({}),
  quotas: quotas.prefault({}),
});

export const configSchema = keys
  .refine(knownSubjectPools, {
    path: ["issuers"],
    message: "subjectPools must be aliases of configured pools",
  })
  .refine(
    ({ listen, router }) =>
      router?.clientCertificate === undefined || listen.tls?.clientCa !== undefined,
    { path: ["router", "clientCertificate"], message: "needs listen.tls.clientCa" },
  );

/** A checked configuration: every default filled in, and what the environment alone may hold. */
export type Config = z.output<typeof configSchema> & {
  readonly secrets?: Secrets;
  readonly secretFiles?: SecretFiles;
  readonly proxy?: Proxy;
};

/** What may be written in a configuration file: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
