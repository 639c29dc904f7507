import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import { call, type CallObserver } from "./calls/call.js";
import type { CognitoOperation } from "./records/operations.js";
import { awsRequestIdOf } from "./calls/cognito-errors.js";
import { Reachability } from "./calls/reachability.js";
import { ListLookUps } from "./frugal/list-look-ups.js";
import type { SweepLimits } from "./frugal/user-sweep.js";
import type { AdmittedBatch, PoolGate, PoolPressure, ReadOptions } from "./gate/pool-gate.js";
import { ThrottleRetry } from "./gate/throttle-retry.js";
import { KeptDescription } from "./kept-description.js";
import { readGroupNames } from "./records/group-names.js";
import { toPoolDescription } from "./records/pool-description.js";
import type {
  UserPage,
  UserPageRequest,
  UserPoolDescription,
  UserPoolSettings,
  UserRecord,
} from "./records/records.js";
import { isNamed, toListedUserRecord, toUserRecord } from "./records/user-record.js";
import { type Deadline, within } from "./transport/deadline.js";
import type { CallDeadlines, SdkClients } from "./transport/sdk-client.js";

export interface UserPoolOptions {
  readonly deadlines: CallDeadlines;
  readonly sweepLimits: SweepLimits;
  readonly descriptionMaxAgeMs: number;
  readonly observe: CallObserver;
  readonly now: () => number;
}

/** One configured user pool and what the gateway can do in it. Every method throws GatewayError only. */
export class UserPool {
  private readonly throttleRetry: ThrottleRetry;
  /** Whether Cognito does what it is asked for in this pool, as far as is known. */
  readonly reachability: Reachability;
  private readonly description: KeptDescription;
  /** What answers for AdminGetUser where that is configured. */
  private readonly lists: ListLookUps | null;

  constructor(
    readonly settings: UserPoolSettings,
    private readonly clients: SdkClients,
    private readonly options: UserPoolOptions,
    private readonly gate: PoolGate,
  ) {
    this.throttleRetry = new ThrottleRetry(options.deadlines.writeDeadlineMs);
    this.description = new KeptDescription(
      () => this.fetchDescription(),
      options.descriptionMaxAgeMs,
      options.now,
    );
    this.lists =
      settings.reads === "frugal" ? new ListLookUps(this, gate, options.sweepLimits) : null;
    this.reachability = new Reachability(() => this.fetchDescription(), options.now);
  }

  /** Takes the place that a write needs for all its calls, reads included; call what it answers with at the end. */
  enterWrite(): Promise<() => void> {
    return this.gate.enterWrite();
  }

  /** Lets in a batch of so many calls of an operation, to be answered by `until`, or refuses all of it at once. */
  admitBatch(operation: CognitoOperation, calls: number, until: number): AdmittedBatch {
    return this.gate.admitBatch(operation, calls, until);
  }

  /** Whether a read that belongs to no write would be refused now for want of a place. */
  get areReadsFull(): boolean {
    return this.gate.areReadsFull;
  }

  /** What is under way, for the metrics. */
  pressure(): PoolPressure {
    return this.gate.pressure();
  }

  /**
   * AdminGetUser; quota category UserRead. Makes its user a monthly active one for billing. Null for an unknown user.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
   */
  async getUser(username: string, options: ReadOptions = {}): Promise<UserRecord | null> {
    const poolId = this.settings.id;
    try {
      return await this.read("AdminGetUser", options, async (deadline) => {
        const command = new AdminGetUserCommand({ UserPoolId: poolId, Username: username });
        const answer = await this.clients.reads.send(within(deadline, command));
        const user = toUserRecord(poolId, answer);
        // Whoever acts on this user means the name that was asked for: an answer about somebody else is none.
        if (!isNamed(user, username)) throw new GatewayError("UPSTREAM_ERROR");
        return user;
      });
    } catch (error) {
      if (error instanceof GatewayError && error.code === "USER_NOT_FOUND") return null;
      throw error;
    }
  }

