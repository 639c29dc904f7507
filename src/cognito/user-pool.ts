import { call, type CallObserver } from "./calls/call.js";
import { awsRequestIdOf } from "./calls/cognito-errors.js";
import type { CognitoWrite } from "./calls/cognito-write.js";
import { Reachability } from "./calls/reachability.js";
import { ListLookUps } from "./frugal/list-look-ups.js";
import type { SweepLimits } from "./frugal/user-sweep.js";
import type { AdmittedBatch, PoolGate, PoolPressure } from "./gate/pool-gate.js";
import { ThrottleRetry } from "./gate/throttle-retry.js";
import { KeptAnswer } from "./kept-answer.js";
import { PoolActivity } from "./pool-activity.js";
import { PoolConfiguration } from "./pool-configuration.js";
import { PoolDirectory } from "./pool-directory.js";
import { PoolGroups } from "./pool-groups.js";
import type { PoolRead } from "./pool-read.js";
import { PoolUsers } from "./pool-users.js";
import type { CognitoOperation } from "./records/operations.js";
import type {
  MfaMethod,
  UserPoolDescription,
  UserPoolSettings,
  UserRecord,
} from "./records/records.js";
import type { Deadline } from "./transport/deadline.js";
import type { CallDeadlines, SdkClients } from "./transport/sdk-client.js";

export interface UserPoolOptions {
  readonly deadlines: CallDeadlines;
  readonly sweepLimits: SweepLimits;
  readonly descriptionMaxAgeMs: number;
  readonly observe: CallObserver;
  readonly now: () => number;
}

/** What Cognito has acknowledged. */
export interface Acknowledged<Answer> {
  readonly answer: Answer;
  readonly awsRequestId: string | undefined;
}

/** One configured user pool and what the gateway can do in it. Every method throws GatewayError only. */
export class UserPool {
  readonly users: PoolUsers;
  readonly groups: PoolGroups;
  readonly activity: PoolActivity;
  readonly directory: PoolDirectory;
  /** DescribeUserPool. */
  readonly description: KeptAnswer<UserPoolDescription>;
  /** The second factors that users can be asked for. */
  readonly mfaMethods: KeptAnswer<readonly MfaMethod[]>;
  /** Whether Cognito keeps the sessions of users. */
  readonly tracksSessions: KeptAnswer<boolean>;
  /** Whether Cognito does what it is asked for in this pool, as far as is known. */
  readonly reachability: Reachability;
  private readonly throttleRetry: ThrottleRetry;
  /** What answers for AdminGetUser where that is configured. */
  private readonly lists: ListLookUps | null;

  constructor(
    readonly settings: UserPoolSettings,
    private readonly clients: SdkClients,
    private readonly options: UserPoolOptions,
    private readonly gate: PoolGate,
  ) {
    this.users = new PoolUsers(settings.id, this.read);
    const describe = () => this.description.get();
    this.groups = new PoolGroups(settings.id, this.read, describe);
    this.activity = new PoolActivity(settings.id, this.read, describe);
    this.directory = new PoolDirectory(settings.id, this.read);
    const configuration = new PoolConfiguration(settings.id, this.read);
    this.throttleRetry = new ThrottleRetry(options.deadlines.writeDeadlineMs);
    const kept = <Answer>(fetch: () => Promise<Answer>) =>
      new KeptAnswer(fetch, options.descriptionMaxAgeMs, options.now);
    this.description = kept(() => configuration.describe());
    this.mfaMethods = kept(() => configuration.mfaMethods());
    this.tracksSessions = kept(() => configuration.tracksSessions());
    this.lists =
      settings.reads === "frugal"
        ? new ListLookUps(
            {
              listUsers: (request, readOptions) => this.users.list(request, readOptions),
              describe: () => this.description.get(),
            },
            gate,
            options.sweepLimits,
          )
        : null;
    this.reachability = new Reachability(() => configuration.describe(), options.now);
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
   * The users whom lists tell of, by the names that were asked for, in a pool that is read frugally; nobody in others.
   * May be some seconds old (`limits.sweptUserMaxAgeMs`), and is never to be written by. Whoever is missing is to be asked
   * for by `users.get`. RATE_LIMITED when it cannot be told by `until`.
   */
  async findListed(
    names: readonly string[],
    until: number,
  ): Promise<ReadonlyMap<string, UserRecord>> {
    return (await this.lists?.find(names, until)) ?? new Map<string, UserRecord>();
  }

  /**
   * The one way to change anything. Sent once, unless Cognito throttled it and there is time for another try. An error's
   * `outcome` says whether it may have been applied. To be asked for within `enterWrite`.
   */
  async write<Answer>(write: CognitoWrite<Answer>): Promise<Acknowledged<Answer>> {
    const { operation, username, send } = write;
    const poolId = this.settings.id;
    const answer = await this.throttleRetry
      .run((deadlineMs) =>
        this.gate.write(operation, () =>
          this.call(operation, deadlineMs, (deadline) =>
            send(this.clients.writes, poolId, deadline),
          ),
        ),
      )
      .finally(() => {
        if (username !== undefined) this.lists?.noteWrite(username);
      });
    return { answer, awsRequestId: awsRequestIdOf(answer) };
  }

  close(): void {
    this.lists?.close();
    this.clients.destroy();
  }

  private readonly read: PoolRead = (operation, options, send) => {
    const { readDeadlineMs } = this.options.deadlines;
    return this.gate.read(operation, options, () =>
      this.call(operation, readDeadlineMs, (deadline) => send(this.clients.reads, deadline)),
    );
  };

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
