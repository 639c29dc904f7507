import type { Seal } from "./crypto/seal.js";
import type { Pools } from "./directory/pools.js";
import type { UserPool } from "./directory/user-pool.js";
import type { User } from "./directory/user.js";
import type { Clock } from "./handles/clock.js";
import type { Outbox } from "./handles/outbox.js";
import type { Switches } from "./handles/switches.js";
import type { Triggers } from "./handles/triggers.js";
import { parseInput } from "./service-model/checks/parse-input.js";
import { ServiceError, type Raise } from "./service-model/service-error.js";
import {
  serviceModel,
  type DeclaredError,
  type InputOf,
  type OperationName,
} from "./service-model/service-model.js";

/** What every operation works on. */
export interface Services {
  readonly pools: Pools;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly outbox: Outbox;
  readonly triggers: Triggers;
  readonly switches: Switches;
  /** The issuer that stands in a pool's tokens. */
  readonly issuer: (poolId: string) => string;
}

/** One checked request, and the only errors that may answer it. */
export interface Call<Operation extends OperationName> extends Services {
  readonly input: InputOf<Operation>;
  readonly now: Date;
  readonly error: Raise<DeclaredError<Operation>>;
}

type Answer = Readonly<Record<string, unknown>>;

/** An operation ready to be called with whatever arrived. */
export interface Operation {
  readonly name: OperationName;
  readonly changesState: boolean;
  /** The caller has to sign with AWS credentials. */
  readonly signed: boolean;
  run(body: unknown, services: Services): Answer | Promise<Answer>;
}

type Handler<Name extends OperationName> = (call: Call<Name>) => Answer | Promise<Answer>;

/** An operation that only looks. */
export const query = <Name extends OperationName>(name: Name, handle: Handler<Name>): Operation =>
  define(name, false, handle);

/** An operation that, when it succeeds, has changed something. */
export const command = <Name extends OperationName>(name: Name, handle: Handler<Name>): Operation =>
  define(name, true, handle);

function define<Name extends OperationName>(
  name: Name,
  changesState: boolean,
  handle: Handler<Name>,
): Operation {
  return {
    name,
    changesState,
    signed: serviceModel[name].signed,
    run: (body, services) =>
      handle({
        pools: services.pools,
        clock: services.clock,
        seal: services.seal,
        outbox: services.outbox,
        triggers: services.triggers,
        switches: services.switches,
        issuer: services.issuer,
        input: parseInput(name, body),
        now: services.clock.now(),
        error: (type, message) => new ServiceError(type, message),
      }),
  };
}

interface PoolCall {
  readonly pools: Pools;
  readonly input: { readonly UserPoolId: string };
  readonly error: Raise<"ResourceNotFoundException">;
}

interface UserCall extends PoolCall {
  readonly input: { readonly UserPoolId: string; readonly Username: string };
  readonly error: Raise<"ResourceNotFoundException" | "UserNotFoundException">;
}

/** The pool that a request names; throws ResourceNotFoundException. */
export function poolOf(call: PoolCall): UserPool {
  const pool = call.pools.get(call.input.UserPoolId);
  if (pool !== undefined) return pool;
  throw call.error(
    "ResourceNotFoundException",
    `User pool ${call.input.UserPoolId} does not exist.`,
  );
}

/** The pool and the user that a request names, by any name; throws UserNotFoundException. */
export function userOf(call: UserCall): { readonly pool: UserPool; readonly user: User } {
  const pool = poolOf(call);
  const user = pool.users.find(call.input.Username);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  return { pool, user };
}
