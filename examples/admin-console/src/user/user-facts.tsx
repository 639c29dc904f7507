import { momentOf } from "../dates.js";
import type { ExpiryFragment, MfaMethod, OneUserQuery, UserAction } from "../generated/graphql.js";
import { Fact, Facts, Visible } from "./facts.js";
import { actionTexts, may } from "./permissions.js";

type User = NonNullable<OneUserQuery["user"]>;

const factorTexts: Readonly<Record<MfaMethod, string>> = {
  SMS_MFA: "Text message",
  SOFTWARE_TOKEN_MFA: "Authenticator app",
  EMAIL_OTP: "E-mail code",
  WEB_AUTHN: "Passkey",
  UNKNOWN: "Another factor",
};

/** Shown as facts of their own. */
const shownApart = [
  "email",
  "email_verified",
  "identities",
  "name",
  "phone_number",
  "phone_number_verified",
  "sub",
];

interface UserFactsProps {
  readonly user: User;
  /** Whether the gateway has refused to show a field. */
  readonly isRefused: (field: string) => boolean;
}

export function UserFacts({ user, isRefused }: UserFactsProps) {
  const others = user.attributes?.filter(({ name }) => !shownApart.includes(name)) ?? [];
  const seesContact = may(user, "READ_CONTACT");
  return (
    <div className="cards">
      <Contact user={user} isVisible={seesContact} />
      <SignIn user={user} isRefused={isRefused} />
      <Facts title="Identity">
        <Fact name="Username">{user.username}</Fact>
        <Fact name="Sub">
          <code>{user.sub ?? "–"}</code>
        </Fact>
        <Fact name="Pool">
          <code>{user.poolId}</code>
        </Fact>
        <Fact name="Created">{momentOf(user.createdAt)}</Fact>
        <Fact name="Last changed">{momentOf(user.lastModifiedAt)}</Fact>
      </Facts>
      <Facts title={seesContact ? "Other attributes" : "Attributes that you may see"}>
        {others.length === 0 && (
          <Fact name="Attributes">
            <Visible isVisible={seesContact && !isRefused("attributes")}>{null}</Visible>
          </Fact>
        )}
        {others.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value ?? "–"}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}

function YouMay({ actions }: { readonly actions: User["allowedActions"] }) {
  if (actions === null) return "Could not be read";
  if (actions.length === 0) return "Look";
  return (
    <ul className="lines">
      {actions.map((action) => (
        <li key={action}>{actionTexts[action]}</li>
      ))}
    </ul>
  );
}

function Contact({ user, isVisible }: { readonly user: User; readonly isVisible: boolean }) {
  return (
    <Facts title="Contact">
      <Fact name="Name">
        <Visible isVisible={isVisible}>{user.name}</Visible>
      </Fact>
      <Fact name="E-mail">
        <Visible isVisible={isVisible}>{user.email}</Visible>
        <Verified isVerified={user.emailVerified} />
      </Fact>
      <Fact name="Phone">
        <Visible isVisible={isVisible}>{user.phoneNumber}</Visible>
        <Verified isVerified={user.phoneNumberVerified} />
      </Fact>
    </Facts>
  );
}

/** Whether an address is verified is told to those as well who may not see the address. */
function Verified({ isVerified }: { readonly isVerified: boolean | null }) {
  if (isVerified === null) return null;
  return <span className="dim"> {isVerified ? "(verified)" : "(not verified)"}</span>;
}

/** Cognito does not tell when a temporary password was set, so only the end is certain. */
function expiryOf({ expiresAt, expired, exact }: ExpiryFragment): string {
  if (expiresAt === null) return "It is not known when it expires";
  if (expired === true) return `Expired ${momentOf(expiresAt)}: set another`;
  return exact
    ? `Good until ${momentOf(expiresAt)}`
    : `Good until ${momentOf(expiresAt)} at the latest`;
}

const listed = (names: readonly string[] | null | undefined): string =>
  names?.length === 0 ? "None" : (names?.join(", ") ?? "Could not be read");

function SignIn({ user, isRefused }: UserFactsProps) {
  // Without groups the gateway cannot tell what may be done, so the fields' own errors are what is left.
  const sees = (field: string, action: UserAction = "READ_SECURITY") =>
    user.allowedActions === null ? !isRefused(field) : may(user, action);
  const factors = user.mfa?.enabled.map((factor) =>
    factor === user.mfa?.preferred ? `${factorTexts[factor]} (first)` : factorTexts[factor],
  );
  return (
    <Facts title="Sign-in">
      <Fact name="Account">{user.enabled ? "Switched on" : "Switched off"}</Fact>
      {user.temporaryPassword !== null && (
        <Fact name="Temporary password">{expiryOf(user.temporaryPassword)}</Fact>
      )}
      <Fact name="Second factors">
        <Visible isVisible={sees("mfa")}>{listed(factors)}</Visible>
      </Fact>
      <Fact name="Identity providers">
        <Visible isVisible={sees("identities", "READ_CONTACT")}>
          {listed(user.identities?.map(({ providerName }) => providerName))}
        </Visible>
      </Fact>
      <Fact name="Groups">
        <Visible isVisible={sees("groups")}>{listed(user.groups)}</Visible>
      </Fact>
      <Fact name="You may">
        <YouMay actions={user.allowedActions} />
      </Fact>
    </Facts>
  );
}
