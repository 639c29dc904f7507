/** Bytes to send to the gateway on a connection of their own, and what they must not bring to light. */
export interface CanaryRequest {
  readonly kind: string;
  readonly marker: string;
  readonly bytes: Buffer;
}

/** Numbers that look random and follow from the seed: mulberry32, in the public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A password that meets the sample pools' policy, is a GraphQL name as well, and stands nowhere else. */
export const markerOf = (run: string, index: number): string => `Canary_${run}_${index}x`;

const creation = (password: string, variable = "$n: String") =>
  `mutation(${variable}) { createUser(poolId: "customers", user: { username: "made" }, invitation: NONE, temporaryPassword: ${password}) { invitation temporaryPassword } }`;

const mutation = (password: string, more = "", fields = "status") =>
  `mutation($p: String!${more}) { setUserPassword(poolId: "customers", username: "confirmed", password: ${password}, permanent: true) { ${fields} } }`;
const valid = mutation("$p");
const check = (password: string) =>
  `query($p: String!) { checkPassword(poolId: "customers", username: "confirmed", password: ${password}) { ok violations } }`;
const batch = (items: string, variable = "$i: [UserPasswordItem!]!") =>
  `mutation(${variable}) { setUserPasswords(poolId: "customers", items: ${items}) { index outcome code violations user { status } } }`;
const several = batch("$i");
const signOut = valid
  .replace("setUserPassword(", "setUserPasswordAndSignOut(")
  .replace("{ status }", "{ user { status } signedOut }");
const json = (query: string, variables: unknown, more: object = {}) =>
  JSON.stringify({ query, variables, ...more });
