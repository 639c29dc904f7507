import { z } from "zod";
import { region, url } from "./endpoint.js";
import { hasEndpoints } from "./partition.js";

/** How high a group or a role of callers stands. */
export const rank = z.int().min(0).max(1000);

/** The families of writes: `writeFamilies` of the authorization, to which a test holds them. */
const writeFamily = z.enum(["password", "lifecycle", "delete", "security"]);

/** The families of reads: `readFamilies` of the authorization, to which a test holds them. */
const readFamily = z.enum(["activity", "directory", "clients"]);

/** The configuration's part on one user pool. */
export const pool = z
  .strictObject({
    /** The user pool's id; AdminSetUserPassword's `UserPoolId` pattern and length. */
    id: z
      .string()
      .max(55)
      .regex(/^[\w-]+_[0-9a-zA-Z]+$/, "must be a user pool id such as eu-west-1_AbCdEf123"),
    /** The AWS Region to sign for and to call. */
    region,
    /** Another address for Cognito: the local pool, an emulator, a VPC endpoint. */
    endpoint: url.optional(),
    /** Whether Cognito and STS are called at their endpoints with cryptography validated by FIPS 140. */
    fips: z.boolean().default(false),
    /** Whether Cognito and STS are called at their endpoints for IPv4 and IPv6. */
    dualStack: z.boolean().default(false),
    /** An IAM role to assume for this pool. */
    roleArn: z
      .string()
      .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be the ARN of an IAM role")
      .optional(),
    /** What the role's trust policy asks for beside who comes: `ExternalId` as AssumeRole takes it. */
    externalId: z
      .string()
      .min(2)
      .max(1224)
      .regex(/^[\w+=,.@:/-]*$/, "must be an external id as STS takes it")
      .optional(),
    /** How users are looked up by name: `exact` by AdminGetUser, `frugal` from lists wherever they tell. */
    reads: z.enum(["exact", "frugal"]).default("exact"),
    /** The rank of each group's members; `*` for groups that are not named, which otherwise rank above everybody. */
    groupRanks: z.record(z.string().min(1), rank).default({}),
    /** Groups whose members are touched by an express grant only: break-glass accounts. */
    protectedGroups: z.array(z.string().min(1)).default([]),
    /** Which mutations there are in this pool, by family, for those whom a policy permits them. */
    writes: z.array(writeFamily).default(["password"]),
    /** Which further fields there are in this pool, by family, for those whom a policy permits them. */
    shows: z.array(readFamily).default([]),
    /** Where `writes` has `delete`, which users can be deleted: those who were disabled before, or any. */
    deleteUsers: z.enum(["disabled", "any"]).default("disabled"),
  })
  .refine(({ externalId, roleArn }) => externalId === undefined || roleArn !== undefined, {
    path: ["externalId"],
    message: "needs roleArn",
  })
  .refine(({ endpoint, fips, dualStack }) => endpoint === undefined || !(fips || dualStack), {
    path: ["endpoint"],
    message: "is an address of its own: fips and dualStack choose among AWS's",
  })
  .refine(({ region: name, fips }) => !fips || hasEndpoints(name, "fips"), {
    path: ["fips"],
    message: "is not to be had in this Region's partition",
  })
  .refine(({ region: name, dualStack }) => !dualStack || hasEndpoints(name, "dualStack"), {
    path: ["dualStack"],
    message: "is not to be had in this Region's partition",
  });
