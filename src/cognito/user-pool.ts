import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import { call, type CallObserver, type CognitoOperation } from "./call.js";
import { awsRequestIdOf } from "./cognito-errors.js";
import { type Deadline, within } from "./deadline.js";
import { toPoolDescription } from "./pool-description.js";
import type { PoolGate, PoolLoad } from "./pool-gate.js";
import { Reachability } from "./reachability.js";
import type { UserPage, UserPoolDescription, UserPoolSettings, UserRecord } from "./records.js";
import type { CallDeadlines, SdkClients } from "./sdk-client.js";
import { ThrottleRetry } from "./throttle-retry.js";
import { isNamed, toListedUserRecord, toUserRecord } from "./user-record.js";

/** The largest page that Cognito gives; a user is in 100 groups at most, and pages may come short. */
const groupsPerPage = 60;
const mostGroupPages = 10;

/** Where a page of a list begins, how long it may be, and which users belong to the list. */
export interface UserPageRequest {
  /** A filter expression as ListUsers takes it; null for all users. */
  readonly filter: string | null;
  /** 1 to 60. Cognito may give fewer although there are more. */
  readonly limit: number;
  /** The `nextToken` of the page before, of a list with the same filter. */
  readonly token: string | null;
}

/** For whom a read is made. */
export interface ReadOptions {
  /** For a write that holds a place in this pool: the read takes none, and comes first in the quota. */
  readonly isForWrite?: boolean;
}

export interface UserPoolOptions {
  readonly deadlines: CallDeadlines;
  readonly descriptionMaxAgeMs: number;
  readonly observe: CallObserver;
  readonly now: () => number;
}

/** One configured user pool and what the gateway can do in it. Every method throws GatewayError only. */
export class UserPool {
  private readonly throttleRetry: ThrottleRetry;
  private readonly reachability: Reachability;
  private description:
    { readonly value: Promise<UserPoolDescription>; readonly at: number } | undefined;

  constructor(
    readonly settings: UserPoolSettings,
    private readonly clients: SdkClients,
    private readonly options: UserPoolOptions,
    private readonly gate: PoolGate,
  ) {
    this.throttleRetry = new ThrottleRetry(options.deadlines.writeDeadlineMs);
    this.reachability = new Reachability(() => this.fetchDescription(), options.now);
  }

  /** Takes the place that a write needs for all its calls, reads included; call what it answers with at the end. */
  enterWrite(): Promise<() => void> {
    return this.gate.enterWrite();
  }

  /** What is under way, for the metrics. */
  load(): PoolLoad {
    return this.gate.load();
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
  async listUsers({ filter, limit, token }: UserPageRequest): Promise<UserPage> {
    const poolId = this.settings.id;
    try {
      return await this.read("ListUsers", {}, async (deadline) => {
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
   * AdminListGroupsForUser; quota category UserResourceRead. The names of the user's groups, all of them.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html
   */
  getGroupsOf(username: string, options: ReadOptions = {}): Promise<readonly string[]> {
    return this.read("AdminListGroupsForUser", options, async (deadline) => {
      const names: string[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < mostGroupPages; page += 1) {
        const command = new AdminListGroupsForUserCommand({
          UserPoolId: this.settings.id,
          Username: username,
          Limit: groupsPerPage,
          NextToken,
        });
        const answer = await this.clients.reads.send(within(deadline, command));
        // A user without groups has an empty list. No list at all would make a protected user look like any other.
        if (!Array.isArray(answer.Groups)) throw new GatewayError("UPSTREAM_ERROR");
        names.push(...answer.Groups.map(({ GroupName }) => GroupName ?? ""));
        NextToken = answer.NextToken;
        if (NextToken === undefined) return names;
      }
      // Whoever decides by groups must not take a part for the whole.
      throw new GatewayError("UPSTREAM_ERROR");
    });
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
    const answer = await this.throttleRetry.run((deadlineMs) =>
      this.gate.write("AdminSetUserPassword", () =>
        this.call("AdminSetUserPassword", deadlineMs, (deadline) =>
          this.clients.writes.send(within(deadline, command)),
        ),
      ),
    );
    return { awsRequestId: awsRequestIdOf(answer) };
  }

  /** DescribeUserPool; quota category UserPoolRead, 15 a second for an account: kept for a while, shared by all callers. */
  describe(): Promise<UserPoolDescription> {
    const now = this.options.now();
    if (
      this.description === undefined ||
      now - this.description.at > this.options.descriptionMaxAgeMs
    ) {
      const value = this.fetchDescription();
      const description = { value, at: now };
      this.description = description;
      // A failure is not kept: the next caller asks again.
      value.catch(() => {
        if (this.description === description) this.description = undefined;
      });
    }
    return this.description.value;
  }

  /** Makes the next `describe` ask Cognito, when what is kept has proved out of date. */
  forgetDescription(): void {
    this.description = undefined;
  }

  /** Whether Cognito answers for this pool, as far as is known. */
  get isReachable(): boolean {
    return this.reachability.isReachable;
  }

  /** DescribeUserPool where that is in doubt, once in five seconds at most; never rejects. */
  checkReachable(): Promise<void> {
    return this.reachability.check();
  }

  close(): void {
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
    { isForWrite = false }: ReadOptions,
    send: (deadline: Deadline) => Promise<Result>,
  ): Promise<Result> {
    const { readDeadlineMs } = this.options.deadlines;
    return this.gate.read(operation, isForWrite, () => this.call(operation, readDeadlineMs, send));
  }

  private call<Result>(
    operation: CognitoOperation,
    deadlineMs: number,
    send: (deadline: Deadline) => Promise<Result>,
  ): Promise<Result> {
    const observe: CallObserver = (finished) => {
      this.reachability.note(finished.result);
      this.options.observe(finished);
    };
    return call({ poolId: this.settings.id, operation, deadlineMs, observe }, send);
  }
}