/** A text as JSON and GraphQL may write it too: each character by its number. */
const escaped = (text: string) =>
  text.replaceAll(
    /./g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

type Shape = (marker: string) => Partial<{
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is sent of the body. */
  readonly cut: number;
}>;

/** Each way to send a password wrongly; the first six are known to come to light in servers that do not mind. */
export const shapes: Readonly<Record<string, Shape>> = {
  "a missing colon": (m) => ({
    body: json(`mutation { setUserPassword(password "${m}") { id } }`, {}),
  }),
  "a variable of the wrong type: a list": (m) => ({ body: json(valid, { p: [m] }) }),
  "an unquoted literal": (m) => ({ body: json(mutation(m), { p: "x" }) }),
  "malformed JSON": (m) => ({ body: `{"query":${JSON.stringify(valid)},"variables":{"p":"${m}"` }),
  "a literal in a valid mutation": (m) => ({
    body: json(mutation(`"${m}"`).replace("($p: String!)", ""), {}),
  }),
  "a failure of another argument": (m) => ({
    body: json(valid.replace(`"confirmed"`, `"${" ".repeat(200)}"`), { p: m }),
  }),
  "a variable of the wrong type: an object": (m) => ({ body: json(valid, { p: { [m]: m } }) }),
  "a variable of the wrong type: Boolean": (m) => ({
    body: json(mutation("$p", ", $b: Boolean!", "status @skip(if: $b)"), { p: m, b: m }),
  }),
  "a variable that is not declared": (m) => ({ body: json(mutation("$q"), { q: m, p: m }) }),
  "a variable named so": (m) => ({
    body: json(`mutation($${m}: String!) { setUserPassword(password: $${m}) { id } }`, { [m]: m }),
  }),
  "a default of a variable": (m) => ({
    body: json(valid.replace("String!", `String = "${m}"`), {}),
  }),
  "a block string": (m) => ({ body: json(mutation(`"""${m}"""`), { p: "x" }) }),
  "a string without an end": (m) => ({ body: json(mutation(`"${m}`), { p: "x" }) }),
  "an escape that is none": (m) => ({ body: json(mutation(`"${m}\\x"`), { p: "x" }) }),
  "escaped characters in the query": (m) => ({
    body: json(mutation(`"${escaped(m)}"`), { p: "x" }),
  }),
  "escaped characters in JSON": (m) => ({
    body: `{"query":${JSON.stringify(valid)},"variables":{"p":["${escaped(m)}"]}}`,
  }),
  "a value of an enum": (m) => ({
    body: json(`{ user(poolId: ${m}, username: ${m}) { id } }`, {}),
  }),
  "an alias": (m) => ({ body: json(`{ ${m}: nothing }`, {}) }),
  "an alias that is answered": (m) => ({
    body: json(
      `mutation($p: String!) { a: setUserPassword(poolId: "${m}", username: "x", password: $p) { id } }`,
      { p: m },
    ),
  }),
  "a fragment's name": (m) => ({ body: json(`{ ...${m} }`, {}) }),
  "a fragment's type": (m) => ({ body: json(`{ ... on ${m} { id } }`, {}) }),
  "a directive's name": (m) => ({ body: json(`{ __typename @${m} }`, {}) }),
  "a field's name": (m) => ({ body: json(`{ ${m} }`, {}) }),
  "an argument's name": (m) => ({ body: json(`{ user(${m}: 1) { id } }`, {}) }),
  "an operation's name": (m) => ({ body: json(valid, { p: m }, { operationName: m }) }),
  "an operation's name, declared": (m) => ({
    body: json(`query ${m} { nothing }`, {}, { operationName: m }),
  }),
  "the kind of an operation": (m) => ({ body: json(`${m} { me { id } }`, {}) }),
  extensions: (m) => ({ body: json(valid, { p: "weak" }, { extensions: { [m]: m } }) }),
  "a persisted query": (m) => ({
    body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: m } } }),
  }),
  "a persisted query with its text": (m) => ({
    body: json(valid, { p: m }, { extensions: { persistedQuery: { version: 1, sha256Hash: m } } }),
  }),
  "a request in a list": (m) => ({ body: `[${json(valid, { p: m })}]` }),
  "the query itself": (m) => ({ body: json(m, {}) }),
  "the query as an object": (m) => ({ body: JSON.stringify({ query: { [m]: m } }) }),
  "variables as a text": (m) => ({ body: json(valid, m) }),
  "a body that is only a text": (m) => ({ body: JSON.stringify(m) }),
  "a body twice": (m) => ({ body: json(valid, { p: m }).repeat(2) }),
  "a key of a prototype": (m) => ({ body: `{"query":"{me{id}}","__proto__":{"a":"${m}"}}` }),
  "a form": (m) => ({
    contentType: "application/x-www-form-urlencoded",
    body: `query=${encodeURIComponent(valid)}&p=${m}`,
  }),
  multipart: (m) => ({
    contentType: `multipart/form-data; boundary=${m}`,
    body: `--${m}\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${json(valid, { p: m })}\r\n--${m}--\r\n`,
  }),
  "plain text": (m) => ({ contentType: "text/plain", body: json(valid, { p: m }) }),
  "a content type": (m) => ({ contentType: `application/${m}`, body: json(valid, { p: m }) }),
  "a charset": (m) => ({
    contentType: `application/json; charset=${m}`,
    body: json(valid, { p: m }),
  }),
  "no content type": (m) => ({ contentType: "", body: json(valid, { p: m }) }),
  "a content encoding": (m) => ({
    headers: { "content-encoding": m },
    body: json(valid, { p: m }),
  }),
  "a body without its end": (m) => ({ body: json(valid, { p: m }), cut: 20 }),
  "a body longer than its length": (m) => ({
    body: json(valid, { p: m }),
    headers: { "content-length": "40" },
  }),
  "a GET with a query": (m) => ({
    method: "GET",
    path: `/graphql?query=${encodeURIComponent(mutation(`"${m}"`))}&variables=${m}`,
    body: "",
  }),
  "a path": (m) => ({ method: "GET", path: `/${m}`, body: "" }),
  "a path that cannot be read": (m) => ({ path: `/%zz${m}`, body: "" }),
  "a method": (m) => ({ method: m, body: "" }),
  "a header's name": (m) => ({ headers: { [m]: m }, body: json(valid, { p: "weak" }) }),
  "a header that is none": (m) => ({ headers: { [`a ${m}`]: m }, body: "" }),
  "a request id": (m) => ({
    headers: { "x-request-id": `${m} ${m}` },
    body: json(valid, { p: m }),
  }),
  "a bearer token": (m) => ({
    headers: { authorization: `Bearer ${m}` },
    body: json(valid, { p: "x" }),
  }),
  "a bearer token like one": (m) => ({
    headers: {
      authorization: `Bearer ${Buffer.from(`{"alg":"${m}","kid":"${m}"}`).toString("base64url")}.e30.${m}`,
    },
    body: json(valid, { p: m }),
  }),
  "a form of answer": (m) => ({ headers: { accept: `${m}/${m}` }, body: json(valid, { p: m }) }),
  "an origin": (m) => ({
    headers: {
      origin: `http://${m}`,
      cookie: m,
      traceparent: m,
      "apollo-federation-include-trace": "ftv1",
    },
    body: json(valid, { p: m }),
  }),
  "a username too": (m) => ({ body: json(valid.replace(`"confirmed"`, `"${m}"`), { p: m }) }),
  "a pool": (m) => ({ body: json(valid.replace(`"customers"`, `"${m}"`), { p: m }) }),
  "a list of names": (m) => ({
    body: json("query($k: [UserKey!]!) { usersByKey(keys: $k) { id } }", {
      k: [{ poolId: m, username: m, [m]: m }],
    }),
  }),
  representations: (m) => ({
    body: json("query($r: [_Any!]!) { _entities(representations: $r) { ... on User { id } } }", {
      r: [{ __typename: m }, { __typename: "User", id: m }, m],
    }),
  }),
  "a weak password": (m) => ({ body: json(valid, { p: m.toLowerCase() + m }) }),
  "a password that is too long": (m) => ({ body: json(valid, { p: m.repeat(20) }) }),
  "a password with a blank": (m) => ({ body: json(valid, { p: ` ${m}` }) }),
  "a password that is set": (m) => ({ body: json(valid, { p: `${m}!` }) }),
  "a password that is checked": (m) => ({ body: json(check("$p"), { p: m }) }),
  "a weak password that is checked": (m) => ({
    body: json(check("$p"), { p: ` ${m.repeat(20)}` }),
  }),
  "a literal in a check": (m) => ({
    body: json(check(`"${m}"`).replace("($p: String!)", ""), {}),
  }),
  "a check of a list": (m) => ({ body: json(check("$p"), { p: [m] }) }),
  "a check of half a character": (m) => ({ body: json(check("$p"), { p: `${m}\ud800` }) }),
  "a check for a username too": (m) => ({
    body: json(check("$p").replace(`"confirmed"`, `"${m}"`), { p: m }),
  }),
  "a check by GET": (m) => ({
    method: "GET",
    path: `/graphql?query=${encodeURIComponent(check("$p"))}&variables=${encodeURIComponent(JSON.stringify({ p: m }))}`,
    body: "",
  }),
  "a password that is set before a sign-out": (m) => ({ body: json(signOut, { p: `${m}!` }) }),
  "a weak password before a sign-out": (m) => ({ body: json(signOut, { p: ` ${m}` }) }),
  "the passwords of items": (m) => ({
    body: json(several, {
      i: [
        { username: "confirmed", password: `${m}!` },
        { username: "not-there", password: `${m}!` },
        { username: "reset", password: m.toLowerCase() },
      ],
    }),
  }),
  "the username of an item too": (m) => ({
    body: json(several, { i: [{ username: m, password: `${m}!` }] }),
  }),
  "an item without a username": (m) => ({ body: json(several, { i: [{ password: m }] }) }),
  "an item with a field that is none": (m) => ({
    body: json(several, { i: [{ username: "confirmed", password: m, [m]: m }] }),
  }),
  "an item whose password is a list": (m) => ({
    body: json(several, { i: [{ username: "confirmed", password: [m] }] }),
  }),
  "an item that is a text": (m) => ({ body: json(several, { i: [m] }) }),
  "the same item twice": (m) => ({
    body: json(several, { i: [m, m].map((password) => ({ username: "confirmed", password })) }),
  }),
  "a literal in an item": (m) => ({
    body: json(batch(`[{ username: "confirmed", password: "${m}" }]`, "$p: String"), {}),
  }),
  "a default of items": (m) => ({
    body: json(
      batch("$i", `$i: [UserPasswordItem!]! = [{ username: "confirmed", password: "${m}" }]`),
      {},
    ),
  }),
  "a temporary password of a new user": (m) => ({
    body: json(creation("$p", "$p: String!"), { p: m }),
  }),
  "a literal temporary password": (m) => ({ body: json(creation(`"${m}"`), {}) }),
  "a default of a temporary password": (m) => ({
    body: json(creation("$p", `$p: String = "${m}"`), {}),
  }),
  "a temporary password that is an object": (m) => ({
    body: json(creation("$p", "$p: String!"), { p: { [m]: m } }),
  }),
  "a temporary password beside one that is made up": (m) => ({
    body: json(creation("$p, issuePassword: true", "$p: String!"), { p: m }),
  }),
  "a password where one is made up": (m) => ({
    body: json(
      `mutation($p: String!) { issueTemporaryPassword(poolId: "customers", username: $p) { signedOut } }`,
      { p: m },
    ),
  }),
  "deep nesting": (m) => ({
    body: `{"query":"{me{id}}","variables":{"p":${"[".repeat(40)}"${m}"${"]".repeat(40)}}}`,
  }),
  "many aliases": (m) => ({
    body: json(
      `{ ${Array.from({ length: 20 }, (_, index) => `${m}${index}: __typename`).join(" ")} }`,
      {},
    ),
  }),
};

