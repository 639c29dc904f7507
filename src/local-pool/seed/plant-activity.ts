import { newAuthEvent, type AskedOfUser } from "../activity/auth-events.js";
import { newDeviceKey } from "../activity/device.js";
import { newSessionId } from "../activity/user-sessions.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { ActivitySeed } from "./activity-seed.js";
import { momentOf } from "./moment.js";

type Items<Name extends keyof ActivitySeed> = NonNullable<ActivitySeed[Name]>;

/** Gives a user the history that a seed states. A list that is stated takes the place of what there was. */
export function plantActivity(pool: UserPool, user: User, seed: ActivitySeed, now: Date): void {
  if (seed.devices !== undefined) plantDevices(pool, user, seed.devices, now);
  if (seed.sessions !== undefined) plantSessions(user, seed.sessions, now);
  if (seed.authEvents !== undefined) plantEvents(user, seed.authEvents, now);
}

function plantDevices(pool: UserPool, user: User, devices: Items<"devices">, now: Date): void {
  user.devices.clear();
  for (const { key = newDeviceKey(pool.id), remembered = true, ...stated } of devices) {
    const createdAt = momentOf(stated.createdAt, now);
    const lastAuthenticatedAt = momentOf(stated.lastAuthenticatedAt, now, createdAt);
    const { name, lastIpAddress } = stated;
    const dates = { createdAt, lastAuthenticatedAt };
    user.devices.set(key, { key, name, isRemembered: remembered, lastIpAddress, ...dates });
  }
}

function plantSessions(user: User, sessions: Items<"sessions">, now: Date): void {
  user.sessions.endAll();
  for (const { type = "TOKEN", id = newSessionId(type), originSessionId, ...stated } of sessions) {
    const createdAt = momentOf(stated.createdAt, now);
    const lastActiveAt = momentOf(stated.lastActiveAt, now, createdAt);
    // No tokens go with it, so its id stands for its sign-in.
    const given = { id, type, signIn: id, originId: originSessionId };
    user.sessions.add({ ...stated, ...given, createdAt, lastActiveAt });
  }
}

function plantEvents(user: User, events: Items<"authEvents">, now: Date): void {
  user.authEvents.clear();
  for (const seed of events) {
    const createdAt = momentOf(seed.at, now);
    const { type = "SignIn", response = "Pass", ipAddress, deviceName } = seed;
    const { timezone, city, country, feedback } = seed;
    user.authEvents.put(
      newAuthEvent({
        ...(seed.id !== undefined && { id: seed.id }),
        ...{ type, createdAt, response, ipAddress, deviceName, timezone, city, country },
        asked: askedIn(seed),
        risk: {
          decision: seed.riskDecision ?? "NoRisk",
          level: seed.riskLevel,
          compromisedCredentials: seed.compromisedCredentials ?? false,
        },
        feedback: feedback && { value: feedback, at: momentOf(seed.feedbackAt, now, createdAt) },
      }),
    );
  }
}

const askedIn = ({ password, mfa }: Items<"authEvents">[number]): readonly AskedOfUser[] => [
  ...(password === undefined ? [] : [{ name: "Password", response: password } as const]),
  ...(mfa === undefined ? [] : [{ name: "Mfa", response: mfa } as const]),
];
