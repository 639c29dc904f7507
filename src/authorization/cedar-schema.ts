import {
  type Action,
  actions,
  factsOf,
  isAboutAttribute,
  readFamilies,
  writeFamilies,
} from "./actions.js";

const entities = `// Who may do what, in the words that policies use. Generated from the list of actions.

// A role of the caller, from the claim that the configuration names.
entity Role;

// A configured user pool; its id is the user pool's id.
entity Pool = {
  alias: String,
  region: String,
};

// Who is calling. The rank is the highest of the roles' ranks, 0 without one. A caller can meet themselves in subjectPools.
entity Caller in [Role] = {
  subject: String,
  issuer: String,
  rank: Long,
  subjectPools: Set<Pool>,
};

// Who is acted on, as Cognito knows them. The rank is the highest of the groups' ranks, 0 without groups.
entity User in [Pool] = {
  username: String,
  subject: String,
  status: String,
  enabled: Bool,
  groups: Set<String>,
  rank: Long,
  isProtected: Bool,
};

// Everything that can be read, whatever a later version shows.
action "read-all";
// What no pool has to switch on.
action "read" in ["read-all"];
${readFamilies.map((family) => `action "read-${family}" in ["read-all"];`).join("\n")}
action "write";
${writeFamilies.map((family) => `action "write-${family}" in ["write"];`).join("\n")}
`;

/**
 * The Cedar schema that policies are checked against. A write is asked for twice: on the pool, before any work, and on the
 * user whom the name turned out to mean.
 * https://docs.cedarpolicy.com/schema/human-readable-schema.html
 */
export const cedarSchema = [
  entities,
  ...(Object.keys(actions) as Action[]).map((action) => {
    const { group, family, meaning } = factsOf(action);
    const parent = family === undefined ? group : `${group}-${family}`;
    const resources = group === "write" ? "[Pool, User]" : "[Pool]";
    const context = isAboutAttribute(action) ? "{ attribute: String }" : "{}";
    return `// ${meaning}\naction "${action}" in ["${parent}"] appliesTo {\n  principal: [Caller],\n  resource: ${resources},\n  context: ${context},\n};\n`;
  }),
].join("\n");
