import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { IamPolicy } from "../../src/local-pool/access/iam-policy.js";
import type { ReceivedRequest, StandInAnswer } from "./aws-on-loopback.js";

/** One call as STS got it. */
interface StsCall {
  readonly host: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A role of some account, as far as STS knows it. */
interface Role {
  /** What its trust policy asks for; whoever gives one unasked is let in. */
  readonly externalId?: string | undefined;
  /** What its sessions may do, as a document; everything unless given. */
  readonly policy?: unknown;
}

/** What can be the matter with STS. */
type StsTrouble =
  | { readonly kind: "error"; readonly status: number; readonly code: string }
  /** No answer, and an answer that is none. */
  | { readonly kind: "hang" | "cut" | "malformed" | "without-keys" };

/** The operations of STS that give keys, and the one that says whose they are. */
export interface Sts {
  /** Every call, in its order. */
  readonly calls: StsCall[];
  /** While it is set, every call meets with it. */
  trouble: StsTrouble | undefined;
  /** How long sessions last that are given from now on. */
  sessionMs: number;
  /** How long a call takes. */
  delayMs: number;
  answer(request: ReceivedRequest): StandInAnswer | Promise<StandInAnswer>;
}

export interface StsOptions {
  /** Roles by their ARNs; without it each can be assumed, and all sessions have the same keys. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Hears of each session's keys, so that a local pool can be told. */
  readonly onKeys?: (key: AccessKey) => void;
}

/** The keys that it gives where roles are not told apart. A token of a session is Base64. */
const issued = {
  accessKeyId: "ASIAOFTHEROLE",
  secretAccessKey: "secret/of+the/role",
  sessionToken: "IQoJb3JpZ2luX2VjEK//////////token+of/the+role==",
};

/** How long the keys are good, unless the call says otherwise. */
const defaultMs = 3_600_000;

const account = "000000000000";

export function createSts({ roles, onKeys = () => undefined }: StsOptions = {}): Sts {
  const calls: StsCall[] = [];
  /** Sessions by the ids of their keys. */
  const sessions = new Map<string, string>();
  const open = (arn: string, { policy }: Role): AccessKey => {
    const keys = roles === undefined ? issued : freshKeys();
    sessions.set(keys.accessKeyId, arn);
    const key = {
      ...keys,
      expiresAt: new Date(Date.now() + sts.sessionMs),
      ...(policy === undefined ? {} : { policy: new IamPolicy(policy) }),
    };
    onKeys(key);
    return key;
  };
  const answer = (request: ReceivedRequest): StandInAnswer => {
    const { action, parameters } = calls.at(-1)!;
    const signedWith = /Credential=(?<id>[^/]+)\//.exec(
      request.headers["authorization"]?.[0] ?? "",
    )?.[1];
    // A process with the token of an identity provider has no keys yet.
    if ((action === "AssumeRoleWithWebIdentity") === (signedWith !== undefined)) {
      return refusal(403, "MissingAuthenticationToken");
    }
    if (action === "GetCallerIdentity") return identity(signedWith, sessions);
    if (!action.startsWith("AssumeRole")) return refusal(400, "InvalidAction");
    const { RoleArn = "", RoleSessionName = "", ExternalId } = parameters;
    const role = roles === undefined ? {} : roles[RoleArn];
    const isTrusted = role?.externalId === undefined || role.externalId === ExternalId;
    if (role === undefined || !isTrusted) return refusal(403, "AccessDenied");
    const arn = `${RoleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${RoleSessionName}`;
    return assumedRole(action, arn, open(arn, role));
  };
  const sts: Sts = {
    ...{ calls, trouble: undefined, sessionMs: defaultMs, delayMs: 0 },
    answer: (request) => {
      const { Action: action = "", ...parameters } = Object.fromEntries(
        new URLSearchParams(request.body),
      );
      calls.push({ host: request.headers["host"]?.[0] ?? "", action, parameters });
      if (sts.trouble !== undefined) return inTrouble(sts.trouble);
      const given = answer(request);
      return sts.delayMs === 0 ? given : pause(sts.delayMs).then(() => given);
    },
  };
  return sts;
}

const freshKeys = () => ({
  accessKeyId: `ASIA${randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase()}`,
  secretAccessKey: randomUUID(),
  sessionToken: Buffer.from(randomUUID()).toString("base64"),
});

function inTrouble(trouble: StsTrouble): StandInAnswer | Promise<StandInAnswer> {
  switch (trouble.kind) {
    case "error":
      return refusal(trouble.status, trouble.code);
    case "hang":
      return new Promise<never>(() => undefined);
    case "cut":
      return Promise.reject(new Error("STS cuts the connection."));
    case "malformed":
      return xml(200, "<html>This is not STS");
    case "without-keys":
      return xml(200, element("AssumeRoleResponse", { AssumeRoleResult: {} }));
  }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_ResponseElements */
function assumedRole(action: string, Arn: string, key: AccessKey): StandInAnswer {
  return xml(
    200,
    element(`${action}Response`, {
      [`${action}Result`]: {
        Credentials: {
          AccessKeyId: key.accessKeyId,
          SecretAccessKey: key.secretAccessKey,
          SessionToken: key.sessionToken ?? "",
          Expiration: key.expiresAt?.toISOString() ?? "",
        },
        AssumedRoleUser: { Arn, AssumedRoleId: `AROAOFTHEROLE:${Arn.split("/").at(-1) ?? ""}` },
      },
      ResponseMetadata: { RequestId: requestId },
    }),
  );
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function identity(keyId = "", sessions: ReadonlyMap<string, string>): StandInAnswer {
  const Arn = sessions.get(keyId) ?? `arn:aws:iam::${account}:user/${keyId}`;
  return xml(
    200,
    element("GetCallerIdentityResponse", {
      GetCallerIdentityResult: { Arn, UserId: keyId, Account: Arn.split(":")[4] ?? account },
      ResponseMetadata: { RequestId: requestId },
    }),
  );
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const refusal = (status: number, code: string): StandInAnswer =>
  xml(
    status,
    element("ErrorResponse", {
      Error: {
        Type: status < 500 ? "Sender" : "Receiver",
        Code: code,
        Message: "arn:aws:secret text",
      },
      RequestId: requestId,
    }),
  );

const requestId = "00000000-0000-4000-8000-000000000000";

const xml = (status: number, body: string): StandInAnswer => ({
  status,
  headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
  body,
});

interface Elements {
  readonly [name: string]: string | Elements;
}

const element = (name: string, content: string | Elements): string => {
  const inner =
    typeof content === "string"
      ? content.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
      : Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join("");
  return `<${name}>${inner}</${name}>`;
};
