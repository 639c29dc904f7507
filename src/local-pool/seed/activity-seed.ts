import { eventTypes } from "../activity/auth-events.js";
import { deviceKey, eventId, sessionId } from "../service-model/activity-operations.js";
import { clientId } from "../service-model/member-shapes.js";
import { flag, list, structure, text, word, type ValueOf } from "../service-model/shape.js";
import { moment, momentMistakes } from "./moment.js";

const words = text({ min: 1, max: 256 });
const ipAddress = text({ min: 1, max: 128, pattern: /^[\da-fA-F.:]+$/u });
const answer = word("Success", "Failure");

const deviceSeed = structure(["name"], {
  key: deviceKey,
  name: words,
  remembered: flag,
  createdAt: moment,
  lastAuthenticatedAt: moment,
  lastIpAddress: ipAddress,
});

const sessionSeed = structure([], {
  id: sessionId,
  type: word("TOKEN", "SSO"),
  clientId,
  createdAt: moment,
  lastActiveAt: moment,
  deviceType: text({ min: 1, max: 1024 }),
  ipAddress,
  city: words,
  country: words,
  originSessionId: sessionId,
});

const eventSeed = structure([], {
  id: eventId,
  type: word(...eventTypes),
  at: moment,
  response: word("Pass", "Fail", "InProgress"),
  password: answer,
  mfa: answer,
  riskDecision: word("NoRisk", "AccountTakeover", "Block"),
  riskLevel: word("Low", "Medium", "High"),
  compromisedCredentials: flag,
  ipAddress,
  deviceName: words,
  timezone: words,
  city: words,
  country: words,
  feedback: word("Valid", "Invalid"),
  feedbackAt: moment,
});

/** The keys of a user for what they have done. */
export const userActivity = {
  devices: list(deviceSeed),
  sessions: list(sessionSeed),
  authEvents: list(eventSeed),
} as const;

/** What a seed says that a user has done. */
export type ActivitySeed = {
  readonly [Name in keyof typeof userActivity]?: ValueOf<(typeof userActivity)[Name]>;
};

type SessionSeed = ValueOf<typeof sessionSeed>;

/** What is wrong with the things that a user has done. */
export const activityMistakes = (
  { devices = [], sessions = [], authEvents = [] }: ActivitySeed,
  path: string,
): readonly string[] => [
  ...repeated(devices, "key", `${path}.devices`),
  ...repeated(sessions, "id", `${path}.sessions`),
  ...repeated(authEvents, "id", `${path}.authEvents`),
  ...devices.flatMap(({ createdAt, lastAuthenticatedAt }, index) =>
    momentMistakes({ createdAt, lastAuthenticatedAt }, `${path}.devices[${index}]`),
  ),
  ...sessions.flatMap((session, index) =>
    sessionMistakes(session, sessions, `${path}.sessions[${index}]`),
  ),
  ...authEvents.flatMap(({ at, feedbackAt, feedback }, index) => [
    ...momentMistakes({ at, feedbackAt }, `${path}.authEvents[${index}]`),
    ...(feedbackAt !== undefined && feedback === undefined
      ? [`${path}.authEvents[${index}].feedbackAt: there is no feedback to have a date`]
      : []),
  ]),
];

function sessionMistakes(
  { id, type = "TOKEN", createdAt, lastActiveAt, originSessionId: origin }: SessionSeed,
  sessions: readonly SessionSeed[],
  path: string,
): readonly string[] {
  const prefix = type === "TOKEN" ? "tkn" : "sso";
  const isThere = sessions.some((other) => other.id === origin && other.type === "SSO");
  return [
    ...momentMistakes({ createdAt, lastActiveAt }, path),
    ...(id !== undefined && !id.startsWith(prefix)
      ? [`${path}.id: the id of this type begins with ${prefix}`]
      : []),
    ...(origin !== undefined && type === "SSO"
      ? [`${path}.originSessionId: only a token session has an origin`]
      : []),
    ...(origin !== undefined && !isThere
      ? [`${path}.originSessionId: the user has no SSO session with this id`]
      : []),
  ];
}

function repeated<Name extends string>(
  records: readonly Readonly<Partial<Record<Name, string>>>[],
  name: Name,
  path: string,
): readonly string[] {
  return records.flatMap(({ [name]: value }, index) => {
    const first = records.findIndex((other) => other[name] === value);
    return value === undefined || first === index
      ? []
      : [`${path}[${index}].${name}: the same as ${path}[${first}].${name}`];
  });
}
