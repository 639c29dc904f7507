import { randomBytes } from "node:crypto";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { ErrorCode } from "../../errors/error-codes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { call } from "../calls/call.js";
import { type CognitoOperation, operations } from "../records/operations.js";
import type { UserPoolSettings } from "../records/records.js";
import type { AwsKeys } from "../transport/aws-keys.js";
import { type CallDeadlines, createSdkClients, type SdkClients } from "../transport/sdk-client.js";
import { harmlessCalls } from "./harmless-calls.js";

/** Refusals that AWS makes after the check of permissions: a caller who gets one was allowed to ask. */
const behindPermissions: ReadonlySet<ErrorCode> = new Set([
  "USER_NOT_FOUND",
  "INVALID_PASSWORD",
  "FEATURE_UNAVAILABLE",
]);

/**
 * The operations that say of a user or a group whom nobody has what they say of a pool that is not there. Whether there is the pool another
 * question tells.
 */
const findingNothing: ReadonlySet<CognitoOperation> = new Set([
  "AdminListDevices",
  "GetGroup",
  "ListUsersInGroup",
]);

/** A name that nobody has: 128 bits at random. */
export const nobodysName = (): string => `doctor-${randomBytes(16).toString("hex")}`;

/** Whether a call that was answered so was permitted; null stands for an answer without an error. */
export const isPermitted = (operation: CognitoOperation, told: GatewayError | null): boolean =>
  told === null ||
  behindPermissions.has(told.code) ||
  (findingNothing.has(operation) && told.code === "POOL_NOT_FOUND");

/** Asks one pool what the gateway may do there, with the gateway's own clients. */
export class PoolProbe {
  private readonly clients: SdkClients;
  private aheadMs: number | null = null;

  constructor(
    private readonly settings: UserPoolSettings,
    private readonly deadlines: CallDeadlines,
    keys: AwsKeys,
  ) {
    this.clients = createSdkClients(settings, deadlines, keys, (client) => {
      this.watchClock(client);
    });
  }

  /** How far Cognito's clock was ahead of this machine's at the last answer; null without one. A `Date` tells whole seconds. */
  get clockAheadMs(): number | null {
    return this.aheadMs;
  }

  /** Makes the harmless call of an operation, about a name that nobody has; answers with the error that it was told, if any. */
  async ask(operation: CognitoOperation, username = nobodysName()): Promise<GatewayError | null> {
    const harmless = harmlessCalls[operation];
    if (harmless === null) throw new Error(`${operation} has no harmless call.`);
    const target = { clients: this.clients, poolId: this.settings.id, username };
    const { readDeadlineMs, writeDeadlineMs } = this.deadlines;
    const deadlineMs = operations[operation].kind === "read" ? readDeadlineMs : writeDeadlineMs;
    const options = { poolId: target.poolId, operation, deadlineMs, observe: () => undefined };
    try {
      await call(options, (deadline) => harmless(target, deadline));
      return null;
    } catch (error) {
      return GatewayError.of(error);
    }
  }

  close(): void {
    this.clients.destroy();
  }

  private watchClock({ middlewareStack }: CognitoIdentityProviderClient): void {
    middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { headers } = result.response as { headers: Readonly<Record<string, string>> };
        const date = Date.parse(headers["date"] ?? "");
        if (!Number.isNaN(date)) this.aheadMs = date - Date.now();
        return result;
      },
      { step: "deserialize", priority: "low", name: "watchClock" },
    );
  }
}