  /**
   * ListUsers; quota category UserList, 30 a second for an account. Makes nobody a monthly active user. Eventually
   * consistent: what was written a moment ago may be missing. INVALID_CURSOR for a token that Cognito does not take any
   * more, or that belongs to another filter.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
   */
  async listUsers(
    { filter, limit, token }: UserPageRequest,
    options: ReadOptions = {},
  ): Promise<UserPage> {
    const poolId = this.settings.id;
    try {
      return await this.read("ListUsers", options, async (deadline) => {
        const command = new ListUsersCommand({
          UserPoolId: poolId,
          Limit: limit,
          ...(filter === null ? {} : { Filter: filter }),
          ...(token === null ? {} : { PaginationToken: token }),
        });
        const { Users, PaginationToken } = await this.clients.reads.send(within(deadline, command));
        if (Users === undefined) throw new GatewayError("UPSTREAM_ERROR");
        return {
          users: Users.map((row) => toListedUserRecord(poolId, row)),
          nextToken: PaginationToken ?? null,
        };
      });
    } catch (error) {
      const isRefused = error instanceof GatewayError && error.code === "BAD_USER_INPUT";
      if (!isRefused) throw error;
      if (token !== null) throw new GatewayError("INVALID_CURSOR", { argument: "after" });
      throw error.with({ argument: "filter" });
    }
  }

  /**
   * The users whom lists tell of, by the names that were asked for, in a pool that is read frugally; nobody in others.
   * May be some seconds old (`limits.sweptUserMaxAgeMs`), and is never to be written by. Whoever is missing is to be asked
   * for by `getUser`. RATE_LIMITED when it cannot be told by `until`.
   */
  async findListed(
    names: readonly string[],
    until: number,
  ): Promise<ReadonlyMap<string, UserRecord>> {
    return (await this.lists?.find(names, until)) ?? new Map<string, UserRecord>();
  }

  /**
   * AdminListGroupsForUser; quota category UserResourceRead. The names of the user's groups, all of them.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html
   */
  getGroupsOf(username: string, options: ReadOptions = {}): Promise<readonly string[]> {
    return this.read("AdminListGroupsForUser", options, (deadline) =>
      readGroupNames((page) => {
        const command = new AdminListGroupsForUserCommand({
          UserPoolId: this.settings.id,
          Username: username,
          ...page,
        });
        return this.clients.reads.send(within(deadline, command));
      }),
    );
  }

  /**
   * AdminSetUserPassword; quota category UserAccountRecovery. Sent once, unless Cognito refused it as one too many and
   * there is time for another try. An error's `outcome` says whether the password may have been set. To be asked for
   * within `enterWrite`.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
   */
  async setUserPassword(
    username: string,
    password: string,
    permanent: boolean,
  ): Promise<{ readonly awsRequestId: string | undefined }> {
    const command = new AdminSetUserPasswordCommand({
      UserPoolId: this.settings.id,
      Username: username,
      Password: password,
      Permanent: permanent,
    });
    const answer = await this.throttleRetry
      .run((deadlineMs) =>
        this.gate.write("AdminSetUserPassword", () =>
          this.call("AdminSetUserPassword", deadlineMs, (deadline) =>
            this.clients.writes.send(within(deadline, command)),
          ),
        ),
      )
      .finally(() => this.lists?.noteWrite(username));
    return { awsRequestId: awsRequestIdOf(answer) };
  }

  /** DescribeUserPool; quota category UserPoolRead, 15 a second for an account: kept for a while, shared by all callers. */
  describe(): Promise<UserPoolDescription> {
    return this.description.get();
  }

  /** Makes the next `describe` ask Cognito, when what is kept has proved out of date. */
  forgetDescription(): void {
    this.description.forget();
  }

  close(): void {
    this.lists?.close();
    this.clients.destroy();
  }

  private fetchDescription(): Promise<UserPoolDescription> {
    return this.read("DescribeUserPool", {}, async (deadline) => {
      const command = new DescribeUserPoolCommand({ UserPoolId: this.settings.id });
      const { UserPool: pool } = await this.clients.reads.send(within(deadline, command));
      if (pool === undefined) throw new GatewayError("UPSTREAM_ERROR");
      return toPoolDescription(pool);
    });
  }

  private read<Result>(
    operation: CognitoOperation,
    options: ReadOptions,
    send: (deadline: Deadline) => Promise<Result>,
  ): Promise<Result> {
    const { readDeadlineMs } = this.options.deadlines;
    return this.gate.read(operation, options, () => this.call(operation, readDeadlineMs, send));
  }

  private call<Result>(
    operation: CognitoOperation,
    deadlineMs: number,
    send: (deadline: Deadline) => Promise<Result>,
  ): Promise<Result> {
    const observe: CallObserver = (finished) => {
      this.reachability.note(finished);
      this.options.observe(finished);
    };
    return call({ poolId: this.settings.id, operation, deadlineMs, observe }, send);
  }
}
