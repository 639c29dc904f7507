import { request as httpRequest } from "node:http";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { readAuthorization } from "../../src/local-pool/access/authorization-header.js";
import { isSignatureOf } from "../../src/local-pool/access/signature.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import {
  type AwsOnLoopback,
  type ReceivedRequest,
  type StandInAnswer,
  startAwsOnLoopback,
} from "./aws-on-loopback.js";
import { createSts } from "./sts.js";

const account = "123456789012";

/** What STS does with one role. */
interface DoctorSts {
  /** The external id that the role's trust policy asks for; null if it asks for none. */
  trustedExternalId: string | null;
  /** Whether anybody may assume it. */
  isTrusting: boolean;
  /** Operations in their order. */
  readonly calls: readonly { readonly action: string; readonly externalId: string | undefined }[];
}

/** AWS as this process finds it: user pools are those of a local pool, and STS knows its keys and one role. */
export interface DoctorAws {
  readonly sts: DoctorSts;
  /** Whether the issuer's keys are not to be had. */
  isIssuerDown: boolean;
  stop(): Promise<void>;
}

/** @param roleKey the keys of the role's session, as `createSts` gives them */
export async function startDoctorAws(pool: LocalPool, roleKey: AccessKey): Promise<DoctorAws> {
  const calls: { action: string; externalId: string | undefined }[] = [];
  const state = { trustedExternalId: null as string | null, isTrusting: true, calls };
  const standIn = createSts();
  const answerSts = (request: ReceivedRequest): StandInAnswer | Promise<StandInAnswer> => {
    const parameters = new URLSearchParams(request.body);
    const action = parameters.get("Action") ?? "";
    const externalId = parameters.get("ExternalId") ?? undefined;
    calls.push({ action, externalId });
    const keyId = signerOf(request, pool);
    if (typeof keyId !== "string") return keyId;
    if (action === "GetCallerIdentity") return identity(keyId === roleKey.accessKeyId);
    const { trustedExternalId, isTrusting } = state;
    const isExpected = trustedExternalId === null || trustedExternalId === externalId;
    return isTrusting && isExpected ? standIn.answer(request) : refusal(403, "AccessDenied");
  };
  const handles = { isIssuerDown: false };
  const answer = async (request: ReceivedRequest): Promise<StandInAnswer> => {
    if (request.tls?.host.startsWith("sts.") === true) return answerSts(request);
    const isDown = handles.isIssuerDown && request.method === "GET";
    return isDown ? { status: 503, headers: {}, body: "" } : forward(pool, request);
  };
  const aws: AwsOnLoopback = await startAwsOnLoopback(async (request) => {
    const { status, headers, body } = await answer(request);
    // All of AWS has one clock.
    const date = pool.signatureClock.now().toUTCString();
    return { status, headers: { ...headers, date }, body };
  });
  return Object.assign(handles, { sts: state, stop: () => aws.stop() });
}

/** The key that a request is signed with, or how STS refuses it. */
function signerOf(request: ReceivedRequest, pool: LocalPool): string | StandInAnswer {
  const { headers, body } = request;
  const only = (name: string) => headers[name]?.[0];
  const signed = readAuthorization(only("authorization"), only("x-amz-date"));
  const key = pool.keys.find(signed.accessKeyId);
  if (key?.sessionToken !== only("x-amz-security-token") || key === undefined) {
    return refusal(403, "InvalidClientTokenId");
  }
  const time = Date.parse(signed.time.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
  const isInTime = Math.abs(time - pool.signatureClock.now().getTime()) <= 5 * 60_000;
  const received = {
    method: request.method,
    target: request.path,
    headers: new Map(Object.entries(headers)),
    body: Buffer.from(body, "latin1"),
  };
  const isGenuine = isSignatureOf(received, signed, key.secretAccessKey);
  return isInTime && isGenuine ? key.accessKeyId : refusal(403, "SignatureDoesNotMatch");
}

const xml = (status: number, body: string): StandInAnswer => ({
  status,
  headers: { "content-type": "text/xml", "x-amzn-requestid": "made-up" },
  body,
});

const identity = (isRole: boolean): StandInAnswer => {
  const arn = isRole
    ? `arn:aws:sts::${account}:assumed-role/gateway/cognito-admin-gateway-doctor`
    : `arn:aws:iam::${account}:user/gateway`;
  const result = `<Arn>${arn}</Arn><UserId>AIDAUSER</UserId><Account>${account}</Account>`;
  return xml(
    200,
    `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
};

const refusal = (status: number, code: string): StandInAnswer =>
  xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>a text of AWS</Message></Error></ErrorResponse>`,
  );

/** Hands a request on to the local pool as it is, the name of AWS's host included, which is signed. */
function forward(
  { url }: LocalPool,
  { method, path, headers, body }: ReceivedRequest,
): Promise<StandInAnswer> {
  return new Promise((resolve, reject) => {
    const passed = Object.fromEntries(
      Object.entries(headers).map(([name, values]) => [name, values.join(", ")]),
    );
    const options = { method, path, headers: { ...passed, connection: "close" } };
    const request = httpRequest(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { "transfer-encoding": _, connection: __, ...kept } = response.headers;
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: response.statusCode ?? 500,
          headers: kept as Record<string, string>,
          body: text,
        });
      });
    });
    request.once("error", reject).end(Buffer.from(body, "latin1"));
  });
}
