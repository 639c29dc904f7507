import { activityOperations } from "./activity-operations.js";
import { groupOperations } from "./group-operations.js";
import { identityOperations } from "./identity-operations.js";
import { poolOperations } from "./pool-operations.js";
import { secondFactorOperations } from "./second-factor-operations.js";
import { selfServiceOperations } from "./self-service-operations.js";
import type { ValueOf } from "./shape.js";
import { signInOperations } from "./sign-in-operations.js";
import { userOperations } from "./user-operations.js";

/** Inputs and declared errors of every operation that the local pool knows. */
export const serviceModel = {
  ...poolOperations,
  ...userOperations,
  ...groupOperations,
  ...identityOperations,
  ...signInOperations,
  ...selfServiceOperations,
  ...secondFactorOperations,
  ...activityOperations,
} as const;

/** The name of an operation, as AWS writes it. */
export type OperationName = keyof typeof serviceModel;

/** The request of an operation once it has passed its checks. */
export type InputOf<Operation extends OperationName> = ValueOf<
  (typeof serviceModel)[Operation]["input"]
>;

/** The errors that an operation may answer with: throwing another does not compile. */
export type DeclaredError<Operation extends OperationName> =
  (typeof serviceModel)[Operation]["errors"][number];
