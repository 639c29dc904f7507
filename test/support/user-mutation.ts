import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoWrite } from "../../src/cognito/calls/cognito-write.js";
import { KeptAnswer } from "../../src/cognito/kept-answer.js";
import type { UserRecord } from "../../src/cognito/records/records.js";
import { Deadline } from "../../src/cognito/transport/deadline.js";
import type { ErrorCode } from "../../src/errors/error-codes.js";
import { GatewayError } from "../../src/errors/gateway-error.js";
import { perform } from "../../src/graphql/mutations/perform.js";
import type { UserMutation } from "../../src/graphql/user/user-mutation.js";
import type { UserArguments } from "../../src/graphql/user/user.inputs.js";
import { mutationContext } from "./mutation-context.js";

const poolId = "eu-west-1_A";

/** What a pool tells of itself, as `UserPool` keeps it. */
export const keptAnswer = <Answer>(fetch: () => Promise<Answer>): KeptAnswer<Answer> =>
  new KeptAnswer(fetch, 60_000, () => 0);

/** A confirmed user with an authenticator app. */
const userRecord = (more: Partial<UserRecord> = {}): UserRecord => ({
  id: "id",
  poolId,
  username: "carla",
  sub: "sub",
  status: "CONFIRMED",
  enabled: true,
  createdAt: null,
  lastModifiedAt: null,
  email: null,
  emailVerified: null,
  phoneNumber: null,
  phoneNumberVerified: null,
  name: null,
  allAttributes: [],
  mfa: { preferred: "SOFTWARE_TOKEN_MFA", enabled: ["SOFTWARE_TOKEN_MFA"] },
  ...more,
});

/** AWS's refusal of the write, by the code that its name alone leads to. */
export const refusalBy = (name: string, code: ErrorCode): GatewayError => {
  const details =
    code === "BAD_USER_INPUT" ? ({ reason: "INVALID_PARAMETER" } as const) : ({} as const);
  const cause = Object.assign(new Error("AWS's words"), { name });
  return new GatewayError(code, { outcome: "NOT_APPLIED", ...details }, { cause });
};

interface Scene<Arguments extends UserArguments> {
  /** The arguments beside pool and user. */
  readonly input: Omit<Arguments, "poolId" | "username">;
  readonly before?: Partial<UserRecord>;
  /** As they are read back; a failing read unless stated. */
  readonly after?: Partial<UserRecord> | undefined;
  /** What the pool tells of itself. */
  readonly pool?: object;
  readonly fields?: readonly string[];
  readonly failure?: GatewayError;
}

/** Performs a row on one user whom its caller may do it to. */
export async function performOn<Arguments extends UserArguments>(
  row: UserMutation<Arguments>,
  { input, before, after, pool = {}, fields = [], failure }: Scene<Arguments>,
) {
  const user = userRecord(before);
  const { context, happened, write } = mutationContext(pool);
  if (failure !== undefined) write.mockRejectedValueOnce(failure);
  const found = {
    state: user,
    target: { kind: "pool", poolId },
    decidedBy: [],
  } as const;
  const readBack = jest.fn(async () => {
    if (after === undefined) throw new GatewayError("UPSTREAM_ERROR");
    return userRecord({ ...before, ...after });
  });
  const subject: typeof row.subject = {
    ...row.subject,
    find: async () => found,
    findAgain: async () => found,
    forget: () => undefined,
    readBack,
  };
  const warnings: unknown[] = [];
  const performing = perform(
    { ...row, subject },
    context,
    { poolId, username: "carla", ...input } as unknown as Arguments,
    {
      warn: (code, property) => void warnings.push([code, property]),
      fields: new Set(fields),
    },
  );
  const outcome = await performing.then(
    ({ state }) => ({ state, refusal: null }),
    (error: unknown) => {
      if (!(error instanceof GatewayError)) throw error;
      return { state: null, refusal: { code: error.code, ...error.details } };
    },
  );
  const sent = await Promise.all(write.mock.calls.map(([{ send }]) => inputOf(send)));
  const recorded = (kind: string): readonly unknown[] =>
    happened.flatMap((each) =>
      typeof each === "object" && each !== null && kind in each
        ? [(each as Record<string, unknown>)[kind]]
        : [],
    );
  return {
    ...outcome,
    warnings,
    /** The inputs of the AWS operations that were sent. */
    sent,
    reads: readBack.mock.calls.length,
    change: (recorded("intent")[0] as { change?: unknown } | undefined)?.change,
    result: recorded("result")[0],
    loaders: context.loaders,
  };
}

/** What Cognito would have got. */
async function inputOf(send: CognitoWrite["send"]): Promise<unknown> {
  let input: unknown;
  const client = {
    send: async (command: { readonly input: unknown }) => {
      ({ input } = command);
      return {};
    },
  } as unknown as CognitoIdentityProviderClient;
  const deadline = new Deadline(1000);
  await send(client, poolId, deadline);
  deadline.clear();
  return input;
}
