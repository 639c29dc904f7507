import type { FaultPlan } from "./faulty-proxy.js";
import { says } from "./wire-faults.js";

type Row = Readonly<Record<string, unknown>>;

/** What Cognito tells of one user, in the rows of its answers. */
export interface ActivityRows {
  readonly factors?: readonly string[];
  readonly secondFactors?: readonly string[];
  readonly sessions?: readonly Row[];
  readonly devices?: readonly Row[];
  readonly authEvents?: readonly Row[];
}

/** How a pool is configured. */
interface Keeps {
  tracksSessions: boolean;
  remembersDevices: boolean;
  recordsAuthEvents: boolean;
}

interface StandInCall {
  readonly operation: string;
  readonly username: string;
  readonly limit: unknown;
}

/** A time as the protocol has it. */
export const at = (time: string): number => Date.parse(time) / 1000;

/** Sessions, devices and events in the forms of the examples of AWS, for a user who has one of each. */
export const oneOfEach: ActivityRows = {
  factors: ["PASSWORD", "SOFTWARE_TOKEN"],
  secondFactors: ["SOFTWARE_TOKEN_MFA"],
  sessions: [
    {
      SessionId: "tkn0123456789abcdefghijklmno",
      SessionType: "TOKEN",
      ClientId: "customersclient",
      CreateDate: at("2026-11-01T08:00:00Z"),
      LastActiveDate: at("2026-11-30T08:00:00Z"),
      DeviceType: "Android 16, Chrome",
      LastIPAddress: "198.51.100.7",
      LastLocation: { City: "Lisbon", Country: "Portugal" },
      OriginSessionId: "sso0123456789abcdefghijklmno",
      IsCurrentSession: false,
    },
  ],
  devices: [
    {
      DeviceKey: "eu-west-1_a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
      DeviceAttributes: [
        { Name: "device_name", Value: "Phone of ours" },
        { Name: "dev:device_remembered_status", Value: "remembered" },
        { Name: "last_ip_used", Value: "198.51.100.8" },
      ],
      DeviceCreateDate: at("2026-10-01T08:00:00Z"),
      DeviceLastAuthenticatedDate: at("2026-11-29T08:00:00Z"),
    },
  ],
  authEvents: [
    {
      EventId: "a1b2c3d4-5678-90ab-cdef-EXAMPLE22222",
      EventType: "SignIn",
      CreationDate: at("2026-11-28T08:00:00Z"),
      EventResponse: "Pass",
      EventRisk: {
        RiskDecision: "NoRisk",
        RiskLevel: "Low",
        CompromisedCredentialsDetected: false,
      },
      EventContextData: {
        IpAddress: "198.51.100.9",
        DeviceName: "Chrome, Android",
        City: "Porto",
        Country: "Portugal",
      },
      EventFeedback: { FeedbackValue: "Valid", Provider: "Admin" },
    },
  ],
};

/** Answers in place of pools what Cognito keeps of sign-ins; all else goes on to the local pool. */
export class ActivityStandIn {
  readonly keeps: Keeps = { tracksSessions: true, remembersDevices: true, recordsAuthEvents: true };
  /** By username; a user who is missing here has nothing. */
  readonly users = new Map<string, ActivityRows>();
  /** Users whom nobody knows any more. */
  readonly gone = new Set<string>();
  /** Every call that it has answered. */
  readonly calls: StandInCall[] = [];

  /** `everybody`: what users have who are in no `users`. */
  constructor(private readonly everybody: ActivityRows = {}) {}

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  readonly plan: FaultPlan = (operation, username, input) => {
    if (operation === "DescribeUserPool") return { reachesPool: true, fault: this.describe };
    const answer = this.answers[operation];
    if (answer === undefined) return undefined;
    const limit = input["Limit"] ?? input["MaxResults"];
    this.calls.push({ operation, username, limit });
    if (this.gone.has(username)) {
      return { reachesPool: false, fault: says("400 Bad Request", unknownUser) };
    }
    const body = JSON.stringify(answer(this.users.get(username) ?? this.everybody, input));
    return { reachesPool: false, fault: says("200 OK", body) };
  };

  private readonly describe: ReturnType<typeof says> = (socket, answer) => {
    const body = JSON.parse(answer?.body ?? "{}") as { UserPool: Row };
    const pool = {
      ...body.UserPool,
      ...(this.keeps.remembersDevices ? { DeviceConfiguration: {} } : {}),
      UserPoolAddOns: { AdvancedSecurityMode: this.keeps.recordsAuthEvents ? "AUDIT" : "OFF" },
    };
    says("200 OK", JSON.stringify({ UserPool: pool }))(socket, answer);
  };

  private readonly answers: Readonly<Record<string, (rows: ActivityRows, input: Row) => object>> = {
    AdminGetUserAuthFactors: ({ factors = [], secondFactors = [] }, { Username }) => ({
      Username,
      ConfiguredUserAuthFactors: factors,
      UserMFASettingList: secondFactors,
      PreferredMfaSetting: secondFactors[0],
    }),
    AdminListUserSessions: ({ sessions = [] }) => ({ Sessions: sessions }),
    AdminListDevices: ({ devices = [] }, { Limit, PaginationToken }) => {
      const { rows, next } = pageOf(devices, Limit, PaginationToken);
      return { Devices: rows, PaginationToken: next };
    },
    AdminListUserAuthEvents: ({ authEvents = [] }, { MaxResults, NextToken }) => {
      const { rows, next } = pageOf(authEvents, MaxResults, NextToken);
      return { AuthEvents: rows, NextToken: next };
    },
    GetUserPoolSessionConfiguration: () => ({
      UserSessionTracking: this.keeps.tracksSessions ? "ENABLED" : "DISABLED",
    }),
    GetUserPoolMfaConfig: () => ({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
    }),
  };
}

const unknownUser = JSON.stringify({
  __type: "UserNotFoundException",
  message: "User does not exist.",
});

/** A token is the number of rows before its page. */
function pageOf(rows: readonly Row[], limit: unknown, token: unknown) {
  const from = token === undefined ? 0 : Number(token);
  const to = from + Number(limit);
  return { rows: rows.slice(from, to), ...(to < rows.length ? { next: String(to) } : {}) };
}
