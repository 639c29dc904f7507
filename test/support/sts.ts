import type { ReceivedRequest, StandInAnswer } from "./aws-on-loopback.js";

/** One call as STS got it. */
interface StsCall {
  readonly host: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The two operations of STS by which a role is taken on. It gives the same keys each time. */
export interface Sts {
  /** Every call, in its order. */
  readonly calls: StsCall[];
  answer(request: ReceivedRequest): StandInAnswer;
}

/** The keys that it gives. A token of a session is Base64. */
const issued = {
  AccessKeyId: "ASIAOFTHEROLE",
  SecretAccessKey: "secret/of+the/role",
  SessionToken: "IQoJb3JpZ2luX2VjEK//////////token+of/the+role==",
};

/** How long the keys are good, unless the call says otherwise. */
const defaultSeconds = 3600;

export function createSts(): Sts {
  const calls: StsCall[] = [];
  return {
    calls,
    answer: ({ headers, body }) => {
      const { Action: action = "", ...parameters } = Object.fromEntries(new URLSearchParams(body));
      calls.push({ host: headers["host"]?.[0] ?? "", action, parameters });
      const isSigned = headers["authorization"] !== undefined;
      if (action === "AssumeRole" && isSigned) return assumedRole(action, parameters);
      // A process with the token of an identity provider has no keys yet.
      if (action === "AssumeRoleWithWebIdentity" && !isSigned) {
        return assumedRole(action, parameters);
      }
      return refusal(400, "InvalidAction");
    },
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_ResponseElements */
function assumedRole(
  action: string,
  { RoleArn = "", RoleSessionName = "", DurationSeconds }: StsCall["parameters"],
): StandInAnswer {
  const lifetimeMs = Number(DurationSeconds ?? defaultSeconds) * 1000;
  const Expiration = new Date(Date.now() + lifetimeMs).toISOString();
  const arn = `${RoleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${RoleSessionName}`;
  return xml(
    200,
    element(`${action}Response`, {
      [`${action}Result`]: {
        Credentials: { ...issued, Expiration },
        AssumedRoleUser: { Arn: arn, AssumedRoleId: `AROAOFTHEROLE:${RoleSessionName}` },
      },
      ResponseMetadata: { RequestId: requestId },
    }),
  );
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const refusal = (status: number, code: string): StandInAnswer =>
  xml(
    status,
    element("ErrorResponse", {
      Error: { Type: "Sender", Code: code, Message: "no" },
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