const names = Object.keys(shapes);

/** One request of a kind, whole. */
export function canaryRequest(kind: string, marker: string, authorization: string): CanaryRequest {
  const {
    method = "POST",
    path = "/graphql",
    contentType = "application/json",
    headers = {},
    body = "",
    cut = 0,
  } = shapes[kind]?.(marker) ?? {};
  const all: Record<string, string> = {
    host: "a",
    connection: "close",
    authorization,
    ...(contentType === "" ? {} : { "content-type": contentType }),
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body.slice(0, body.length - cut)}`;
  return { kind, marker, bytes: Buffer.from(text) };
}

/** A request of any kind; of two, one has some of its bytes changed, lost or doubled. */
export function randomCanaryRequest(
  random: () => number,
  marker: string,
  authorization: string,
): CanaryRequest {
  const below = (limit: number) => Math.floor(random() * limit);
  const request = canaryRequest(names[below(names.length)] ?? "", marker, authorization);
  if (random() < 0.5) return request;
  const bytes = [...request.bytes];
  const bodyStart = request.bytes.indexOf("\r\n\r\n") + 4;
  for (let times = 1 + below(4); times > 0; times -= 1) {
    // Mostly in the body: what is wrong in a head is refused before anything is read.
    const from = random() < 0.85 && bodyStart < bytes.length ? bodyStart : 0;
    const place = from + below(bytes.length - from);
    const kind = below(4);
    if (kind === 0) bytes[place] = below(256);
    else if (kind === 1) bytes.splice(place, 1);
    else if (kind === 2) bytes.splice(place, 0, ...bytes.slice(place, place + 1 + below(8)));
    else bytes.splice(place, 0, `"{}[]():!$@\\\u0000,`.charCodeAt(below(14)));
  }
  return { ...request, kind: `${request.kind}, bytes changed`, bytes: Buffer.from(bytes) };
}
